/** What readers do and what must come of it, on every surface alike. `chat-situations.ts` has those that need other people, buttons or deliveries. */
import type { Limits } from '../../commands/reception/admission.ts'
import type { NotForIt, Options, Trouble, Where, Who } from './driver.ts'

type Words = string | RegExp
/** What must be true of what is seen. Texts must stand somewhere in it, as they are or as the pattern says. */
export type Must = {
  readonly says?: readonly Words[]
  readonly never?: readonly Words[]
  /** The first line under the title. */
  readonly first?: Words
  readonly title?: Words
  /** In the first quotation. */
  readonly bold?: string
  /** How many quotations, at least and at most. */
  readonly quotes?: readonly [number, number]
  /** Headlines of sources, each of which is there. */
  readonly sources?: readonly Words[]
  /** Labels, all of which can be pressed, in this order. */
  readonly buttons?: readonly string[]
  readonly noButtons?: readonly string[]
  readonly audience?: 'everyone' | 'asker'
  readonly isInPlace?: boolean
  readonly isAttached?: boolean
  readonly messages?: number
  /** The same quotations and sources as at the step of this number, from 0. */
  readonly like?: number
}
/** `unseen`: what would be pressed is not seen by who would press it. */
export type Sees = Must | 'nothing' | 'unseen'
type Act =
  | { readonly mention: string }
  | { readonly talk: string; readonly under?: number }
  | { readonly dm: string }
  | { readonly command: string; readonly options?: Options }
  /** `typed`: instead, where there are no buttons. */
  | { readonly press: string; readonly typed?: string }
  | { readonly shortcut: string }
  | { readonly again: true }
  | { readonly overhear: NotForIt }
  | { readonly restart: true }
/** By ann, in the channel, once, without trouble, where nothing else is said. */
export type Said = Act & {
  readonly by?: Who
  readonly where?: Where
  readonly times?: number
  readonly trouble?: Trouble
  readonly sees: Sees
}
export type Step = Said | { readonly later: number }
export type Situation = {
  readonly name: string
  readonly steps: readonly Step[]
  /** Why it cannot be had at the terminal. */
  readonly notAtTerminal?: string
  /** Why it means something else there. */
  readonly otherAtTerminal?: string
  /** Why each surface says it in its own way. */
  readonly isOwn?: string
  /** Runs on Slack over HTTP too. */
  readonly overHttp?: true
  readonly limits?: Partial<Limits>
}

/** What comes of a restart, where nothing was left undone. */
export const RESTART: Step = { restart: true, sees: 'nothing' }

const CEO = 'Who is the CEO of Hellobike?'
const RAMBLING = 'I have read a great deal about bicycles, batteries and the like over the years, and still I wonder. '.repeat(17)
/** Typed by a reader: markup of both platforms, in words that mean nothing to either. */
const HOSTILE_WORDS =
  '@everyone @here *bold* **bolder** _it_ ~~gone~~ `code` ||hidden|| [CEO](https://evil.example) <script> &amp; <@U0ACMEBOB> :skull: who won?'
const HOSTILE_QUOTE = 'Zarquon Ltd paid Mara Lind $7 million for <!here> **bold** _claims_ `code` <@U0ACMEANN> <https://evil.example|here>.'

