import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLine } from '../commands/read.ts'
import { COMMANDS, respond } from '../commands/respond.ts'
import { type Answer, quotesOf } from '../src/answer.ts'
import { openLog } from '../src/log.ts'
import type { Newsroom } from '../src/newsroom.ts'
import { ASKED, INVENTED, inventedNewsroom } from './invented-newsroom.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await inventedNewsroom()
})
afterAll(() => newsroom.close())

const ask = async (question: string): Promise<Answer> => (await newsroom.ask(question, ASKED)).answer
const articlesOf = (answer: Answer): string[] => quotesOf(answer).map((quote) => quote.articleId)
const notices = (answer: Answer): string[] => answer.blocks.flatMap((block) => (block.type === 'notice' ? [block.text] : []))

/** Everything that makes an answer one that can be checked. */
function expectExact(answer: Answer): void {
  for (const quote of quotesOf(answer)) {
    const article = INVENTED.find((one) => one.id === quote.articleId)
    expect(article?.body.slice(quote.start, quote.end)).toBe(quote.text)
    expect(answer.sources[quote.cite - 1]).toMatchObject({ n: quote.cite, articleId: quote.articleId, url: article?.url })
    if (quote.strong === null) continue
    const [from, to] = quote.strong
    expect(from).toBeGreaterThanOrEqual(0)
    expect(to).toBeGreaterThan(from)
    expect(to).toBeLessThanOrEqual(quote.text.length)
  }
  expect(answer.verdict === 'answered').toBe(quotesOf(answer).length > 0)
  expect(answer.searched.articles).toBe(INVENTED.length)
}

test.each([
  ['How much did Lumen Street Group pay for Quillstream?', 'takeover', '$85 million'],
  ['How much did LSG pay for Quillstream?', 'takeover', '$85 million'],
  ['Who acquired Quillstream?', 'takeover', 'Lumen Street Group'],
  ['what did quilstream sell', 'takeover', null],
  ['zip talk ban schools', 'app', null],
  ['How long does the crossing take?', 'ferry', 'nine hours'],
  ['When does the night ferry return?', 'ferry', 'April'],
  ['Who founded Veltrona?', 'plant', 'Ines Okafor'],
  ['"brake fault"', 'recall', null],
])('“%s” is answered from “%s”', async (question, articleId, strong) => {
  const answer = await ask(question)
  const [first] = quotesOf(answer)
  expect(first?.articleId).toBe(articleId)
  if (strong !== null) expect(first?.text.slice(...(first.strong ?? [0, 0]))).toBe(strong)
  expectExact(answer)
})

test.each([
  ['What happened in March 2024?', ['unions', 'plant']],
  ['since:2024-06-12', ['app']],
  ['source:harbor after:2024-05-01', ['recall']],
  ['source:harbor -ferry', ['recall', 'plant', 'memo']],
  ['author:"Ada Prins"', ['app', 'takeover']],
  ['articles by Mara Lind', ['recall', 'plant']],
  ['tag:deals', ['takeover']],
  ['entity:Quillstream', ['takeover', 'unions']],
  ['What happened to Tidewell in May?', ['fine']],
])('“%s” tells the stories %s, newest first', async (question, ids) => {
  const answer = await ask(question)
  expect(articlesOf(answer)).toEqual(ids)
  expectExact(answer)
})

test('two questions in one are both answered', async () => {
  const texts = quotesOf(await ask('How much was Tidewell fined and who was the judge?')).map((quote) => quote.text)
  expect(texts.slice(0, 2).join(' ')).toContain('$4.5 million')
  expect(texts.slice(0, 2).join(' ')).toContain('Ruth Adeyemi')
})

test('a pronoun at the start is explained outside the quotation', async () => {
  const quotes = quotesOf(await ask('How much will the battery plant cost?'))
  const company = quotes.find((quote) => quote.text.startsWith('The company'))
  expect(company?.lead).toBe('Veltrona to build a battery plant in Marlow')
  expect(quotes.find((quote) => quote.text.startsWith('Veltrona'))?.lead ?? null).toBeNull()
})

