import { expect, test } from 'vitest'
import '../peers/guard.ts'
import { measureChat } from './chat-bench.ts'
import { chatGoals, chatReport } from './chat-report.ts'

test('few people asking a little give every figure, each is answered exactly once, and it reads as Markdown', async () => {
  const heldUp = { retryAfterS: 1, times: 1, rounds: 1, pauseMs: 0 }
  const figures = await measureChat(() => undefined, { askers: 3, rounds: 2, heldUp })
  const { ways, memory } = figures
  expect(ways.map(({ way, bot, answers }) => `${way}: ${bot} ${answers}`)).toEqual([
    'Slack, slash command: bare 6',
    'Slack, slash command: Newsdesk 6',
    'Slack, mention: bare 6',
    'Slack, mention: Newsdesk 6',
    'Discord, slash command: bare 6',
    'Discord, slash command: Newsdesk 6',
    'Discord, mention: bare 6',
    'Discord, mention: Newsdesk 6',
  ])
  const numbers = [
    ...ways.flatMap(({ ack, answer, cpuMsAnAnswer }) => [ack?.p99 ?? 1, answer.p50, answer.p99, cpuMsAnAnswer]),
    ...figures.heldUp.flatMap(({ alone, beside }) => [alone.p99, beside.p99]),
    ...memory.flatMap(({ bot: _, ...megabytes }) => Object.values(megabytes)),
  ]
  expect(numbers.filter((number) => !(Number.isFinite(number) && number > 0))).toEqual([])
  // Two ways are asked in once more: by two with one channel held up, and without.
  expect(figures.asked).toBe(8 * 3 * 3 + 4 * (2 + 2 + 1))
  expect(figures.faults).toEqual([])
  const report = chatReport(figures)
  for (const { goal } of chatGoals(figures)) expect(report).toContain(goal)
  expect(report).not.toMatch(/NaN|undefined|Fault/)
})
