import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Outcome } from '../../commands/command.ts'
import { quotesOf } from '../../src/answer.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { ASKED, inventedNewsroom } from '../invented-newsroom.ts'
import { expectSound, openRig, type Rig } from './desk-rig.ts'

let room: Newsroom
let rig: Rig
beforeAll(async () => {
  room = await inventedNewsroom()
  rig = openRig(room, ASKED)
})
afterAll(() => room.close())

const read = (line: string, after: string | null = null) => rig.desk.read(line, after, ASKED)
const notice = ({ answer: { blocks } }: Outcome): string =>
  blocks.flatMap((block) => (block.type === 'notice' ? [block.text] : [])).join(' ')

describe('a reader', () => {
  test('is answered, each quotation in its paragraph', async () => {
    const { outcome, paragraphs } = await read('Who is the chief executive of Veltrona?')
    expect(outcome.kind).toBe('answered')
    const quotes = quotesOf(outcome.answer)
    expect(quotes[0]?.text).toContain('Ines Okafor')
    await expectSound(room.store, quotes, outcome.answer.sources, paragraphs)
    expect(paragraphs.size).toBe(quotes.length)
    expect([...paragraphs.values()].some(({ before, after }) => before !== '' || after !== '')).toBe(true)
  })

  test.each([
    'latest',
    'latest Veltrona source:coast',
    'about Veltrona',
    'timeline Veltrona',
    'compare Veltrona',
    'story Veltrona',
    'sources',
    'why "Who leads Quillstream?"',
    'help',
    '/help latest',
  ])('may say “%s”', async (line) => {
    const { outcome, paragraphs } = await read(line)
    expect(outcome.kind).toBe('answered')
    await expectSound(room.store, quotesOf(outcome.answer), outcome.answer.sources, paragraphs)
  })

  test.each([
    ['digest list', /Slack or Discord/],
    ['watch add Veltrona', /RSS feed/],
    ['feeds', /newsroom’s pages/],
    ['settings', /keeps nothing/],
    ['privacy', /keeps nothing/],
    ['status', /newsroom’s pages/],
    ['/newsroom', /no command “newsroom”|not for this page|newsroom/],
  ])('is told where “%s” is said', async (line, way) => {
    const { outcome } = await read(line)
    expect(outcome.kind).toBe('misuse')
    expect(notice(outcome)).toMatch(way)
  })

  test('is not offered by help what cannot be said here', async () => {
    const { answer } = (await read('help')).outcome
    const labels = answer.blocks.flatMap((block) => (block.type === 'facts' ? block.rows.map(({ label }) => label) : []))
    expect(labels).toEqual(['ask', 'latest', 'about', 'timeline', 'story', 'compare', 'sources', 'why', 'evidence', 'help'])
    expect((await read('help digest')).outcome.kind).toBe('misuse')
  })

  test('gets the usage for a wrong option, not a failure', async () => {
    const { outcome } = await read('latest limit:many')
    expect(outcome.kind).toBe('misuse')
    expect(notice(outcome)).toContain('limit')
  })
})

describe('the question before', () => {
  const FIRST = 'Who bought Quillstream?'

  test('lends its names to a question that points back', async () => {
    const alone = await read('How much did it pay for it?')
    const followed = await read('How much did it pay for it?', FIRST)
    expect(quotesOf(followed.outcome.answer)[0]?.text).toContain('$85 million')
    expect(quotesOf(alone.outcome.answer)[0]?.text ?? '').not.toContain('$85 million')
    expect(followed.outcome.conversation?.question).toContain('Quillstream')
  })

  test('is what “why” and “evidence” speak of', async () => {
    expect((await read('why')).outcome.kind).toBe('misuse')
    expect((await read('why', FIRST)).outcome.answer.title).toContain('Quillstream')
    expect((await read('evidence')).outcome.kind).toBe('misuse')
    const { outcome, paragraphs } = await read('evidence', FIRST)
    expect(outcome.answer.sources.map(({ articleId }) => articleId)).toContain('takeover')
    await expectSound(room.store, quotesOf(outcome.answer), outcome.answer.sources, paragraphs)
  })

  test('does not change a question that stands alone', async () => {
    const question = 'What did the court in Norwick fine Tidewell Energy for?'
    expect((await read(question, FIRST)).outcome.answer).toEqual((await read(question)).outcome.answer)
  })

  test.each([
    '',
    '   ',
    'xyzzy plugh qwortle',
    '\u202e\u0000<script>',
    'a '.repeat(40_000),
    'latest Veltrona',
    '?',
    'source:nope since:never',
  ])('does no harm where it is nonsense (%#)', async (after) => {
    const { outcome } = await read('Who leads Quillstream?', after)
    expect(quotesOf(outcome.answer)[0]?.text).toContain('Per Dahlgren')
    expect((await read('and why?', after)).outcome.kind).toMatch(/answered|nothing/)
  })
})

describe('questions without an answer', () => {
  test('are kept for managers, once each and without who asked; misuse is not', async () => {
    const fresh = await inventedNewsroom()
    const { desk } = openRig(fresh, ASKED)
    const question = 'Who is the king of Atlantis?'
    for (const line of [question, question, 'latest limit:many', 'watch add x', 'Who leads Quillstream?', 'timeline Atlantis'])
      await desk.read(line, null, ASKED)
    expect((await fresh.store.chat.questions('web:', 10)).map((one) => [one.question, one.answered])).toEqual([[question, false]])
    await fresh.close()
  })

  test('are answered all the same where they cannot be kept', async () => {
    const { chat } = room.store
    const broken: Newsroom = {
      ...room,
      store: { ...room.store, chat: { ...chat, addQuestion: () => Promise.reject(new Error('the disk is full')) } },
    }
    const { desk, lines } = openRig(broken, ASKED)
    expect((await desk.read('Who is the king of Atlantis?', null, ASKED)).outcome.kind).toBe('nothing')
    expect(lines.join('\n')).toContain('question not kept')
  })
})
