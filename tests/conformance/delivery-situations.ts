/** What only platforms do: deliver twice, lose their answer, ask for patience; and what a process leaves to the next one. */
import { LEASE_MS } from '../../commands/reception/lease.ts'
import type { NotForIt } from './driver.ts'
import { ANSWERED, CEO, NOT_THERE, RESTART, type Situation, type Step } from './situation.ts'

/** And a little more. */
const MINUTE_MS = 61_000
const LEASE_OVER_MS = LEASE_MS + 1_000
const overheard = (what: NotForIt): Step => ({ overhear: what, sees: 'nothing' })

export const DELIVERY_SITUATIONS: readonly Situation[] = [
  {
    name: 'a message that is delivered again is answered once, also after a restart',
    overHttp: true,
    notAtTerminal: NOT_THERE.deliveries,
    steps: [
      { mention: CEO, sees: { ...ANSWERED, messages: 1 } },
      { again: true, sees: 'nothing' },
      RESTART,
      { again: true, sees: 'nothing' },
    ],
  },
  {
    name: 'a message that is delivered many times at once is answered once',
    notAtTerminal: NOT_THERE.deliveries,
    steps: [
      { mention: CEO, times: 6, sees: { ...ANSWERED, messages: 1 } },
      { again: true, sees: 'nothing' },
    ],
  },
  {
    name: 'an answer that was taken, and not said to be, is posted once',
    notAtTerminal: NOT_THERE.deliveries,
    steps: [
      { mention: CEO, trouble: 'unsaid', sees: { ...ANSWERED, messages: 1 } },
      { press: 'Evidence', sees: { title: 'Evidence' } },
    ],
  },
  {
    name: 'a platform that is busy, or fails once, gets the answer all the same, once',
    notAtTerminal: NOT_THERE.deliveries,
    steps: [
      { mention: CEO, trouble: 'limited', sees: { ...ANSWERED, messages: 1 } },
      { mention: CEO, trouble: 'unavailable', sees: { ...ANSWERED, messages: 1 } },
    ],
  },
  {
    name: 'what a process heard before it ended is answered by the next one, once',
    notAtTerminal: NOT_THERE.deliveries,
    steps: [
      { mention: CEO, trouble: 'death', sees: 'nothing' },
      { later: LEASE_OVER_MS },
      { restart: true, sees: { ...ANSWERED, messages: 1, audience: 'everyone' } },
      { again: true, sees: 'nothing' },
      { talk: 'when did that happen?', sees: { sources: [/Hellobike/] } },
    ],
  },
  {
    name: 'a private answer, too, is given by the next process, and stays private',
    notAtTerminal: NOT_THERE.deliveries,
    steps: [
      { command: 'ask', options: { question: CEO }, trouble: 'death', sees: 'nothing' },
      { later: LEASE_OVER_MS },
      { restart: true, sees: { ...ANSWERED, messages: 1, audience: 'asker', buttons: ['Share'] } },
      { press: 'Share', sees: { audience: 'everyone' } },
      { later: LEASE_OVER_MS },
      RESTART,
    ],
  },
  {
    name: 'what is not for it is not answered: its own words, another bot’s, an edit, @everyone, code, addresses',
    notAtTerminal: NOT_THERE.deliveries,
    steps: (['itself', 'another bot', 'an edit', 'everyone', 'a code span', 'an address'] as const).map(overheard),
  },
  {
    name: 'who asks too often is told so once, alone; others are answered, and after a minute so are they',
    notAtTerminal: 'whoever sits there may ask as much as they like',
    limits: { perUser: 2 },
    steps: [
      { mention: CEO, sees: ANSWERED },
      { mention: CEO, sees: ANSWERED },
      {
        mention: CEO,
        sees: { first: /^You have asked 2 times within a minute, which is the most that I answer\. Ask again in /, audience: 'asker' },
      },
      { mention: CEO, sees: 'nothing' },
      { mention: CEO, by: 'bob', sees: ANSWERED },
      { later: MINUTE_MS },
      { mention: CEO, sees: ANSWERED },
    ],
  },
  {
    name: 'a channel in which too much is asked is told so, each reader once',
    notAtTerminal: 'whoever sits there may ask as much as they like',
    limits: { perChannel: 2 },
    steps: [
      { mention: CEO, sees: ANSWERED },
      { mention: CEO, by: 'bob', sees: ANSWERED },
      {
        mention: CEO,
        sees: { first: /^2 questions were asked here within a minute, which is the most that I answer\./, audience: 'asker' },
      },
      { mention: CEO, sees: 'nothing' },
      { mention: CEO, by: 'bob', sees: { first: /^2 questions were asked here/, audience: 'asker' } },
      { dm: CEO, sees: ANSWERED },
    ],
  },
]