test('figures that disagree stand side by side, and a line says so', async () => {
  const answer = await ask('How many workers will the battery plant in Marlow employ?')
  expect(
    quotesOf(answer)
      .map((quote) => quote.text)
      .join(' '),
  ).toMatch(/900 workers[\s\S]*1,200 workers|1,200 workers[\s\S]*900 workers/)
})

test('news that is asked for and too old says so in the first line', async () => {
  const stale = await ask('What is the latest on ZipTalk today?')
  expect(stale.blocks[0]).toEqual({ type: 'notice', text: 'Nothing newer than 14 Jun 2024.' })
  expect(articlesOf(stale)).toEqual(['app'])
  const fresh = await newsroom.ask('What is the latest on ZipTalk?', { ...ASKED, now: new Date('2024-06-14T12:00:00Z') })
  expect(notices(fresh.answer)).toEqual([])
})

test('a search word that says nothing is told, not ignored', async () => {
  const answer = await ask('trucks after:nonsense')
  expect(answer.verdict).toBe('answered')
  expect(notices(answer).join(' ')).toContain('after:nonsense')
  const nowhere = await ask('trucks source:nowhere')
  expect(nowhere.verdict).toBe('unanswered')
  expect(notices(nowhere).join(' ')).toContain('nowhere')
})

test('every offer of an answer can be run and finds something', async () => {
  const logged: string[] = []
  const log = openLog({ level: 'warn', secrets: [], now: () => ASKED.now, write: (line) => void logged.push(line) })
  let offers = 0
  for (const question of [
    'Who acquired Quillstream?',
    'How much was Tidewell fined?',
    'What is Veltrona?',
    'How many dentists live in Zurich?',
  ]) {
    for (const { command } of (await ask(question)).followUps) {
      const understood = readLine(command, ASKED, COMMANDS)
      if (!understood.ok) throw new Error(`“${command}” is no command: ${understood.problem}`)
      expect(understood.invocation.command).not.toBe('ask')
      expect((await respond(understood.invocation, newsroom, log)).kind, command).toBe('answered')
      offers++
    }
  }
  expect(offers).toBeGreaterThan(6)
  expect(logged).toEqual([])
})

test('why tells each step', async () => {
  const { explanation } = await newsroom.ask('How much was Tydewell fined? source:coast', ASKED)
  const rows = (title: string): string => JSON.stringify(explanation.steps.find((step) => step.title === title)?.rows)
  expect(rows('Understood')).toContain('"wants","money"')
  expect(rows('Understood')).toContain('Coast Post')
  expect(rows('Words')).toContain('spelling corrected')
  expect(rows('Filtered by')).toContain('Coast Post')
  expect(rows('Articles')).toContain('Tidewell Energy fined over spill')
  expect(rows('Sentences')).toContain('because')
  expect(rows('Judged')).toContain('answered')
  expect(rows('Chosen')).toContain('fine')
})

const WORDS =
  'who when why how many much did does was and or what is latest Tidewell Veltrona Quillstream plant fined trucks ferry Marlow Norwick March 2024 source:harbor -ferry "brake fault" tag:deals since:2024-03-01 it that 电池 😀 \uFEFF ? , ! '.split(
    ' ',
  )

test('whatever is asked, what is quoted is exact, cited and within what was searched', async () => {
  const question = fc.oneof(
    fc.array(fc.constantFrom(...WORDS), { maxLength: 9 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  await fc.assert(
    fc.asyncProperty(question, fc.option(question), async (text, before) => {
      const conversation = before === null ? undefined : (await newsroom.ask(before, ASKED)).conversation
      const { answer } = await newsroom.ask(text, { ...ASKED, conversation })
      expect(answer.question).toBe(text)
      expectExact(answer)
    }),
    { numRuns: 120 },
  )
})

test('an empty newsroom refuses and offers nothing', async () => {
  const empty = await inventedNewsroom([])
  for (const question of ['Who fined Tidewell?', 'latest', 'What happened in March 2024?', '']) {
    const { answer } = await empty.ask(question, ASKED)
    expect(answer).toMatchObject({ verdict: 'unanswered', followUps: [], sources: [] })
  }
  await empty.close()
})
