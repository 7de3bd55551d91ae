/** Answers on the invented articles: one of each kind, and every kind of block. */
import type { Reading } from '../../adapters/web/host.ts'
import type { Outcome } from '../../commands/command.ts'
import type { Answer, Coverage } from '../../src/answer.ts'
import { article, paragraphsFor, quote, source } from './design-articles.ts'

export const SEARCHED = {
  from: '2025-06-15',
  to: '2026-03-14',
  publishers: ['The Harbour Courier', 'Northline', 'Ledger & Post'],
  articles: 1_284,
}

export const COVERAGE: Coverage = {
  type: 'coverage',
  title: 'Tidewell',
  per: 'month',
  columns: ['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'],
  series: [
    { label: 'The Harbour Courier', values: [2, 1, 0, 3, 4, 2, 9] },
    { label: 'Northline', values: [0, 1, 0, 1, 2, 2, 5] },
    { label: 'Ledger & Post', values: [1, 0, 0, 0, 1, 0, 3] },
  ],
  undated: 2,
}

export const ANSWERING = quote(
  'ferry-order',
  '“We have run diesel across this water since 1951, and nobody will miss the smell,” said Oskar Lindqvist, who is chief executive officer of Tidewell.',
  1,
  { strong: 'Oskar Lindqvist' },
)
export const SUPPORTING = [
  quote(
    'ferry-order',
    'Tidewell Ferries will replace its whole fleet on the Sound with six electric ships by 2029, the company said on Thursday.',
    1,
  ),
  quote('ferry-order', 'He added that tickets would not become dearer before the first ship sails.', 1, {
    lead: 'Oskar Lindqvist, in “Tidewell Orders Six Electric Ferries for the Sound”',
  }),
  quote('quay-line', 'Tidewell needs the line for six electric ferries that it ordered on 12 March for €209 million.', 2),
]

const ANSWER: Answer = {
  question: 'Who is the chief executive of Tidewell?',
  verdict: 'answered',
  title: '',
  blocks: [
    ANSWERING,
    ...SUPPORTING,
    { type: 'notice', text: 'Sources 1 and 2 give different figures; they may speak of different times.' },
  ],
  sources: [source(1, 'ferry-order'), source(2, 'quay-line')],
  searched: SEARCHED,
  followUps: [
    { label: 'About Oskar Lindqvist', command: 'about Oskar Lindqvist' },
    { label: 'Timeline of Tidewell', command: 'timeline Tidewell' },
    { label: 'Compare outlets', command: 'compare Tidewell' },
    { label: 'Watch', command: 'watch add Tidewell' },
    { label: 'Settings', command: 'settings' },
  ],
}

const EXPLANATION = {
  steps: [
    {
      title: 'Understood',
      rows: [
        ['kind', 'question'],
        ['wants', 'a person'],
        ['asked thing', 'chief executive'],
        ['period', 'any'],
      ],
    },
    {
      title: 'Words',
      rows: [
        ['chief executive', 'term ceo', 'in 41 articles', 'idf 3.44', 'weight 1', 'also head, boss'],
        ['Tidewell', 'term tidewel', 'in 37 articles', 'idf 3.54', 'weight 2', 'name'],
      ],
    },
    { title: 'Filtered by', rows: [] },
    {
      title: 'Judged',
      rows: [
        ['answered', 'the best sentence answers'],
        ['coverage', '0.93'],
      ],
    },
  ],
}

function outcome(kind: Outcome['kind'], answer: Answer): Outcome {
  const conversation = { question: answer.question, entities: ['Tidewell'], articleIds: ['ferry-order'], period: null }
  return { kind, answer, explanation: kind === 'answered' ? EXPLANATION : null, conversation: kind === 'misuse' ? null : conversation }
}

export const READING: Reading = { outcome: outcome('answered', ANSWER), paragraphs: paragraphsFor([ANSWERING, ...SUPPORTING]) }

