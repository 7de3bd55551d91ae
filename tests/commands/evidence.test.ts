/** The sentences of an answer in their paragraphs: to the byte, each shown once, and nothing claimed of what has changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { referenceTo } from '../../commands/evidence.ts'
import { inParagraphs } from '../../commands/paragraphs.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { type Answer, type Quote, quotesOf } from '../../src/answer.ts'
import { openLog } from '../../src/log.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { ARTICLES, ASKED, smallNewsroom } from '../small-newsroom.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await smallNewsroom()
})
afterAll(() => newsroom.close())

const log = openLog({ level: 'error', secrets: [], now: () => ASKED.now, write: (line) => void expect(line).toBe('') })
async function evidence(references: readonly string[], room = newsroom, asked = ASKED) {
  const understood = readLine(`/evidence ${references.join(' ')}`, asked, COMMANDS)
  if (!understood.ok) throw new Error(understood.problem)
  return await respond(understood.invocation, room, log)
}
const noticesOf = ({ blocks }: Answer) => blocks.flatMap((block) => (block.type === 'notice' ? [block.text] : []))
const shown = (quotes: readonly Quote[]) => quotes.map(({ text, strong, cite }) => [text, text.slice(...(strong ?? [0, 0])), cite])

/** A reference to a sentence of an article by its words. */
async function at(articleId: string, sentence: string): Promise<string> {
  const body = (await newsroom.store.article(articleId))?.body ?? ''
  const start = body.indexOf(sentence)
  expect(start).toBeGreaterThanOrEqual(0)
  return referenceTo({ articleId, start, end: start + sentence.length })
}
const WILL_EMPLOY = 'The battery plant in Port Vell will employ 1,200 workers, Borealis said.'
const CHOSE = '“We chose Port Vell for its harbour,” said Ines Okafor, the chief executive of Borealis Motors.'
const NEXT_YEAR = 'It will open next year.'
const DOUBT = 'Unions in Port Vell doubt what Borealis Motors promises.'

describe('evidence', () => {
  test('shows the whole paragraph with the sentence marked, in the order of the answer', async () => {
    const { answer, kind } = await evidence([
      await at('plant-jobs', DOUBT),
      await at('plant-plan', NEXT_YEAR),
      await at('plant-plan', CHOSE),
    ])
    expect(kind).toBe('answered')
    expect(shown(quotesOf(answer))).toEqual([
      [`${DOUBT} The Borealis battery plant in Port Vell will employ 900 workers, according to the unions.`, DOUBT, 1],
      [NEXT_YEAR, NEXT_YEAR, 2],
      [`${WILL_EMPLOY} ${CHOSE}`, CHOSE, 2],
    ])
    expect(answer.sources.map(({ n, articleId }) => [n, articleId])).toEqual([
      [1, 'plant-jobs'],
      [2, 'plant-plan'],
    ])
    for (const { articleId, start, end, text } of quotesOf(answer))
      expect((await newsroom.store.article(articleId))?.body.slice(start, end)).toBe(text)
  })

  test('shows neighbours of one paragraph as one', async () => {
    const { answer } = await evidence([await at('plant-plan', CHOSE), await at('plant-plan', WILL_EMPLOY)])
    expect(shown(quotesOf(answer))).toEqual([[`${WILL_EMPLOY} ${CHOSE}`, `${WILL_EMPLOY} ${CHOSE}`, 1]])
  })

  test('is that of the last question where nothing is named', async () => {
    const conversation = { question: 'Who apologised to the owners?', entities: [], articleIds: [], period: null }
    const { answer } = await evidence([], newsroom, { ...ASKED, conversation })
    expect(quotesOf(answer).map(({ articleId }) => articleId)).toEqual(['truck-recall'])
    const nothing = { ...conversation, question: 'zebra crossing' }
    expect(noticesOf((await evidence([], newsroom, { ...ASKED, conversation: nothing })).answer)[0]).toContain('quotes nothing')
    expect((await evidence([])).kind).toBe('misuse')
  })

  test.each([['plant-plan'], ['plant-plan@5'], ['@1-2'], ['plant-plan@9-3'], ['%E0%A4%A@1-2'], ['a@1-99999999999']])(
    'says how it is to be said: %s',
    async (reference) => {
      const { kind, answer } = await evidence([reference])
      expect([kind, noticesOf(answer)[0]]).toEqual(['misuse', expect.stringContaining('Say “evidence” alone')])
    },
  )

  test('takes no more than it shows', async () => {
    const one = await at('plant-plan', NEXT_YEAR)
    expect((await evidence(Array.from({ length: 12 }, () => one))).kind).toBe('answered')
    expect((await evidence(Array.from({ length: 13 }, () => one))).kind).toBe('misuse')
  })

  test('says that an article is gone, or was changed', async () => {
    const [plan] = ARTICLES
    if (plan === undefined) throw new Error('no article')
    const reference = await at('plant-plan', NEXT_YEAR)
    const room = await smallNewsroom()
    await room.add([{ ...plan, body: plan.body.replace('1,200', '12,000') }])
    const changed = await evidence([reference, 'nonesuch@0-5'], room)
    expect(changed.kind).toBe('nothing')
    expect(noticesOf(changed.answer)).toEqual([
      'An article that was quoted is no longer stored.',
      expect.stringContaining('“Borealis plans a battery plant in Port Vell” was changed since it was quoted'),
    ])
    await room.close()
  })

  test('finds an article whatever its id is', async () => {
    const id = 'a b@1-2 “c” 100% /é'
    const [plan] = ARTICLES
    if (plan === undefined) throw new Error('no article')
    const room = await smallNewsroom([{ ...plan, id }])
    const { answer } = await evidence([referenceTo({ articleId: id, start: 0, end: plan.body.indexOf('\n\n') })], room)
    expect(quotesOf(answer).map(({ articleId }) => articleId)).toEqual([id])
    await room.close()
  })
})

