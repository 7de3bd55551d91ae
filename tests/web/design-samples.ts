/** Invented data for every page of the reading room. */
import type { ArticlePage, EntityPage, Front, NameRow, OutletPage, PassageRow, StoryCard, StoryPage } from '../../adapters/web/host.ts'
import type { Frame } from '../../adapters/web/page.ts'
import type { Quote } from '../../src/answer.ts'
import { article, paragraphsFor, quote } from './design-articles.ts'
import { ALSO, ANSWERING, COURSE, COURSE_SOURCES, COVERAGE, SEARCHED, SUPPORTING } from './design-readings.ts'

export const FRAME: Frame = {
  path: '/',
  question: '',
  after: null,
  isManager: false,
  origin: 'http://127.0.0.1:4321',
  now: new Date('2026-03-14T18:00:00Z'),
  zone: 'Europe/Paris',
  version: '0.1.0',
  asset: (name) => `/assets/${name}`,
}

export const NAMES: readonly NameRow[] = [
  { name: 'Tidewell Ferries', kind: 'organisation', articles: 37 },
  { name: 'Brannock', kind: 'place', articles: 212 },
  { name: 'Oskar Lindqvist', kind: 'person', articles: 19 },
  { name: 'Norby yard', kind: 'organisation', articles: 11 },
  { name: 'Judith Abara', kind: 'person', articles: 8 },
  { name: 'Eastgate', kind: 'place', articles: 64 },
  { name: 'Éva Tamás', kind: 'person', articles: 2 },
  { name: 'the Sound', kind: 'place', articles: 58 },
  { name: 'Mira Castellane', kind: 'person', articles: 3 },
  { name: '7 Quays Group', kind: 'organisation', articles: 1 },
]

function card(id: string, more: Partial<StoryCard> = {}): StoryCard {
  const { body, ...row } = article(id)
  const sentence = /^.*?[.](?=\s|$)/.exec(body)?.[0] ?? body
  return { ...row, storyId: null, articles: 1, outlets: [row.publisher], opening: quote(id, sentence, 1), ...more }
}

export const FRONT: Front = {
  searched: SEARCHED,
  prompts: [
    'Who is the chief executive of Tidewell?',
    'How many ferries did Tidewell order?',
    'When does line 4 open?',
    'What is new in Eastgate?',
  ],
  stories: [
    card('ferry-order', { storyId: 'story-1', articles: 5, outlets: ['The Harbour Courier', 'Northline', 'Ledger & Post'] }),
    card('quay-line'),
    card('library'),
    card('bees', { opening: null }),
    card('tram'),
    card('chess'),
    card('yard-late'),
  ],
  names: NAMES,
  outlets: [
    { publisher: 'The Harbour Courier', articles: 812, newestMs: 1_773_000_000_000 },
    { publisher: 'Northline', articles: 391, newestMs: 1_773_000_000_000 },
    { publisher: 'Ledger & Post', articles: 81, newestMs: null },
  ],
}

export const ARTICLE: ArticlePage = {
  article: { ...article('ferry-order'), headlined: true, tags: ['transport', 'harbour'] },
  versions: [
    {
      n: 1,
      title: 'Tidewell Orders Five Electric Ferries',
      published: '2026-03-12T18:27:00+01:00',
      changes: [
        { kind: 'same', text: 'Tidewell Orders ' },
        { kind: 'removed', text: 'Five' },
        { kind: 'added', text: 'Six' },
        { kind: 'same', text: ' Electric Ferries … worth ' },
        { kind: 'removed', text: '€178 million' },
        { kind: 'added', text: '€214 million' },
        { kind: 'same', text: ', went to the Norby yard …' },
      ],
    },
    { n: 2, title: article('ferry-order').title, published: '2026-03-12T19:02:00+01:00', changes: [] },
  ],
  story: { id: 'story-1', title: article('ferry-order').title, articles: 5 },
  names: NAMES.slice(0, 6),
  origin: { firstMs: 1_773_336_500_000, language: 'en-GB', isPaywalled: true, note: 'The feed printed no date; it is that of the page.' },
}
/** The passages that the answer above cites. */
export const PASSAGES = [ANSWERING, SUPPORTING[0] as Quote]

export const ENTITY: EntityPage = {
  name: 'Tidewell Ferries',
  kind: 'organisation',
  aliases: ['Tidewell', 'Tidewell Ferries', 'TWF'],
  articles: 37,
  coverage: COVERAGE,
  related: NAMES.slice(1, 6),
  sections: [
    { id: 'who', heading: 'What it is', blocks: [SUPPORTING[0] as Quote] },
    { id: 'course', heading: 'Course', blocks: [...COURSE.slice(0, 2), ALSO, ...COURSE.slice(2)] },
    {
      id: 'differ',
      heading: 'Figures that differ',
      blocks: [
        quote('ferry-order', 'The order, worth €214 million, went to the Norby yard after eleven months of talks.', 1, {
          strong: '€214 million',
        }),
        quote('quay-line', 'Tidewell needs the line for six electric ferries that it ordered on 12 March for €209 million.', 2, {
          strong: '€209 million',
        }),
      ],
    },
  ],
  sources: COURSE_SOURCES,
  paragraphs: paragraphsFor([...COURSE, ...SUPPORTING]),
  outlets: FRONT.outlets,
}

export const STORY: StoryPage = {
  id: 'story-1',
  title: article('ferry-order').title,
  phase: 'developing',
  articles: 5,
  coverage: {
    ...COVERAGE,
    title: 'The story',
    per: 'day',
    columns: ['2026-03-12', '2026-03-13', '2026-03-14'],
    undated: 0,
    series: [
      { label: 'The Harbour Courier', values: [1, 0, 1] },
      { label: 'Northline', values: [0, 1, 2] },
    ],
  },
  sections: ENTITY.sections.slice(1),
  sources: COURSE_SOURCES,
  paragraphs: ENTITY.paragraphs,
  outlets: FRONT.outlets.slice(0, 2),
  rows: [article('quay-line'), article('ferry-order'), article('yard-late')],
}

export const OUTLET: OutletPage = {
  publisher: 'The Harbour Courier',
  articles: 812,
  coverage: COVERAGE,
  rows: [article('ferry-order'), article('tram')],
  page: 2,
  pages: 41,
}

export const PASSAGE_ROWS: readonly PassageRow[] = [ANSWERING, ...SUPPORTING].map(({ articleId, start, end, text }, i) => {
  return { ...article(articleId), start, end, text, score: 10 - i }
})
