/** What holds for every answer over the seeds, whatever is asked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerJson } from '../../adapters/terminal/json.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { type Answer, quotesOf } from '../../src/answer.ts'
import { openLog } from '../../src/log.ts'
import { type Asked, type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { loadSeeds } from '../../src/seeds.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

const SEEDS = join(import.meta.dirname, '../../seeds')
const ASKED: Asked = { now: new Date('2020-02-26T09:00:00Z'), zone: 'UTC' }
const RUNS = 150
/** Everything but the line break steers a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

let newsroom: Newsroom
const faults: string[] = []
const log = openLog({ level: 'error', secrets: [], now: () => ASKED.now, write: (line) => void faults.push(line) })
const bodies = new Map<string, string>()

beforeAll(async () => {
  newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  await loadSeeds(newsroom, join(SEEDS, 'articles'), () => undefined)
  for await (const { article } of newsroom.store.everything()) bodies.set(article.id, article.body)
})
afterAll(() => newsroom.close())

const asked = readFileSync(join(SEEDS, 'questions.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => String((JSON.parse(line) as { q: string }).q))
const words = [...new Set(asked.flatMap((question) => question.split(/\s+/)))]

/** Real questions, their words in any order, search words, and what no keyboard makes. */
const questions = fc.oneof(
  fc.constantFrom(...asked),
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map((some) => some.join(' ')),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...words),
        fc.constantFrom(
          'source:caixin',
          'source:"',
          'after:2020-02-20',
          'before:soon',
          'on:',
          '-the',
          '"',
          '“',
          '(',
          'latest',
          'why',
          '/ask',
        ),
        fc.string({ unit: 'binary', maxLength: 12 }),
      ),
      { maxLength: 10 },
    )
    .map((some) => some.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    '\u001b[31mHuawei\u001b[0m',
    '\u202eHuawei',
    '(a+)+$',
    '中国发生了什么',
    "'; DROP TABLE articles; --",
    '(((((',
    '\ud800',
    'a'.repeat(10_000),
  ),
)

function hold(answer: Answer, question: string): void {
  const shown = answerJson(answer, 0) as { text: string }
  expect(shown.text, question).not.toMatch(CONTROLS)
  expect(shown.text.trim(), 'never silence').not.toBe('')
  const numbers = new Set(answer.sources.map((source) => source.n))
  expect(numbers.size, question).toBe(answer.sources.length)
  const quotes = quotesOf(answer)
  for (const quote of quotes) {
    expect(bodies.get(quote.articleId)?.slice(quote.start, quote.end), question).toBe(quote.text)
    expect(answer.sources.find((source) => source.n === quote.cite)?.articleId, question).toBe(quote.articleId)
    if (quote.strong !== null) {
      const [from, to] = quote.strong
      expect(from >= 0 && from < to && to <= quote.text.length, question).toBe(true)
    }
  }
  if (answer.verdict === 'unanswered') expect(quotes, question).toEqual([])
  expect(new Set(quotes.map((quote) => `${quote.articleId} ${quote.start}`)).size, `twice the same: ${question}`).toBe(quotes.length)
}

test('sentences are slices of bodies, citations have sources, a refusal quotes nothing, nothing steers the terminal, nothing throws', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const { answer } = await newsroom.ask(question, ASKED)
      hold(answer, question)
    }),
    { numRuns: RUNS },
  )
}, 60_000)

test('any line typed to the bot is answered or told how to be said, twice in one conversation', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', 'latest ', 'about ', 'timeline ', 'compare ', '/why '),
      questions,
      questions,
      async (command, one, two) => {
        const first = readLine(command + one, ASKED, COMMANDS)
        if (!first.ok) return void expect(first.problem).not.toBe('')
        const outcome = await respond(first.invocation, newsroom, log)
        expect(faults, command + one).toEqual([])
        hold(outcome.answer, command + one)
        const next = readLine(two, { ...ASKED, ...(outcome.conversation === null ? {} : { conversation: outcome.conversation }) }, COMMANDS)
        if (next.ok) hold((await respond(next.invocation, newsroom, log)).answer, `${one} → ${two}`)
      },
    ),
    { numRuns: RUNS },
  )
}, 60_000)