export const UNANSWERED: Reading = {
  outcome: outcome('nothing', {
    ...ANSWER,
    question: 'Who won the regatta of 2031?',
    verdict: 'unanswered',
    blocks: [
      { type: 'notice', text: 'The 1,284 stored articles do not answer this.' },
      { type: 'notice', text: 'Related, not an answer:' },
      {
        type: 'list',
        items: [
          [
            { type: 'text', text: `${article('ferry-order').title} (The Harbour Courier, 12 Mar 2026) ` },
            { type: 'cite', source: 1 },
          ],
          [
            { type: 'text', text: `${article('quay-line').title} (Northline, 14 Mar 2026) ` },
            { type: 'cite', source: 2 },
          ],
        ],
      },
    ],
    followUps: [
      { label: 'Latest stories', command: 'latest' },
      { label: 'What is covered', command: 'sources' },
    ],
  }),
  paragraphs: new Map(),
}

export const MISUSED: Reading = {
  outcome: outcome('misuse', {
    ...ANSWER,
    question: 'latest since:someday',
    verdict: 'unanswered',
    blocks: [
      {
        type: 'notice',
        text: '“someday” is no date that can be read. Write a day like since:2020-02-25, a month like since:2020-02, or a weekday.',
      },
    ],
    sources: [],
    searched: { from: null, to: null, publishers: [], articles: 0 },
    followUps: [{ label: 'Help', command: 'help' }],
  }),
  paragraphs: new Map(),
}

export const COURSE = [
  quote('yard-late', 'The Norby yard has handed over a hull fourteen months late.', 3, { lead: 'about January 2026' }),
  quote('ferry-order', 'The order, worth €214 million, went to the Norby yard after eleven months of talks.', 1, { lead: '12 Mar 2026' }),
  quote('quay-line', 'The port of Brannock cannot say when the power line to its ferry quay will be built.', 2, {
    lead: 'reported 14 Mar 2026',
  }),
]
export const ALSO = {
  type: 'paragraph' as const,
  spans: [
    { type: 'text' as const, text: 'Also in Northline ' },
    { type: 'cite' as const, source: 2 },
  ],
}
export const COURSE_SOURCES = [source(1, 'ferry-order'), source(2, 'quay-line'), source(3, 'yard-late')]

export const TIMELINE: Reading = {
  outcome: outcome('answered', {
    ...ANSWER,
    question: 'timeline Tidewell',
    title: 'Timeline: Tidewell',
    blocks: [COVERAGE, ...COURSE.slice(0, 2), ALSO, ...COURSE.slice(2), { type: 'notice', text: 'Events 1–3 of 12.' }],
    sources: COURSE_SOURCES,
    followUps: [
      { label: 'Later', command: 'timeline Tidewell page:2', turn: true },
      { label: 'Latest', command: 'latest Tidewell' },
    ],
  }),
  paragraphs: paragraphsFor(COURSE),
}

/** Every other kind of block. */
export const BLOCKS: Reading = {
  outcome: outcome('answered', {
    ...ANSWER,
    question: 'sources',
    title: 'Outlets',
    blocks: [
      { type: 'paragraph', spans: [{ type: 'strong', text: 'Stored' }] },
      {
        type: 'chart',
        title: 'Articles by outlet',
        series: [
          { label: 'The Harbour Courier', value: 812 },
          { label: 'Northline', value: 391 },
          { label: 'Ledger & Post', value: 81 },
        ],
      },
      {
        type: 'facts',
        rows: [
          {
            label: 'Newest',
            spans: [
              { type: 'time', at: '2026-03-14T09:05:00+01:00' },
              { type: 'text', text: ' in Northline ' },
              { type: 'cite', source: 2 },
            ],
          },
          { label: 'Oldest', spans: [{ type: 'time', at: '2025-06' }] },
          { label: 'Feeds', spans: [{ type: 'link', text: 'courier.example', url: 'https://courier.example/feed' }] },
        ],
      },
      {
        type: 'list',
        items: [
          [
            { type: 'strong', text: 'Northline' },
            { type: 'text', text: ' answers, ' },
            { type: 'link', text: 'see there', url: 'javascript:alert(1)' },
          ],
        ],
      },
      { type: 'code', text: '<opml version="2.0">\n  <body/>\n</opml>' },
    ],
    sources: COURSE_SOURCES,
  }),
  paragraphs: new Map(),
}
