/** What every surface has: questions, commands, follow-ups. What needs buttons, other readers or a platform has files of its own. */
import { CEO, FOLLOW_UP, PAGED, type Situation } from './situation.ts'

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
          says: [/^Nothing newer than about July 2021\.$/, /^Stories 1–[345] of 33\.$/],
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
      { mention: PAGED, sees: { says: [/^Stories 1–3 /], quotes: [3, 3], buttons: ['Older'], noButtons: ['Newer'] } },
      { press: 'Older', typed: `${PAGED} page:2`, sees: { says: [/^Stories 4–6 /], buttons: ['Newer', 'Older'], isInPlace: true } },
      { press: 'Older', typed: `${PAGED} page:3`, sees: { says: [/^Stories 7–9 /], isInPlace: true } },
      { press: 'Newer', typed: `${PAGED} page:2`, sees: { says: [/^Stories 4–6 /], isInPlace: true, like: 1 } },
      { press: 'Newer', typed: PAGED, sees: { says: [/^Stories 1–3 /], isInPlace: true, like: 0 } },
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
      { talk: FOLLOW_UP, sees: { bold: 'Yang Lei', isAttached: true, audience: 'everyone' } },
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
        mention: `${PAGED} page:40`,
        sees: { first: 'There are only 11 pages of these stories (33 in all).', buttons: ['First page'] },
      },
      { press: 'First page', typed: PAGED, sees: { says: [/^Stories 1–3 /], isInPlace: true } },
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
