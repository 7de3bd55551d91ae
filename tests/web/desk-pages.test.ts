import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Section } from '../../adapters/web/host.ts'
import type { Quote } from '../../src/answer.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { ARTICLES, ASKED, smallNewsroom } from '../small-newsroom.ts'
import { expectSound, openRig, type Rig } from './desk-rig.ts'

let room: Newsroom
let rig: Rig
beforeAll(async () => {
  room = await smallNewsroom()
  rig = openRig(room, ASKED)
})
afterAll(() => room.close())

const quotesIn = (sections: readonly Section[]): Quote[] =>
  sections.flatMap(({ blocks }) => blocks.filter((block): block is Quote => block.type === 'quote'))
/** Nothing of these is a name, an id or an outlet. */
const HOSTILE = [
  '',
  '.',
  '..',
  '../../etc/passwd',
  '\u0000',
  '%00',
  "' or 1=1 --",
  '<script>',
  'a'.repeat(100_000),
  '\ud800',
  '__proto__',
  'story-',
  '💣',
]

describe('the front page', () => {
  test('tells the newest stories, each by a sentence of its central article', async () => {
    const front = await rig.desk.front(ASKED)
    expect(front.stories.map(({ id, articles }) => [id, articles])).toEqual([
      ['truck-recall', 1],
      ['tidewater-fine', 1],
      ['plant-plan', 2],
      ['old-memo', 1],
      ['undated', 1],
    ])
    const plant = front.stories[2]
    expect(plant?.outlets).toEqual(['Coastline Post', 'The Harbor Times'])
    for (const { id, opening } of front.stories) {
      expect(opening?.articleId).toBe(id)
      expect(ARTICLES.find((one) => one.id === id)?.body.slice(opening?.start, opening?.end)).toBe(opening?.text)
    }
    expect(front.searched.articles).toBe(6)
    expect(front.outlets.map(({ publisher, articles }) => [publisher, articles])).toEqual([
      ['Coastline Post', 3],
      ['The Harbor Times', 3],
    ])
    expect(front.names[0]).toEqual({ name: 'Port Vell', kind: 'place', articles: 4 })
    expect(front.prompts.length).toBeGreaterThan(0)
  })

  test('is made anew when something was written, and does not tell what is dated later', async () => {
    const own = await smallNewsroom()
    const { desk } = openRig(own, ASKED)
    const before = await desk.front(ASKED)
    expect(await desk.front(ASKED)).toBe(before)
    const body = 'Tidewater Energy opened a wind farm off the coast.'
    const [sample] = ARTICLES
    if (sample === undefined) throw new Error('no sample')
    await own.add([
      { ...sample, id: 'wind', title: 'Wind', published: '2024-06-20T09:00:00Z', body },
      { ...sample, id: 'tomorrow', title: 'Tomorrow', published: '2024-06-22T09:00:00Z', body: 'Ines Okafor will resign.' },
    ])
    expect((await desk.front(ASKED)).stories.map(({ id }) => id).slice(0, 2)).toEqual(['wind', 'truck-recall'])
    await own.close()
  })

  test('of an empty newsroom is empty', async () => {
    const none = await smallNewsroom([])
    expect(await openRig(none, ASKED).desk.front(ASKED)).toMatchObject({ stories: [], names: [], outlets: [], prompts: [] })
    await none.close()
  })
})