export const SITUATIONS: readonly Situation[] = [
  {
    name: 'a fact is answered with the asked-for words in bold, cited, with its source',
    overHttp: true,
    steps: [
      {
        mention: CEO,
        sees: {
          first: 'China is “a country on two wheels,” said Yang Lei, who is chief executive officer and co-founder of Hellobike. [1]',
          bold: 'Yang Lei',
          quotes: [2, 6],
          sources: ['Alibaba’s Ant Financial and Hellobike team up on $145M e-bike battery JV'],
          says: [/^Searched: 33 articles/],
          buttons: ['About Hellobike', 'Evidence', '👍', '👎'],
          noButtons: ['Share'],
          audience: 'everyone',
          isAttached: true,
        },
      },
    ],
  },
  {
    name: 'a question with two parts is answered in sentences that are all cited, from several stories',
    steps: [
      {
        mention: 'What stake does Tencent now hold in Meituan, and how much did it pay for the increase?',
        sees: { says: ['to 17.2%.', 'paid $400 million in the deal.'], quotes: [2, 6], sources: [/data security clampdown/] },
      },
    ],
  },
  {
    name: 'what the articles do not say is refused in one line, with related stories and nothing made up',
    steps: [
      {
        mention: 'Who won the 2022 World Cup?',
        sees: {
          first: 'The 33 stored articles do not answer this.',
          says: ['Related, not an answer:'],
          quotes: [0, 0],
          buttons: ['Latest stories', 'What is covered'],
          noButtons: ['Evidence', 'Share'],
        },
      },
    ],
  },
  {
    name: 'a question for today says first that nothing newer is stored',
    steps: [{ mention: 'what is the latest on Huawei today?', sees: { first: 'Nothing newer than 20 Feb 2020.', quotes: [5, 12] } }],
  },
  {
    name: 'the latest stories: newest first, as many as one message holds',
    overHttp: true,
    steps: [
      {
        mention: 'latest',
        sees: {
          title: 'Latest stories',
          says: [/^Nothing newer than about July 2021\.$/, /^Stories 1–[345] of 32\.$/],
          quotes: [3, 5],
          buttons: ['Older', 'Evidence'],
          noButtons: ['Newer'],
          messages: 1,
        },
      },
    ],
    isOwn: 'how many stories one message holds is the platform’s',
  },
  {
    name: 'pages are turned where they stand, there and back',
    overHttp: true,
    steps: [
      { mention: 'latest limit:3', sees: { says: [/^Stories 1–3 /], quotes: [3, 3], buttons: ['Older'], noButtons: ['Newer'] } },
      { press: 'Older', typed: 'latest limit:3 page:2', sees: { says: [/^Stories 4–6 /], buttons: ['Newer', 'Older'], isInPlace: true } },
      { press: 'Older', typed: 'latest limit:3 page:3', sees: { says: [/^Stories 7–9 /], isInPlace: true } },
      { press: 'Newer', typed: 'latest limit:3 page:2', sees: { says: [/^Stories 4–6 /], isInPlace: true, like: 1 } },
      { press: 'Newer', typed: 'latest limit:3', sees: { says: [/^Stories 1–3 /], isInPlace: true, like: 0 } },
    ],
  },
  {
    name: 'about a name: what it is, its newest stories, related names',
    overHttp: true,
    steps: [
      {
        command: 'about',
        options: { topic: 'Huawei' },
        sees: {
          title: 'Huawei',
          says: ['Kind: organisation', /^Named with: .*London/],
          quotes: [3, 6],
          buttons: ['Latest', 'Timeline', 'Compare outlets', 'Evidence', 'Share'],
          audience: 'asker',
        },
      },
    ],
  },
  {
    name: 'a timeline: dated events in order, each cited, paged',
    steps: [
      {
        command: 'timeline',
        options: { topic: 'Huawei', limit: 4 },
        sees: { title: 'Timeline: Huawei', quotes: [4, 4], says: [/^Events 1–4 of \d+\.$/], buttons: ['Later', 'Latest'] },
      },
      { mention: 'timeline Huawei limit:4', sees: { like: 0, audience: 'everyone' } },
      { press: 'Later', typed: 'timeline Huawei limit:4 page:2', sees: { says: [/^Events 5–8 /], quotes: [4, 4], isInPlace: true } },
      { press: 'Earlier', typed: 'timeline Huawei limit:4', sees: { like: 0, isInPlace: true } },
    ],
  },
  {
    name: 'outlets compared side by side',
    steps: [{ mention: 'compare Huawei', sees: { title: 'Compared: Huawei', says: ['Caixin Global', 'TechCrunch'], quotes: [4, 12] } }],
  },
  {
    name: 'the sources: outlets, how many articles, how new',
    steps: [
      { mention: 'sources', sees: { title: '3 outlets', says: [/^Caixin Global: 20 articles, newest 25 Feb 2020$/], quotes: [0, 0] } },
    ],
  },
  {
    name: 'why, after an answer: how it came about',
    steps: [
      { mention: CEO, sees: { bold: 'Yang Lei' } },
      { talk: 'why', sees: { title: `Why: ${CEO}`, says: [/hellobike/i], audience: 'asker' } },
    ],
  },
  {
    name: 'why, without an answer before it, says what to write',
    steps: [
      { mention: 'why', sees: { first: /^There is no earlier question to explain\. Write one: /, quotes: [0, 0], audience: 'asker' } },
    ],
  },
  {
    name: 'status is for the eyes of who asked',
    steps: [
      { mention: 'status', sees: { title: 'Status', says: ['Articles: 33', 'Outlets: 3'], audience: 'asker' } },
      { command: 'status', sees: { title: 'Status', says: ['Articles: 33'], audience: 'asker' } },
    ],
  },
  {
    name: 'help names every command, and explains one',
    otherAtTerminal: 'nothing is said of threads there',
    steps: [
      { command: 'help', sees: { says: ['latest: the newest stories first, of everything or of a topic', /^why: /], audience: 'asker' } },
      { command: 'help', options: { command: 'latest' }, sees: { title: /^latest: /, says: [/^since:/, 'latest'] } },
    ],
  },
  {
    name: 'a mistyped command is met with the one that was meant',
    steps: [
      {
        mention: '/latst Huawei',
        sees: { first: 'There is no command “latst”. Did you mean “latest”?', buttons: ['Help'], quotes: [0, 0] },
      },
    ],
  },
  {
    name: 'an option out of bounds says which values it takes',
    steps: [
      { command: 'latest', options: { limit: 51 }, sees: { first: 'limit must be between 1 and 50, not 51.', quotes: [0, 0] } },
      { mention: 'latest source:nowhere', sees: { first: /^No outlet called “nowhere” is stored\. Known: / } },
    ],
  },
  {
    name: 'search words inside a question narrow it',
    steps: [
      {
        mention: 'source:caixin Huawei -court after:2020-02-01',
        sees: { quotes: [3, 3], never: [/court/i, 'TechCrunch ·'], sources: [/Honor V30/, /Racketeering/, /FCC/] },
      },
      { mention: '"racketeering conspiracy" Huawei', sees: { says: [/racketeering conspiracy/i], sources: [/Racketeering/] } },
    ],
  },
  {
    name: 'a follow-up is read after the answer that it follows',
    steps: [
      { mention: 'Tell me about Hellobike', sees: { title: 'Hellobike' } },
      { talk: 'who is its CEO?', sees: { bold: 'Yang Lei', isAttached: true, audience: 'everyone' } },
      { talk: 'when did that happen?', sees: { sources: [/Hellobike/] } },
    ],
  },
  {
    name: 'the evidence: the quoted sentences in their paragraphs',
    steps: [
      { mention: CEO, sees: { bold: 'Yang Lei' } },
      { talk: 'evidence', sees: { title: 'Evidence', says: [/“a country on two wheels,”/], quotes: [1, 12], audience: 'asker' } },
    ],
  },
  {
    name: 'a very long question is answered within the limits',
    steps: [
      { mention: `${RAMBLING}${CEO}`, sees: { quotes: [0, 6] } },
      { command: 'ask', options: { question: `${RAMBLING}${CEO}` }, sees: { quotes: [0, 6], audience: 'asker' } },
    ],
  },
  {
    name: 'hostile words in a question are said again harmlessly',
    steps: [
      { command: 'ask', options: { question: HOSTILE_WORDS }, sees: { quotes: [0, 6] } },
      {
        mention: `/${HOSTILE_WORDS.replaceAll(' ', '_')}`,
        sees: { first: /^There is no command “@everyone_@here_\*bold\*_\*\*bolder\*\*_/ },
      },
    ],
  },
  {
    name: 'hostile words in an article are quoted as they stand, and do nothing',
    steps: [
      {
        mention: 'How much did Zarquon Ltd pay Mara Lind?',
        sees: { says: [HOSTILE_QUOTE], sources: ['Zarquon Ltd says *sorry* to <!channel> & @everyone [click](https://evil.example)'] },
      },
      { mention: 'latest Zarquon', sees: { says: [/^Latest on Zarquon/], quotes: [1, 1] } },
    ],
  },
  {
    name: 'a command with several options: spaces, days, numbers',
    overHttp: true,
    steps: [
      {
        command: 'latest',
        options: { topic: 'Huawei', source: 'Caixin Global', since: '2020-02-10', limit: 2 },
        sees: { title: 'Latest on Huawei', quotes: [2, 2], sources: [/‘Disappointed’/, /Honor V30/], says: [/^Stories 1–2 of 3\.$/] },
      },
    ],
  },
  {
    name: 'a page that there is not says how many there are, and leads back',
    steps: [
      {
        mention: 'latest limit:3 page:40',
        sees: { first: 'There are only 11 pages of these stories (32 in all).', buttons: ['First page'] },
      },
      { press: 'First page', typed: 'latest limit:3', sees: { says: [/^Stories 1–3 /], isInPlace: true } },
    ],
  },
  {
    name: 'a name that nobody wrote about is refused, and nothing made up',
    steps: [{ mention: 'about Vogsphere', sees: { quotes: [0, 0], never: [/Vogsphere (?:is|was)/] } }],
  },
  {
    name: 'evidence of an answer that quotes nothing says so',
    steps: [
      { mention: 'Who won the 2022 World Cup?', sees: { quotes: [0, 0] } },
      { talk: 'evidence', sees: { says: ['The last answer quotes nothing, so that there is no evidence to show.'], audience: 'asker' } },
    ],
  },
  {
    name: 'a question in another script is answered or refused, never met with silence',
    steps: [{ mention: '谁是Hellobike的首席执行官？ 🚲', sees: { says: [/^Searched: /] } }],
  },
]
