/** What only chat has: other readers, buttons, private answers, settings, deliveries that come twice, restarts. */
import { RESTART, type Situation } from './situations.ts'

const DAY_MS = 86_400_000
const NO_BUTTONS = 'nothing can be pressed there'
const NOBODY_ELSE = 'nobody else is there'
const NOTHING_KEPT = 'nothing is kept of who asks there, and settings are its options'

const CEO = 'Who is the CEO of Hellobike?'
const FOLLOW_UP = 'who is its CEO?'
const PAGED = 'latest limit:3'
const ANSWERED = { bold: 'Yang Lei', quotes: [2, 6] } as const
const HOBSONS_DAY = 'latest since:2020-02-12 before:2020-02-13'

const BUTTONS: readonly Situation[] = [
  {
    name: 'evidence is shown to who presses for it, and to nobody else',
    overHttp: true,
    notAtTerminal: NO_BUTTONS,
    steps: [
      { mention: CEO, sees: ANSWERED },
      { press: 'Evidence', sees: { title: 'Evidence', quotes: [1, 12], audience: 'asker', isInPlace: false } },
      { press: 'Evidence', by: 'bob', sees: { title: 'Evidence', like: 1, audience: 'asker' } },
    ],
  },
  {
    name: 'a button that asks further is answered for all to see, with what it asked',
    notAtTerminal: NO_BUTTONS,
    steps: [
      { mention: CEO, sees: ANSWERED },
      { press: 'About Hellobike', by: 'bob', sees: { title: 'Hellobike', audience: 'everyone', isInPlace: false } },
    ],
  },
  {
    name: 'a private answer is shared by who asked, once, and looks the same',
    overHttp: true,
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { ...ANSWERED, title: CEO, audience: 'asker', buttons: ['Evidence', 'Share'] } },
      { press: 'Share', sees: { title: CEO, like: 0, audience: 'everyone', isInPlace: false, noButtons: ['Share'] } },
      { press: 'Share', sees: { first: 'This answer was shared already.', audience: 'asker' } },
    ],
  },
  {
    name: 'a private answer is not shared by anybody else: they do not see it',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { press: 'Share', by: 'bob', sees: 'unseen' },
      { press: 'Evidence', by: 'bob', sees: 'unseen' },
    ],
  },
  {
    name: 'a shared answer can be rated and followed up by anybody',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { press: 'Share', sees: { audience: 'everyone', buttons: ['👍', '👎'] } },
      { press: '👍', by: 'bob', sees: { first: 'Thank you.', audience: 'asker' } },
      { talk: 'when did that happen?', by: 'bob', sees: { sources: [/Hellobike/], audience: 'everyone' } },
    ],
  },
  {
    name: 'a rating is noted, the later one of a reader counts, and managers see how many there are',
    notAtTerminal: NO_BUTTONS,
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
    notAtTerminal: NO_BUTTONS,
    steps: [
      { mention: CEO, sees: ANSWERED },
      { later: 31 * DAY_MS },
      { press: 'About Hellobike', sees: { first: /^This button works no longer: it has expired \(after 30 days\)/, audience: 'asker' } },
      { press: '👍', sees: { first: /^This button works no longer/ } },
    ],
  },
  {
    name: 'pages are not turned by anybody but who asked',
    notAtTerminal: NOBODY_ELSE,
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
    notAtTerminal: NO_BUTTONS,
    steps: [
      { command: 'latest', options: { limit: 3 }, sees: { says: [/^Stories 1–3 /], audience: 'asker' } },
      { press: 'Older', sees: { says: [/^Stories 4–6 /], audience: 'asker', isInPlace: true } },
      { press: 'Newer', sees: { like: 0, audience: 'asker', isInPlace: true } },
    ],
  },
  {
    name: 'a button that is pressed twice at once does its work once, and disturbs nothing',
    notAtTerminal: NO_BUTTONS,
    steps: [
      { mention: PAGED, sees: { says: [/^Stories 1–3 /] } },
      { press: 'Older', times: 2, sees: { says: [/^Stories 4–6 /], isInPlace: true, messages: 1 } },
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { press: 'Share', times: 2, sees: { says: [/Yang Lei/, 'This answer was shared already.'], messages: 2 } },
    ],
  },
  {
    name: 'what is asked further under a private answer stays private',
    notAtTerminal: NO_BUTTONS,
    steps: [
      { command: 'about', options: { topic: 'Huawei' }, sees: { audience: 'asker' } },
      { press: 'Compare outlets', sees: { title: 'Compared: Huawei', audience: 'asker', buttons: ['Timeline', 'Share'] } },
      { press: 'Evidence', sees: { title: 'Evidence', audience: 'asker' } },
    ],
  },
  {
    name: 'pages that take several messages are turned too',
    notAtTerminal: NO_BUTTONS,
    isOwn: 'how many messages an answer takes is the platform’s',
    steps: [
      { mention: 'latest limit:15', sees: { says: [/^Stories 1–15 /], quotes: [15, 15], buttons: ['Older'] } },
      { press: 'Older', sees: { says: [/^Stories 16–30 /], quotes: [15, 15], buttons: ['Newer', 'Older'] } },
      { press: 'Older', sees: { says: [/^Stories 31–32 /], buttons: ['Newer'], noButtons: ['Older'] } },
    ],
  },
  {
    name: 'settings are changed by their buttons',
    notAtTerminal: NOTHING_KEPT,
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
    notAtTerminal: NO_BUTTONS,
    steps: [
      { mention: PAGED, sees: { says: [/^Stories 1–3 /] } },
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      RESTART,
      { press: 'Older', sees: { says: [/^Stories 4–6 /], isInPlace: true } },
      { press: 'Share', sees: { like: 1, audience: 'everyone' } },
    ],
  },
]