describe('the page of a name', () => {
  test('is one list of sources over all its sections, and repeats no quotation', async () => {
    const page = await rig.desk.entity('Borealis Motors', ASKED)
    if (page === null) throw new Error('no page')
    const quotes = quotesIn(page.sections)
    await expectSound(room.store, quotes, page.sources, page.paragraphs)
    expect(new Set(quotes.map(({ articleId, start }) => `${articleId} ${start}`)).size).toBeGreaterThanOrEqual(quotes.length - 1)
    expect(page).toMatchObject({ name: 'Borealis Motors', kind: 'organisation', aliases: ['Borealis'], articles: 3 })
    expect(page.outlets).toEqual([
      { publisher: 'The Harbor Times', articles: 2 },
      { publisher: 'Coastline Post', articles: 1 },
    ])
    expect(page.related.map(({ name }) => name)).toContain('Ines Okafor')
    expect(page.sections.map(({ id }) => id)).toEqual(expect.arrayContaining(['profile', 'course', 'compared-1']))
    // 1,200 workers or 900: both sides of it, together.
    const differ = page.sections.find(({ heading }) => heading === 'Figures that differ')
    expect(quotesIn(differ === undefined ? [] : [differ]).map(({ articleId }) => articleId)).toEqual(['plant-plan', 'plant-jobs'])
    // Facts and picture have places of their own.
    expect(page.sections.flatMap(({ blocks }) => blocks).filter(({ type }) => type === 'facts' || type === 'coverage')).toEqual([])
  })

  test('is found by any form of it, in any case', async () => {
    const page = await rig.desk.entity('Borealis Motors', ASKED)
    for (const form of ['Borealis', 'borealis motors', 'BOREALIS', 'the Borealis']) expect(await rig.desk.entity(form, ASKED)).toEqual(page)
  })

  test('tells its newest events first, and nothing that is dated later than the asker knows', async () => {
    const early = { ...ASKED, now: new Date('2024-05-01T00:00:00Z') }
    const page = await rig.desk.entity('Borealis Motors', early)
    expect(page?.articles).toBe(2)
    expect(quotesIn(page?.sections ?? []).map(({ articleId }) => articleId)).not.toContain('truck-recall')
    expect(await rig.desk.entity('Borealis Motors', { ...ASKED, now: new Date('2020-01-01T00:00:00Z') })).toBeNull()
    const course = (await rig.desk.entity('Borealis Motors', ASKED))?.sections.find(({ id }) => id === 'course')
    expect(quotesIn(course === undefined ? [] : [course])[0]?.articleId).toBe('truck-recall')
  })

  test.each(HOSTILE)('of what is no name is none (%#)', async (name) => {
    expect(await rig.desk.entity(name, ASKED)).toBeNull()
  })
})

describe('the page of a story', () => {
  test('has its articles, its outlets and its headings', async () => {
    const id = (await rig.desk.front(ASKED)).stories[2]?.storyId ?? ''
    const page = await rig.desk.story(id, ASKED)
    if (page === null) throw new Error('no page')
    expect(page).toMatchObject({ id, title: 'Borealis plans a battery plant in Port Vell', articles: 2, phase: 'quiet' })
    expect(page.rows.map((row) => row.id)).toEqual(['plant-jobs', 'plant-plan'])
    expect(page.outlets.map(({ publisher }) => publisher)).toEqual(['Coastline Post', 'The Harbor Times'])
    expect(page.sections.map(({ heading }) => heading)).toEqual(['Course', 'Figures that differ', 'Why its articles are one story'])
    expect(page.sections.at(-1)?.blocks.map(({ type }) => type)).toEqual(['list'])
    await expectSound(room.store, quotesIn(page.sections), page.sources, page.paragraphs)
  })

  test.each([...HOSTILE, 'story-0', 'article plant-plan', `story-${'a'.repeat(17)}`])('of what is none is none (%#)', async (id) => {
    expect(await rig.desk.story(id, ASKED)).toBeNull()
  })
})

describe('the page of an article', () => {
  test('has its text, its story, its names and no origin where no feed brought it', async () => {
    const page = await rig.desk.article('plant-plan')
    expect(page?.article).toEqual(ARTICLES[0])
    expect(page?.versions).toEqual([{ n: 1, title: ARTICLES[0]?.title, published: ARTICLES[0]?.published, changes: [] }])
    expect(page?.story).toMatchObject({ title: ARTICLES[0]?.title, articles: 2 })
    expect(page?.names.map(({ name }) => name)).toEqual(['Borealis Motors', 'Port Vell', 'Ines Okafor'])
    expect(page?.origin).toBeNull()
    expect((await rig.desk.article('truck-recall'))?.story).toBeNull()
  })

  test('tells each version and what changed to the next one', async () => {
    const own = await smallNewsroom()
    const [first] = ARTICLES
    if (first === undefined) throw new Error('no sample')
    await own.add([{ ...first, body: first.body.replace('1,200 workers', '1,500 workers') }])
    await own.add([{ ...first, title: 'Borealis drops its battery plant', body: first.body.replace('1,200 workers', '1,500 workers') }])
    const page = await openRig(own, ASKED).desk.article('plant-plan')
    expect(page?.versions.map(({ n, title }) => [n, title])).toEqual([
      [1, first.title],
      [2, first.title],
      [3, 'Borealis drops its battery plant'],
    ])
    const [one, two, three] = page?.versions ?? []
    expect(one?.changes.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '1,200' },
      { kind: 'added', text: '1,500' },
    ])
    expect(two?.changes.filter(({ kind }) => kind === 'removed').map(({ text }) => text.trim())).toContain('plans a')
    expect(three?.changes).toEqual([])
    await own.close()
  })

  test('of one that a feed brought says where it came from; what a page quotes is remembered, to open it is not', async () => {
    const own = await smallNewsroom()
    const { desk } = openRig(own, ASKED)
    const origin = { feed: null, firstMs: 5, language: 'en', isPaywalled: true, note: 'its date is in the future' }
    await own.store.feeds.keepOrigins(['plant-plan', 'tidewater-fine', 'undated'].map((articleId) => ({ articleId, ...origin })))
    const { feed: _feed, ...told } = origin
    expect((await desk.article('plant-plan'))?.origin).toEqual(told)
    await desk.entity('Tidewater Energy', ASKED)
    expect(await own.store.feeds.removable({ beforeMs: null, keep: 0 }, 10)).toEqual(['plant-plan', 'undated'])
    await own.close()
  })

  test.each(HOSTILE)('of an id that is none is none (%#)', async (id) => {
    expect(await rig.desk.article(id)).toBeNull()
  })
})

