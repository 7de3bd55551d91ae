import { afterAll, beforeAll, expect, test } from 'vitest'
import { quotesOf } from '../src/answer.ts'
import { type Conversation, readAfter, resolveFollowUp } from '../src/conversation.ts'
import type { Newsroom, Reply } from '../src/newsroom.ts'
import { understand } from '../src/question.ts'
import { ASKED, inventedNewsroom } from './invented-newsroom.ts'

const KNOWN = { publishers: ['Coast Post'], authors: ['Mara Lind'] }
const of = (text: string) => understand(text, KNOWN, ASKED)
const resolve = (text: string, previous: string) => resolveFollowUp(of(text), of(previous))
const lentWords = (text: string, previous: string) => {
  const own = of(text).words.length
  return resolve(text, previous)
    .question.words.slice(own)
    .map((word) => word.text)
}

test.each([
  'why?',
  'when did that happen?',
  'how much is it?',
  'and Tidewell?',
  'what about Norwick?',
  'who backs it?',
  'how many workers?',
  'Did Veltrona appeal it?',
  'What did it pay Tidewell?',
])('“%s” follows the question before it', (text) => {
  expect(resolve(text, 'How much did Lumen pay for Quillstream?')).toMatchObject({
    isFollowUp: true,
    from: 'How much did Lumen pay for Quillstream?',
  })
})

test.each([
  'When does the ferry to Norwick return?',
  'Who fined Tidewell?',
  'Why did Veltrona recall trucks?',
  'How did Veltrona treat its workers?',
  'What did ZipTalk call the decision?',
  'Tidewell Energy',
])('“%s” has a subject of its own and stands alone', (text) => {
  const resolved = resolve(text, 'How much did Lumen pay for Quillstream?')
  expect(resolved.isFollowUp).toBe(false)
  expect(resolved.question).toEqual(of(text))
})

test('nothing before, or a long question: it stands alone', () => {
  expect(resolveFollowUp(of('why?'), null).isFollowUp).toBe(false)
  const long =
    'why exactly were thousands of passengers stranded beside flooded roads while empty buses waited near stations all night long'
  expect(resolve(long, 'Who fined Tidewell?').isFollowUp).toBe(false)
})

test('“and X?” asks the last question of X, with its words but not its names', () => {
  const { question } = resolve('and Veltrona?', 'How much was Tidewell fined?')
  expect(question.asking.wants).toBe(of('How much was Tidewell fined?').asking.wants)
  expect(lentWords('and Veltrona?', 'Why was Tidewell fined?')).toEqual(['fined'])
})

test('a lent word weighs less than one of the reader’s own, and none is lent twice', () => {
  const { question } = resolve('how many seabirds did it kill?', 'Who fined Tidewell over the spill?')
  const lent = question.words.slice(of('how many seabirds did it kill?').words.length)
  expect(lent.map((word) => word.text)).toContain('Tidewell')
  expect(Math.max(...lent.map((word) => word.weight))).toBeLessThan(1)
  expect(lentWords('why was it fined?', 'Who fined Tidewell?')).toEqual(['Tidewell'])
})

test('the period of the thread holds until another is named', () => {
  expect(resolve('and Tidewell?', 'Who fined Veltrona in May 2024?').question.period?.text).toContain('May')
  expect(resolve('and in March 2024?', 'Who fined Veltrona in May 2024?').question.period?.text).toContain('March')
})

test('the second part of a question is read with the first one’s words', () => {
  const read = readAfter(of('who was the judge?'), of('Why was Tidewell fined'))
  expect(read.words.map((word) => word.text)).toEqual(['judge', 'Tidewell', 'fined'])
  expect(readAfter(of('who leads Quillstream?'), of('How much was Tidewell fined')).words.map((word) => word.text)).not.toContain(
    'Tidewell',
  )
})

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await inventedNewsroom()
})
afterAll(() => newsroom.close())

async function thread(...questions: readonly string[]): Promise<Reply> {
  let conversation: Conversation | undefined
  let reply: Reply | undefined
  for (const question of questions) {
    reply = await newsroom.ask(question, { ...ASKED, conversation })
    conversation = reply.conversation
  }
  if (reply === undefined) throw new Error('No question was asked.')
  return reply
}

const articleOf = ({ answer }: Reply): string | undefined => quotesOf(answer)[0]?.articleId

test('in a thread, what is left unsaid is understood', async () => {
  expect(articleOf(await thread('Who leads Quillstream?', 'how much was paid for it?'))).toBe('takeover')
  expect(articleOf(await thread('Who fined Tidewell Energy?', 'why?'))).toBe('fine')
  expect(articleOf(await thread('Who fined Tidewell Energy?', 'When does the ferry to Norwick return?'))).toBe('ferry')
  expect(articleOf(await thread('What did Veltrona recall?', 'what about ZipTalk?'))).toBe('app')
})

test('what is remembered is plain data, bounded, and a refusal does not change it', async () => {
  const { conversation } = await thread('Who leads Quillstream?')
  expect(JSON.parse(JSON.stringify(conversation))).toEqual(conversation)
  expect(conversation.articleIds[0]).toBe('takeover')
  expect(conversation.entities.length).toBeLessThanOrEqual(8)
  expect((await thread('Who leads Quillstream?', 'How many dentists live in Zurich?')).conversation).toEqual(conversation)
  const long = await thread('Who leads Quillstream?', ...Array.from({ length: 12 }, () => 'how much was paid for it, and why was it paid?'))
  expect(long.conversation.question.length).toBeLessThanOrEqual(400)
})