const READERS: readonly Situation[] = [
  {
    name: 'settings set a zone, show it, and refuse one that is none',
    notAtTerminal: NOTHING_KEPT,
    steps: [
      { command: 'settings', options: { zone: 'asia/shanghai' }, sees: { says: ['Time zone: Asia/Shanghai'], audience: 'asker' } },
      { mention: 'settings', sees: { title: 'Your settings', says: ['Time zone: Asia/Shanghai'], audience: 'asker' } },
      { mention: 'settings', by: 'bob', sees: { says: ['Time zone: that of this newsroom (UTC)'] } },
      { mention: 'settings zone:Mars/Olympus', sees: { first: /^There is no time zone “Mars\/Olympus”\. Write one like / } },
    ],
  },
  {
    name: 'days are those of the reader’s own zone',
    notAtTerminal: NOTHING_KEPT,
    steps: [
      { mention: HOBSONS_DAY, sees: { quotes: [0, 3], never: [/MWC Barcelona/] } },
      { mention: 'settings zone:America/Los_Angeles', sees: { says: ['Time zone: America/Los_Angeles'] } },
      { mention: HOBSONS_DAY, sees: { says: [/MWC Barcelona/] } },
      { mention: HOBSONS_DAY, by: 'bob', sees: { never: [/MWC Barcelona/] } },
    ],
  },
  {
    name: 'who prefers private answers is answered alone',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { mention: 'settings private:yes', sees: { says: ['Answers: visible to you alone'], audience: 'asker' } },
      { mention: CEO, sees: { ...ANSWERED, audience: 'asker' } },
      { mention: CEO, by: 'bob', sees: { ...ANSWERED, audience: 'everyone' } },
    ],
  },
  {
    name: 'who is forgotten leaves nothing behind: no settings, no buttons, no conversation',
    notAtTerminal: NOTHING_KEPT,
    steps: [
      { mention: 'settings zone:Asia/Tokyo', sees: { says: ['Time zone: Asia/Tokyo'] } },
      { mention: CEO, sees: ANSWERED },
      { mention: 'privacy', sees: { title: 'What is kept of you', audience: 'asker' } },
      {
        command: 'privacy',
        options: { action: 'forget-me' },
        sees: { first: /^Forgotten: \d+ things that were kept of you\./, audience: 'asker' },
      },
      { press: 'About Hellobike', sees: { first: /^This button works no longer/, audience: 'asker' } },
      { command: 'why', sees: { first: /^There is no earlier question to explain/ } },
      { command: 'settings', sees: { says: ['Time zone: that of this newsroom (UTC)', /now 0\)/] } },
    ],
  },
  {
    name: 'a follow-up by somebody else in the thread is read after the same answer',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { mention: 'Tell me about Hellobike', where: 'thread', sees: { title: 'Hellobike', isAttached: true } },
      { talk: FOLLOW_UP, by: 'bob', where: 'thread', sees: { bold: 'Yang Lei', isAttached: true, audience: 'everyone' } },
    ],
  },
  {
    name: 'two conversations in one channel are kept apart',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { mention: 'Tell me about Hellobike', sees: { title: 'Hellobike' } },
      { mention: 'Tell me about Momenta', by: 'bob', sees: { title: 'Momenta' } },
      { talk: FOLLOW_UP, under: 0, sees: { bold: 'Yang Lei' } },
      { talk: FOLLOW_UP, under: 1, by: 'bob', sees: { says: [/Cao/], sources: [/Momenta/], never: [/Yang Lei/] } },
      { talk: FOLLOW_UP, under: 0, by: 'bob', sees: { bold: 'Yang Lei' } },
    ],
  },
  {
    name: 'what somebody asked last in the channel lends itself to their next question for half an hour',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { mention: 'Tell me about Hellobike', sees: { title: 'Hellobike' } },
      { mention: FOLLOW_UP, sees: { bold: 'Yang Lei' } },
      { mention: FOLLOW_UP, by: 'bob', sees: { never: [/Yang Lei/] } },
      { later: 31 * 60_000 },
      { mention: FOLLOW_UP, sees: { never: [/Yang Lei/] } },
    ],
  },
  {
    name: 'why, after a private answer: how that came about',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { command: 'why', sees: { title: `Why: ${CEO}`, audience: 'asker' } },
      { command: 'why', by: 'bob', sees: { first: /^There is no earlier question to explain/ } },
    ],
  },
  {
    name: 'a follow-up works after a restart',
    notAtTerminal: NOTHING_KEPT,
    steps: [
      { mention: 'Tell me about Hellobike', sees: { title: 'Hellobike' } },
      RESTART,
      { talk: FOLLOW_UP, sees: { bold: 'Yang Lei', isAttached: true } },
    ],
  },
  {
    name: 'stop quiets it in the thread, over a restart, until a mention wakes it',
    notAtTerminal: NOBODY_ELSE,
    steps: [
      { mention: 'Tell me about Hellobike', where: 'thread', sees: { title: 'Hellobike' } },
      { talk: 'stop', by: 'bob', where: 'thread', sees: { first: /^I am quiet here from now on\./, isAttached: true } },
      { talk: FOLLOW_UP, where: 'thread', sees: 'nothing' },
      RESTART,
      { talk: FOLLOW_UP, where: 'thread', sees: 'nothing' },
      { mention: FOLLOW_UP, where: 'thread', sees: { bold: 'Yang Lei' } },
      { talk: 'when did that happen?', where: 'thread', sees: { sources: [/Hellobike/] } },
    ],
  },
  {
    name: 'a direct message needs no mention, and is followed up',
    overHttp: true,
    notAtTerminal: 'every line is direct there',
    steps: [
      { dm: 'Tell me about Hellobike', sees: { title: 'Hellobike', audience: 'asker', noButtons: ['Share'] } },
      { dm: FOLLOW_UP, sees: { bold: 'Yang Lei' } },
      { dm: 'stop', sees: { first: /^I am quiet here from now on\./ } },
      { dm: PAGED, sees: { buttons: ['Older'] } },
      { press: 'Older', sees: { says: [/^Stories 4–6 /], isInPlace: true } },
    ],
  },
  {
    name: 'a mention with nothing else is met with help',
    notAtTerminal: 'an empty line is none there',
    steps: [{ mention: '', sees: { title: 'Ask a question, or say one of these', audience: 'asker' } }],
  },
  {
    name: '“Find the news behind this” on a message finds it, for who asked',
    overHttp: true,
    notAtTerminal: 'there are no messages by others there',
    steps: [
      {
        shortcut: 'Huawei’s chief financial officer Meng Wanzhou has been charged by the U.S.!',
        sees: { says: ['Meng Wanzhou'], sources: [/Racketeering/], audience: 'asker', buttons: ['Share'] },
      },
    ],
  },
]

export const CHAT_SITUATIONS: readonly Situation[] = [...BUTTONS, ...READERS]