describe('the page of an outlet', () => {
  test('lists its articles, newest first, under the name as it is stored', async () => {
    const page = await rig.desk.outlet('the harbor TIMES', 1, ASKED)
    expect(page).toMatchObject({ publisher: 'The Harbor Times', articles: 3, page: 1, pages: 1 })
    expect(page?.rows.map(({ id }) => id)).toEqual(['truck-recall', 'plant-plan', 'old-memo'])
    expect(page?.coverage?.series.map(({ label }) => label)).toEqual(['The Harbor Times'])
  })

  test('comes in pages of 50, and has none past the last', async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({
      ...(ARTICLES[0] as (typeof ARTICLES)[number]),
      id: `a${i}`,
      title: `Number ${i}`,
      body: `Paragraph ${i}.`,
      published: `2024-01-01T00:00:${String(i % 60).padStart(2, '0')}Z`,
    }))
    const own = await smallNewsroom(many)
    const { desk } = openRig(own, ASKED)
    const pages = await Promise.all([1, 2, 3].map((n) => desk.outlet('The Harbor Times', n, ASKED)))
    expect(pages.map((page) => page?.rows.length)).toEqual([50, 50, 20])
    expect(new Set(pages.flatMap((page) => page?.rows.map(({ id }) => id) ?? [])).size).toBe(120)
    for (const n of [0, -1, 4, 1.5, Number.NaN, 1e300]) expect(await desk.outlet('The Harbor Times', n, ASKED)).toBeNull()
    await own.close()
  })

  test.each(HOSTILE)('of what is none is none (%#)', async (name) => {
    expect(await rig.desk.outlet(name, 1, ASKED)).toBeNull()
  })
})

describe('lists', () => {
  test('names: most articles first', async () => {
    const names = await rig.desk.names()
    expect(names.map(({ articles }) => articles)).toEqual(names.map(({ articles }) => articles).toSorted((a, b) => b - a))
    expect(names.map(({ name }) => name).sort()).toEqual(['Borealis Motors', 'Ines Okafor', 'Port Vell', 'Tidewater Energy'])
  })

  test('passages: what was found, with what its article’s row says; as many as asked for, within bounds', async () => {
    const [best] = await rig.desk.search('oil spill', ASKED, 5)
    expect(best).toMatchObject({ id: 'tidewater-fine', publisher: 'Coastline Post', authors: [], about: null })
    expect(best?.text).toBe((await room.store.article('tidewater-fine'))?.body.slice(best?.start, best?.end))
    for (const limit of [-5, 0, Number.NaN, 1]) expect(await rig.desk.search('Port Vell', ASKED, limit)).toHaveLength(1)
    expect((await rig.desk.search('Port Vell', ASKED, 1e9)).length).toBeGreaterThan(1)
    for (const query of HOSTILE) expect(Array.isArray(await rig.desk.search(query, ASKED, 3))).toBe(true)
  })

  test('completions', async () => {
    expect(await rig.desk.suggest('tide')).toEqual(['Tidewater Energy'])
    for (const typed of HOSTILE) expect((await rig.desk.suggest(typed)).length).toBeLessThanOrEqual(10)
  })
})

test('is ready while the store answers, and says what is wrong where it does not', async () => {
  expect(await rig.desk.ready()).toEqual([])
  const gone = await smallNewsroom()
  const { desk } = openRig(gone, ASKED)
  await gone.close()
  expect((await desk.ready()).join()).toMatch(/^The store cannot be read: /)
})

test('passes on what it measures, and keeps the token to itself', async () => {
  rig.desk.served('/ask', 200, 0.01)
  expect(rig.served).toEqual([{ route: '/ask', status: 200, seconds: 0.01 }])
  expect(await rig.desk.metrics()).toEqual({ type: 'text/plain', text: 'up 1' })
  expect(JSON.stringify(rig.desk.settings)).not.toContain('a-token-of-the-tests')
})
