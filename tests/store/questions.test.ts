/** What managers are told of questions and ratings: without names, and of their own workspace. */
import { expect, test } from 'vitest'
import { chatOf } from './chat-samples.ts'

const asked = (question: string, atMs: number, answered = false) => ({ question, answered, atMs })

test('questions without an answer are counted over all readers, newest first, by nobody’s name', async () => {
  const chat = await chatOf()
  await chat.addQuestion('slack:T1:U1', asked('who?', 10))
  await chat.addQuestion('slack:T1:U1', asked('who?', 20))
  await chat.addQuestion('slack:T1:U2', asked('who?', 15))
  await chat.addQuestion('slack:T2:U1', asked('what?', 30))
  await chat.addQuestion('slack:T1:U1', asked('when?', 40, true))
  await chat.addQuestion('slack:T1:U1', asked('long ago?', 1))
  expect(await chat.unanswered(10, 10)).toEqual([
    { question: 'what?', times: 1, atMs: 30 },
    { question: 'who?', times: 3, atMs: 20 },
  ])
  expect(await chat.unanswered(0, 1)).toEqual([{ question: 'what?', times: 1, atMs: 30 }])
  expect(await chat.unanswered(0, 10, 'slack:T1:')).toEqual([
    { question: 'who?', times: 3, atMs: 20 },
    { question: 'long ago?', times: 1, atMs: 1 },
  ])
  // A workspace whose name begins like another's, a wildcard, another case: none of them is theirs.
  for (const owners of ['slack:T', 'slack:T%:', 'slack:t1:', 'discord:', 'slack:T11:'])
    expect(await chat.unanswered(10, 10, owners)).toHaveLength(owners === 'slack:T' ? 2 : 0)
  await expect(chat.unanswered(0, 0)).rejects.toThrow(RangeError)
})

test('a question that comes out otherwise is counted anew', async () => {
  const chat = await chatOf()
  for (const atMs of [1, 2, 3]) await chat.addQuestion('web:', asked('who?', atMs))
  await chat.addQuestion('web:', asked('who?', 4, true))
  expect(await chat.unanswered(0, 10)).toEqual([])
  await chat.addQuestion('web:', asked('who?', 5))
  expect(await chat.unanswered(0, 10)).toEqual([{ question: 'who?', times: 1, atMs: 5 }])
})

test('as many are kept of an owner as are wanted, else twenty', async () => {
  const chat = await chatOf()
  for (let n = 0; n < 60; n++) {
    await chat.addQuestion('web:', asked(`${n}?`, n), 50)
    await chat.addQuestion('slack:T1:U1', asked(`${n}?`, n))
  }
  expect(await chat.questions('web:', 100)).toHaveLength(50)
  expect(await chat.questions('slack:T1:U1', 100)).toHaveLength(20)
  await expect(chat.addQuestion('web:', asked('one?', 1), 0)).rejects.toThrow(RangeError)
})

test('ratings come newest first, by nobody’s name; a later one of the same answer counts', async () => {
  const chat = await chatOf()
  await chat.rate({ token: 'a', owner: 'slack:T1:U1', isGood: false, question: 'who?', atMs: 1 })
  await chat.rate({ token: 'b', owner: 'slack:T1:U2', isGood: true, question: 'what?', atMs: 2 })
  await chat.rate({ token: 'a', owner: 'slack:T1:U1', isGood: true, question: 'who?', atMs: 3 })
  await chat.rate({ token: 'c', owner: 'discord:U9', isGood: false, question: 'when?', atMs: 4 })
  expect(await chat.rated(10)).toEqual([
    { question: 'when?', isGood: false, atMs: 4 },
    { question: 'who?', isGood: true, atMs: 3 },
    { question: 'what?', isGood: true, atMs: 2 },
  ])
  expect(await chat.rated(1, 'slack:T1:')).toEqual([{ question: 'who?', isGood: true, atMs: 3 }])
  expect(await chat.rated(10, 'slack:T2:')).toEqual([])
})
