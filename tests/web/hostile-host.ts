/**
 * A newsroom in which every text that somebody else can write comes from a supply: titles, bodies, outlets, authors, names, feeds, questions. The adapter is shown
 * it whole, many texts a page. The shape of what it says never depends on the texts, so that a page can be compared with the same page of harmless words.
 */
import type {
  ArticlePage,
  ArticleRow,
  Channel,
  Front,
  Host,
  Manager,
  NameRow,
  PassageRow,
  StoryCard,
  WebSettings,
} from '../../adapters/web/host.ts'
import type { Quote } from '../../src/answer.ts'
import { coverageSvg } from '../../src/coverage-svg.ts'
import type { Log } from '../../src/log.ts'
import { hostileAnswers } from './hostile-answers.ts'
import { hostileManaging } from './hostile-managing.ts'

/** The next text, and so on in a ring. `url`: what an article or a link says its address is. */
export type Supply = { next(): string; url(): string; taken(): number }

export function ring(texts: readonly string[], url: 'sound' | 'hostile' = 'sound'): Supply {
  let taken = 0
  const next = () => texts[taken++ % texts.length] as string
  return { next, url: url === 'sound' ? () => ORIGINAL : next, taken: () => taken }
}

export const HOSTILE_NOW = new Date('2024-06-20T12:00:00Z')
export const HOSTILE_SETTINGS: WebSettings = {
  host: '127.0.0.1',
  port: null,
  publicUrl: null,
  // Its clock stands still: a minute never ends.
  limit: 1_000_000,
  proxies: 0,
  origins: [],
}
/** Opens every manager's page of this newsroom. */
export const SESSION = 'a'.repeat(43)
/** How many rows a list has where a page shall hold several hundred texts. */
export const MANY_ROWS = 60
const ORIGINAL = 'https://harbor.example/plant'

export const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

/** `rows`: of each list. */
export function hostileHost(supply: Supply, log: Log, rows: number): Host {
  const made = makers(supply, rows)
  return {
    version: '9.9.9',
    log,
    zone: 'UTC',
    now: () => HOSTILE_NOW,
    settings: HOSTILE_SETTINGS,
    read: async (line) => made.reading(line),
    front: async () => made.front(),
    article: async (id) => made.articlePage(id),
    entity: async (name) => ({
      ...made.dossier(),
      name,
      kind: 'person',
      aliases: times(rows, supply.next),
      related: times(rows, made.nameRow),
    }),
    story: async (id) => ({ ...made.dossier(), id, title: supply.next(), phase: 'developing', rows: times(rows, made.row) }),
    outlet: async (publisher, page) => ({
      publisher,
      articles: 3 * rows,
      coverage: made.coverage(),
      rows: times(rows, made.row),
      page,
      pages: 3,
    }),
    names: async () => times(3 * rows, made.nameRow),
    search: async (_query, _asked, limit) => times(Math.min(limit, rows), made.passage),
    suggest: async () => times(10, supply.next),
    queryChannel: async () => made.channel(),
    digestChannel: async () => made.channel(),
    draw: coverageSvg,
    metrics: async () => ({ type: 'text/plain; version=0.0.4; charset=utf-8', text: '' }),
    ready: async () => [],
    served: () => undefined,
    doorkeeper: {
      byToken: async () => SESSION,
      byLink: async () => SESSION,
      isOpen: async () => true,
      who: async (session): Promise<Manager | null> => (session === SESSION ? { kind: 'operator' } : null),
      signOut: async () => undefined,
      isToken: () => true,
      hasToken: true,
    },
    managing: hostileManaging(supply, made, rows),
  }
}

export type Made = ReturnType<typeof makers>

function makers(supply: Supply, rows: number) {
  const { next, url } = supply
  const row = (): ArticleRow => ({
    id: next(),
    title: next(),
    publisher: next(),
    authors: [next(), next()],
    published: '2024-03-04T09:15:00+01:00',
    about: null,
    url: url(),
  })
  const nameRow = (): NameRow => ({ name: next(), kind: 'person', articles: 2 })
  const answers = hostileAnswers(supply, rows, row)
  const { coverage, blocks, sources, paragraphs } = answers
  const dossier = () => {
    const said = times(3, (n) => ({ id: `part-${n}`, heading: next(), blocks: blocks() }))
    const all = said.flatMap((section) => section.blocks)
    const outlets = times(rows, () => ({ publisher: next(), articles: 3 }))
    return { articles: 12, coverage: coverage(), sections: said, sources: sources(), paragraphs: paragraphs(all), outlets }
  }
  const passage = (): PassageRow => {
    const text = next()
    return { ...row(), start: 0, end: text.length, score: 1, text }
  }
  const channel = (): Channel => ({
    title: next(),
    description: next(),
    items: times(rows, (n) => ({
      key: `${n}-${next()}`,
      title: next(),
      articleId: next(),
      storyId: next(),
      publisher: next(),
      atMs: HOSTILE_NOW.getTime(),
      quote: next(),
    })),
  })
  return {
    row,
    nameRow,
    ...answers,
    dossier,
    passage,
    channel,
    articlePage: (id: string) => articlePage(id, next, row, nameRow, rows),
    front: () => front(next, row, nameRow, rows),
  }
}

function front(next: () => string, row: () => ArticleRow, nameRow: () => NameRow, rows: number): Front {
  const card = (): StoryCard => {
    const text = next()
    const opening: Quote = { type: 'quote', text, articleId: 'a', start: 0, end: text.length, cite: 1, strong: null, lead: null }
    return { ...row(), storyId: next(), articles: 3, outlets: [next(), next(), next()], opening }
  }
  return {
    searched: { from: '2024-01-01', to: '2024-06-01', publishers: times(4, next), articles: 12 },
    prompts: times(4, next),
    stories: times(rows, card),
    names: times(rows, nameRow),
    outlets: times(rows, () => ({ publisher: next(), articles: 3, newestMs: HOSTILE_NOW.getTime() })),
  }
}

/** Paragraphs of one text each; what lies in one is kept in one. */
function articlePage(id: string, next: () => string, row: () => ArticleRow, nameRow: () => NameRow, rows: number): ArticlePage {
  const body = times(4 * rows, () => next().replace(/\s*\n\s*/g, ' ')).join('\n\n')
  return {
    article: { ...row(), id, headlined: true, tags: times(12, next), body },
    versions: [
      {
        n: 1,
        title: next(),
        published: '2024-03-04',
        changes: (['same', 'removed', 'added', 'same'] as const).map((kind) => ({ kind, text: next() })),
      },
      { n: 2, title: next(), published: '2024-03-05', changes: [] },
    ],
    story: { id: next(), title: next(), articles: 3 },
    names: times(12, nameRow),
    origin: { firstMs: HOSTILE_NOW.getTime(), language: 'en', isPaywalled: true, note: next() },
  }
}
