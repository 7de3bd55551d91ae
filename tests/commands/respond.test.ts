import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import type { Outcome } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { quotesOf } from '../../src/answer.ts'
import { openLog } from '../../src/log.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { ASKED, smallNewsroom } from '../small-newsroom.ts'

let newsroom: Newsroom
const logged: string[] = []
const log = openLog({ level: 'warn', secrets: [], now: () => ASKED.now, write: (line) => void logged.push(line) })
beforeAll(async () => {
  newsroom = await smallNewsroom()
})
afterAll(() => newsroom.close())

async function say(line: string, room = newsroom): Promise<Outcome> {
  const understood = readLine(line, ASKED, COMMANDS)
  if (!understood.ok) throw new Error(understood.problem)
  return await respond(understood.invocation, room, log)
}

const LINES = [
  'latest',
  'latest borealis',
  'about Borealis',
  'timeline Port Vell',
  'compare Borealis',
  'compare Borealis and Tidewater',
  'latest battery plant',
  'who apologised to the owners?',
  'about harbour',
  'latest zebra',
]

describe('every answer', () => {
  test.each(LINES)('quotes stored bodies to the byte, from numbered sources: %s', async (line) => {
    const { answer } = await say(line)
    for (const quote of quotesOf(answer)) {
      const article = await newsroom.store.article(quote.articleId)
      expect(article?.body.slice(quote.start, quote.end)).toBe(quote.text)
      expect(answer.sources[quote.cite - 1]).toMatchObject({ n: quote.cite, articleId: quote.articleId })
      if (quote.strong !== null) expect(quote.strong[0]).toBeLessThan(quote.strong[1])
    }
    expect(answer.sources.map((source) => source.n)).toEqual(answer.sources.map((_, i) => i + 1))
  })

  test.each(LINES)('offers only follow-ups that answer: %s', async (line) => {
    const { answer } = await say(line)
    for (const { command } of answer.followUps) expect((await say(command)).kind, command).toBe('answered')
  })
})

describe('the door', () => {
  test('turns the reader’s mistakes into notices', async () => {
    const outcome = await say('latest source:nowhere')
    expect(outcome.kind).toBe('misuse')
    expect(render(outcome.answer)).toContain('No outlet called “nowhere” is stored. Known: Coastline Post, The Harbor Times.')
    expect((await say('latest limit:51')).kind).toBe('misuse')
    expect((await say('why')).kind).toBe('misuse')
    expect((await respond({ command: 'tmieline', options: {}, asked: ASKED }, newsroom, log)).answer.blocks).toEqual([
      { type: 'notice', text: 'There is no command “tmieline”. Did you mean “timeline”?' },
    ])
    expect(logged).toEqual([])
  })

  test('logs our own faults and still answers', async () => {
    const broken: Newsroom = { ...newsroom, ask: () => Promise.reject(new Error('the index is on fire')) }
    const outcome = await say('who runs Borealis?', broken)
    expect(outcome.kind).toBe('failed')
    expect(render(outcome.answer)).toContain('the index is on fire')
    expect(logged.join('')).toContain('"event":"command failed"')
    expect(logged.join('')).not.toContain('respond.test.ts')
  })

  test('hands on what a thread must remember', async () => {
    const { conversation } = await say('who apologised to the owners?')
    expect(conversation?.articleIds).toEqual(['truck-recall'])
  })
})

test('why explains a question, or the last one', async () => {
  const typed = await say('/why "who apologised to the owners?"')
  expect(render(typed.answer)).toContain('Why: who apologised to the owners?')
  expect(typed.explanation?.steps[0]?.title).toBe('Words')
  const conversation = { question: 'who apologised?', entities: [], articleIds: [], period: null }
  const last = await respond({ command: 'why', options: {}, asked: { ...ASKED, conversation } }, newsroom, log)
  expect(last.answer.title).toBe('Why: who apologised?')
})

test('help names every command and every option of one', async () => {
  const text = render((await say('help')).answer)
  for (const { name, summary } of COMMANDS.filter(({ hidden }) => hidden !== true))
    expect(text).toMatch(new RegExp(`^${name} +${summary.slice(0, 20).replaceAll('.', '\\.')}`, 'm'))
  const page = render((await say('help latest')).answer)
  for (const name of ['since:', 'before:', 'source:', 'author:', 'limit:', 'page:']) expect(page).toContain(name)
})
