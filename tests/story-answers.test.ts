import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { about } from '../src/about.ts'
import { quotesOf } from '../src/answer.ts'
import { compare } from '../src/compare.ts'
import { latest } from '../src/latest.ts'
import type { Newsroom } from '../src/newsroom.ts'
import { sources } from '../src/sources.ts'
import { timeline } from '../src/timeline.ts'
import { ARTICLES, ASKED, smallNewsroom } from './small-newsroom.ts'

let newsroom: Newsroom
let empty: Newsroom
beforeAll(async () => {
  newsroom = await smallNewsroom()
  empty = await smallNewsroom([])
})
afterAll(() => Promise.all([newsroom.close(), empty.close()]))

const quoted = (answer: Parameters<typeof quotesOf>[0]) => quotesOf(answer).map((quote) => quote.articleId)

describe('latest', () => {
  test('is newest first, the undated last, in pages without gap or overlap', async () => {
    const first = await latest(newsroom, { limit: 3 }, ASKED)
    const second = await latest(newsroom, { limit: 3, page: 2 }, ASKED)
    expect([...quoted(first), ...quoted(second)]).toEqual(['truck-recall', 'tidewater-fine', 'plant-plan', 'old-memo', 'undated'])
    expect(first.followUps).toContainEqual({ label: 'Older', command: 'latest limit:3 page:2', turn: true })
    expect(second.followUps).toEqual([{ label: 'Newer', command: 'latest limit:3', turn: true }])
    const beyond = await latest(newsroom, { limit: 3, page: 3 }, ASKED)
    expect(beyond).toMatchObject({
      verdict: 'unanswered',
      blocks: [{ type: 'notice', text: 'There are only 2 pages of these stories (5 in all).' }],
    })
  })

  test('tells a story once, and who else tells it', async () => {
    const answer = await latest(newsroom, { topic: 'battery plant' }, ASKED)
    const [quote, others] = answer.blocks.slice(1)
    expect(quote).toMatchObject({
      articleId: 'plant-plan',
      lead: '4 Mar 2024 – 6 Mar 2024 · Borealis plans a battery plant in Port Vell',
      cite: 1,
    })
    expect(others).toEqual({
      type: 'paragraph',
      spans: [
        { type: 'text', text: 'also in: Coastline Post ' },
        { type: 'cite', source: 2 },
      ],
    })
    expect(answer.sources.map((source) => source.articleId)).toEqual(['plant-plan', 'plant-jobs'])
  })

  test('says first when nothing is new, and not when something is', async () => {
    expect((await latest(newsroom, {}, ASKED)).blocks[0]).toEqual({ type: 'notice', text: 'Nothing newer than 11 Jun 2024.' })
    const fresh = { ...ASKED, now: new Date('2024-06-11T20:00:00Z') }
    expect((await latest(newsroom, {}, fresh)).blocks[0]?.type).toBe('quote')
  })

  test('keeps to a topic: a name by any of its forms, or keywords', async () => {
    expect(quoted(await latest(newsroom, { topic: 'Tidewater' }, ASKED))).toEqual(['tidewater-fine', 'plant-jobs'])
    expect(quoted(await latest(newsroom, { topic: 'battery plant' }, ASKED))).toEqual(['plant-plan'])
    expect(quoted(await latest(newsroom, { topic: 'oil spill' }, ASKED))).toEqual(['tidewater-fine'])
  })

  test('keeps to outlets, authors and periods', async () => {
    expect(quoted(await latest(newsroom, { authors: ['Mara Lind'] }, ASKED))).toEqual(['truck-recall', 'plant-plan'])
    expect(quoted(await latest(newsroom, { topic: 'Borealis', publishers: ['Coastline Post'] }, ASKED))).toEqual(['plant-jobs'])
    const march = { fromMs: Date.parse('2024-03-01T00:00:00Z'), toMs: Date.parse('2024-03-31T23:59:59Z') }
    const answer = await latest(newsroom, { period: march }, ASKED)
    expect(quoted(answer)).toEqual(['plant-plan'])
    expect(answer.question).toBe('latest since:2024-03-01 until:2024-03-31')
  })

  test('refuses what is not there and says what is near', async () => {
    const answer = await latest(newsroom, { topic: 'Borealis zeppelin' }, ASKED)
    expect(answer.verdict).toBe('unanswered')
    expect(answer.blocks[0]).toEqual({ type: 'notice', text: 'Nothing on “Borealis zeppelin” was found in the 6 stored articles.' })
    expect(answer.blocks).toContainEqual({ type: 'notice', text: 'Related, not an answer:' })
    expect(answer.sources.length).toBeGreaterThan(0)
    expect(await latest(empty, {}, ASKED)).toMatchObject({ verdict: 'unanswered', followUps: [] })
  })
})