describe('paragraphs', () => {
  const sentences = Array.from(
    { length: 40 },
    (_, i) => `Sentence number ${String(i).padStart(2, '0')} is as long as all of the others are here.`,
  )
  const body = `Before.\n\n${sentences.join(' ')}\n\nAfter.`
  const ranges = ['Before.', ...sentences, 'After.'].map((text) => ({ start: body.indexOf(text), end: body.indexOf(text) + text.length }))
  const of = (...numbers: number[]) =>
    inParagraphs(
      body,
      numbers.map((n) => ranges[n] ?? { start: 0, end: 0 }),
      ranges,
    )
  const text = ({ start, end }: { readonly start: number; readonly end: number }) => body.slice(start, end)

  test('that are long are shown around the sentence, as far as whole sentences fit', () => {
    const [part] = of(20)
    if (part === undefined) throw new Error('nothing shown')
    expect(part.isPart).toBe(true)
    expect(text(part.strong)).toBe(sentences[19])
    expect(text(part.shown).length).toBeLessThanOrEqual(1_200)
    expect(text(part.shown).length).toBeGreaterThan(1_000)
    expect(text(part.shown)).toMatch(/^Sentence.*\.$/)
    expect(of(1)[0]?.shown.start).toBe(ranges[1]?.start)
    expect(of(0)).toEqual([{ shown: ranges[0], strong: ranges[0], isPart: false }])
    expect(of(41)).toEqual([{ shown: ranges[41], strong: ranges[41], isPart: false }])
  })

  test('are parted between sentences that are no neighbours, without a gap or an overlap', () => {
    const short = 'One is here. Two is here. Three is here. Four is here.'
    const all = [...short.matchAll(/\w+ is here\./g)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }))
    const parts = inParagraphs(
      short,
      [all[2], all[0], all[0]].flatMap((range) => range ?? []),
      all,
    )
    expect(parts.map(({ shown: { start, end }, strong }) => [short.slice(start, end), short.slice(strong.start, strong.end)])).toEqual([
      ['One is here. Two is here.', 'One is here.'],
      ['Three is here. Four is here.', 'Three is here.'],
    ])
  })
})
