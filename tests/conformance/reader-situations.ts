/** Several readers: what each prefers, follows up, keeps to themselves, and has forgotten. */
import { ANSWERED, CEO, FOLLOW_UP, NOT_THERE, PAGED, RESTART, type Situation } from './situation.ts'

const LATE_ON_THE_12TH = 'latest since:2020-02-12 before:2020-02-13'

export const READER_SITUATIONS: readonly Situation[] = [
  {
    name: 'settings set a zone, show it, and refuse one that is none',
    notAtTerminal: NOT_THERE.memory,
    steps: [
      { command: 'settings', options: { zone: 'asia/shanghai' }, sees: { says: ['Time zone: Asia/Shanghai'], audience: 'asker' } },
      { mention: 'settings', sees: { title: 'Your settings', says: ['Time zone: Asia/Shanghai'], audience: 'asker' } },
      { mention: 'settings', by: 'bob', sees: { says: ['Time zone: that of this newsroom (UTC)'] } },
      { mention: 'settings zone:Mars/Olympus', sees: { first: /^There is no time zone “Mars\/Olympus”\. Write one like / } },
    ],
  },
  {
    name: 'days are those of the reader’s own zone',
    notAtTerminal: NOT_THERE.memory,
    steps: [
      { mention: LATE_ON_THE_12TH, sees: { quotes: [0, 3], never: [/MWC Barcelona/] } },
      { mention: 'settings zone:America/Los_Angeles', sees: { says: ['Time zone: America/Los_Angeles'] } },
      { mention: LATE_ON_THE_12TH, sees: { says: [/MWC Barcelona/] } },
      { mention: LATE_ON_THE_12TH, by: 'bob', sees: { never: [/MWC Barcelona/] } },
    ],
  },
  {
    name: 'who prefers private answers is answered alone',
    notAtTerminal: NOT_THERE.others,
    steps: [
      { mention: 'settings private:yes', sees: { says: ['Answers: visible to you alone'], audience: 'asker' } },
      { mention: CEO, sees: { ...ANSWERED, audience: 'asker' } },
      { mention: CEO, by: 'bob', sees: { ...ANSWERED, audience: 'everyone' } },
    ],
  },
  {
    name: 'who is forgotten leaves nothing behind: no settings, no buttons, no conversation',
    notAtTerminal: NOT_THERE.memory,
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
    notAtTerminal: NOT_THERE.others,
    steps: [
      { mention: 'Tell me about Hellobike', where: 'thread', sees: { title: 'Hellobike', isAttached: true } },
      { talk: FOLLOW_UP, by: 'bob', where: 'thread', sees: { bold: 'Yang Lei', isAttached: true, audience: 'everyone' } },
    ],
  },
  {
    name: 'two conversations in one channel are kept apart',
    notAtTerminal: NOT_THERE.others,
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
    notAtTerminal: NOT_THERE.others,
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
    notAtTerminal: NOT_THERE.others,
    steps: [
      { command: 'ask', options: { question: CEO }, sees: { audience: 'asker' } },
      { command: 'why', sees: { title: `Why: ${CEO}`, audience: 'asker' } },
      { command: 'why', by: 'bob', sees: { first: /^There is no earlier question to explain/ } },
    ],
  },
  {
    name: 'a follow-up works after a restart',
    notAtTerminal: NOT_THERE.memory,
    steps: [
      { mention: 'Tell me about Hellobike', sees: { title: 'Hellobike' } },
      RESTART,
      { talk: FOLLOW_UP, sees: { bold: 'Yang Lei', isAttached: true } },
    ],
  },
  {
    name: 'stop quiets it in the thread, over a restart, until a mention wakes it',
    notAtTerminal: NOT_THERE.others,
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
      { press: 'Evidence', sees: { title: 'Evidence', audience: 'asker' } },
      { dm: 'status', sees: { title: 'Status', audience: 'asker' } },
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
  {
    name: 'the mention may stand anywhere, and the question on several lines',
    notAtTerminal: 'a line is a question there',
    steps: [
      { mention: 'Who is the CEO of Hellobike, @newsdesk?', sees: ANSWERED },
      { mention: '@newsdesk: Who is\nthe CEO\nof Hellobike?', sees: ANSWERED },
    ],
  },
]