describe('about', () => {
  test('opens with the sentence that defines, then names, stories and relations', async () => {
    const answer = await about(newsroom, { topic: 'borealis' }, ASKED)
    expect(answer.title).toBe('Borealis Motors')
    expect(answer.blocks[0]).toMatchObject({ type: 'quote', lead: null, text: ARTICLES[0]?.body.split('\n')[0] })
    const facts = answer.blocks.find((block) => block.type === 'facts')
    const rows = Object.fromEntries(
      (facts?.rows ?? []).map((row) => [row.label, row.spans.map((span) => ('text' in span ? span.text : '')).join('')]),
    )
    expect(rows).toMatchObject({ 'Also called': 'Borealis', Kind: 'organisation', Articles: '2 in The Harbor Times, 1 in Coastline Post' })
    expect(rows['Named with']).toContain('Ines Okafor')
    expect(answer.followUps.map((next) => next.command)).toEqual([
      'latest Borealis Motors',
      'timeline Borealis Motors',
      'compare Borealis Motors',
    ])
  })

  test('does not know what the corpus does not', async () => {
    expect(await about(newsroom, { topic: 'Quentin Zorro' }, ASKED)).toMatchObject({ verdict: 'unanswered' })
  })
})

describe('timeline', () => {
  test('is oldest first, by the date in the sentence where it has one', async () => {
    const answer = await timeline(newsroom, { topic: 'Tidewater' }, ASKED)
    expect(quotesOf(answer).map((quote) => [quote.lead, quote.articleId])).toEqual([
      ['16 May 2024', 'tidewater-fine'],
      ['June 2025', 'plant-jobs'],
    ])
  })

  test('says where the date is only that of the report', async () => {
    const leads = quotesOf(await timeline(newsroom, { topic: 'Port Vell' }, ASKED)).map((quote) => quote.lead)
    expect(leads).toEqual(['1931', '4 Mar 2024', 'reported 6 Mar 2024', 'reported 17 May 2024'])
  })

  test('tells an event once though several articles do, and cites them all', async () => {
    const fine = ARTICLES[2] as (typeof ARTICLES)[number]
    const twin = {
      ...fine,
      id: 'fine-twin',
      publisher: 'The Harbor Times',
      title: 'Tidewater must pay for oil spill',
      body: 'Tidewater Energy was fined $4.5 million on May 16 by a court because of an oil spill.',
    }
    const told = await smallNewsroom([...ARTICLES, twin])
    const answer = await timeline(told, { topic: 'Tidewater' }, ASKED)
    expect(quotesOf(answer).map((quote) => quote.lead)).toEqual(['16 May 2024', 'June 2025'])
    expect(answer.sources.map((source) => source.articleId).sort()).toEqual(['fine-twin', 'plant-jobs', 'tidewater-fine'])
    const [coverage, , also] = answer.blocks
    expect(also).toMatchObject({ type: 'paragraph', spans: [{ text: expect.stringMatching(/^also in: /) }, { type: 'cite' }] })
    expect(coverage).toEqual({
      type: 'coverage',
      title: 'Coverage of Tidewater Energy',
      per: 'month',
      columns: ['2024-03', '2024-04', '2024-05'],
      series: [
        { label: 'Coastline Post', values: [1, 0, 1] },
        { label: 'The Harbor Times', values: [0, 0, 1] },
      ],
      undated: 0,
    })
    const further = await timeline(told, { topic: 'Tidewater', limit: 1, page: 2 }, ASKED)
    expect(further.blocks.map(({ type }) => type)).toEqual(['quote', 'notice'])
    await told.close()
  })

  test('is paged', async () => {
    const answer = await timeline(newsroom, { topic: 'Port Vell', limit: 3 }, ASKED)
    expect(quotesOf(answer)).toHaveLength(3)
    expect(answer.followUps[0]).toEqual({ label: 'Later', command: 'timeline Port Vell limit:3 page:2', turn: true })
  })
})

