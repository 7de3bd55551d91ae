/** What buttons do under an answer, for whom, and for how long. */
import { ANSWERED, CEO, NOT_THERE, PAGED, RESTART, type Situation } from './situation.ts'

const DAY_MS = 86_400_000

export const BUTTON_SITUATIONS: readonly Situation[] = [
  {
    name: 'evidence is shown to who presses for it, and to nobody else',
    overHttp: true,
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { mention: CEO, sees: ANSWERED },
      { press: 'Evidence', sees: { title: 'Evidence', quotes: [1, 12], audience: 'asker', isInPlace: false } },
      { press: 'Evidence', by: 'bob', sees: { title: 'Evidence', like: 1, audience: 'asker' } },
    ],
  },
  {
    name: 'a button that asks further is answered for all to see, with what it asked',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { mention: CEO, sees: ANSWERED },
      { press: 'About Hellobike', by: 'bob', sees: { title: 'Hellobike', audience: 'everyone', isInPlace: false } },
    ],
  },
  {
    name: 'a private answer is shared by who asked, once, and looks the same',
    overHttp: true,
    notAtTerminal: NOT_THERE.others,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { ...ANSWERED, title: CEO, audience: 'asker', buttons: ['Evidence', 'Share'] } },
      { press: 'Share', sees: { title: CEO, like: 0, audience: 'everyone', isInPlace: false, noButtons: ['Share'] } },
      { press: 'Share', sees: { first: 'This answer was shared already.', audience: 'asker' } },
    ],
  },
  {
    name: 'a private answer is not shared by anybody else: they do not see it',
    notAtTerminal: NOT_THERE.others,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { press: 'Share', by: 'bob', sees: 'unseen' },
      { press: 'Evidence', by: 'bob', sees: 'unseen' },
    ],
  },
  {
    name: 'a shared answer can be rated and followed up by anybody',
    notAtTerminal: NOT_THERE.others,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { press: 'Share', sees: { audience: 'everyone', buttons: ['👍', '👎'] } },
      { press: '👍', by: 'bob', sees: { first: 'Thank you.', audience: 'asker' } },
      { talk: 'when did that happen?', by: 'bob', sees: { sources: [/Hellobike/], audience: 'everyone' } },
    ],
  },
  {
    name: 'a rating is noted, the later one of a reader counts, and managers see how many there are',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { mention: CEO, sees: ANSWERED },
      { press: '👍', sees: { first: 'Thank you.', audience: 'asker' } },
      { press: '👎', sees: { first: 'Thank you, it was noted. “why” shows how the answer came about.', audience: 'asker' } },
      { press: '👍', by: 'bob', sees: { first: 'Thank you.' } },
      { command: 'status', by: 'manager', sees: { says: ['Ratings: 👍 1 · 👎 1'], audience: 'asker' } },
      { command: 'status', sees: { never: ['Ratings'] } },
    ],
  },
  {
    name: 'a button that has expired says so',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { mention: CEO, sees: ANSWERED },
      { later: 31 * DAY_MS },
      { press: 'About Hellobike', sees: { first: /^This button works no longer: it has expired \(after 30 days\)/, audience: 'asker' } },
      { press: '👍', sees: { first: /^This button works no longer/ } },
    ],
  },
  {
    name: 'pages are not turned by anybody but who asked',
    notAtTerminal: NOT_THERE.others,
    steps: [
      { mention: PAGED, sees: { says: [/^Stories 1–3 /] } },
      {
        press: 'Older',
        by: 'bob',
        sees: { first: 'Only who asked can turn these pages. Ask it yourself: latest limit:3 page:2', audience: 'asker' },
      },
      { press: 'Older', sees: { says: [/^Stories 4–6 /], isInPlace: true } },
    ],
  },
  {
    name: 'pages of a private answer are turned in place too',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { command: 'latest', options: { limit: 3 }, sees: { says: [/^Stories 1–3 /], audience: 'asker' } },
      { press: 'Older', sees: { says: [/^Stories 4–6 /], audience: 'asker', isInPlace: true } },
      { press: 'Newer', sees: { like: 0, audience: 'asker', isInPlace: true } },
    ],
  },
  {
    name: 'a button that is pressed twice at once does its work once, and disturbs nothing',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { mention: PAGED, sees: { says: [/^Stories 1–3 /] } },
      { press: 'Older', times: 2, sees: { says: [/^Stories 4–6 /], isInPlace: true, messages: 1 } },
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { press: 'Share', times: 2, sees: { says: [/Yang Lei/, 'This answer was shared already.'], messages: 2 } },
    ],
  },
  {
    name: 'what is asked further under a private answer stays private',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { command: 'about', options: { topic: 'Huawei' }, sees: { audience: 'asker' } },
      { press: 'Compare outlets', sees: { title: 'Compared: Huawei', audience: 'asker', buttons: ['Timeline', 'Share'] } },
      { press: 'Evidence', sees: { title: 'Evidence', audience: 'asker' } },
    ],
  },
  {
    name: 'pages that take several messages are turned too',
    notAtTerminal: NOT_THERE.buttons,
    isOwn: 'how many messages an answer takes is the platform’s',
    steps: [
      { mention: 'latest limit:15', sees: { says: [/^Stories 1–15 /], quotes: [15, 15], buttons: ['Older'] } },
      { press: 'Older', sees: { says: [/^Stories 16–30 /], quotes: [15, 15], buttons: ['Newer', 'Older'] } },
      { press: 'Older', sees: { says: [/^Stories 31–33 /], buttons: ['Newer'], noButtons: ['Older'] } },
    ],
  },
  {
    name: 'settings are changed by their buttons',
    notAtTerminal: NOT_THERE.memory,
    steps: [
      { mention: 'settings', sees: { buttons: ['Answer to me alone', 'Keep no questions'] } },
      {
        press: 'Keep no questions',
        sees: { says: [/^Questions: not kept from now on/], buttons: ['Keep my questions'], audience: 'asker' },
      },
      { mention: CEO, sees: ANSWERED },
      { mention: 'settings', sees: { says: ['Questions: not kept from now on (earlier: 0)'] } },
    ],
  },
  {
    name: 'buttons work after a restart',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      { mention: PAGED, sees: { says: [/^Stories 1–3 /] } },
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      RESTART,
      { press: 'Older', sees: { says: [/^Stories 4–6 /], isInPlace: true } },
      { press: 'Share', sees: { like: 1, audience: 'everyone' } },
    ],
  },
]