describe('compare', () => {
  test('puts different figures for one thing side by side, in bold', async () => {
    const answer = await compare(newsroom, { topic: 'Borealis' }, ASKED)
    const at = answer.blocks.findIndex(
      (block) => block.type === 'paragraph' && block.spans[0]?.type === 'strong' && block.spans[0].text === 'Figures that differ',
    )
    const pair = answer.blocks.slice(at + 1, at + 3)
    expect(
      pair.map((block) => (block.type === 'quote' && block.strong !== null ? [block.lead, block.text.slice(...block.strong)] : null)),
    ).toEqual([
      ['The Harbor Times', '1,200'],
      ['Coastline Post', '900'],
    ])
  })

  test('shows what each outlet alone says, and says so where there is one outlet', async () => {
    const one = await compare(newsroom, { topic: 'oil spill' }, ASKED)
    expect(one.blocks[0]).toMatchObject({ spans: [{ text: 'Only one outlet writes of this: Coastline Post (1 article).' }] })
  })

  test('tells a fact of several outlets once, with both', async () => {
    const body = 'Borealis Motors recalled 3,400 trucks on Tuesday over a brake fault.'
    const twin = await smallNewsroom([
      ...ARTICLES,
      { ...(ARTICLES[3] as (typeof ARTICLES)[number]), id: 'twin', publisher: 'Coastline Post', body },
    ])
    const answer = await compare(twin, { topic: 'Borealis' }, ASKED)
    const at = answer.blocks.findIndex(
      (block) => block.type === 'paragraph' && block.spans[0]?.type === 'strong' && block.spans[0].text === 'Told by more than one',
    )
    expect(new Set(answer.blocks.slice(at + 1, at + 3).map((block) => block.type === 'quote' && block.articleId))).toEqual(
      new Set(['truck-recall', 'twin']),
    )
    await twin.close()
  })

  test('compares names where several are given', async () => {
    const answer = await compare(newsroom, { topic: 'Borealis and Tidewater' }, ASKED)
    const headings = answer.blocks.flatMap((block) =>
      block.type === 'paragraph' && block.spans[0]?.type === 'strong' ? [block.spans[0].text] : [],
    )
    expect(headings.slice(-2)).toEqual(['Borealis', 'Tidewater'])
  })
})

test('sources counts outlets and dates the newest of each', async () => {
  const answer = await sources(newsroom, {}, { ...ASKED, showsErrors: true })
  expect(answer.blocks).toEqual([
    {
      type: 'facts',
      rows: [
        {
          label: 'Coastline Post',
          spans: [
            { type: 'text', text: '3 articles, newest ' },
            { type: 'time', at: '2024-05-17' },
          ],
        },
        {
          label: 'The Harbor Times',
          spans: [
            { type: 'text', text: '3 articles, newest ' },
            { type: 'time', at: '2024-06-11' },
          ],
        },
      ],
    },
  ])
  expect((await sources(empty, {}, { ...ASKED, showsErrors: true })).verdict).toBe('unanswered')
})
