/** A newsroom of three articles behind the reading room: what the HTTP side is tested with. Its clock stands still until it is told to go on. */
import type {
  ArticlePage,
  ArticleRow,
  Channel,
  Doorkeeper,
  EntityPage,
  Front,
  Host,
  Manager,
  OutletPage,
  PassageRow,
  Reading,
  StoryPage,
  WebSettings,
} from '../../adapters/web/host.ts'
import { quoteKey } from '../../adapters/web/host.ts'
import type { Outcome } from '../../commands/command.ts'
import type { Answer, Coverage, Quote, Source } from '../../src/answer.ts'
import { type Log, openLog } from '../../src/log.ts'
import { inventedManaging } from './invented-managing.ts'

export const TOKEN = 'operator-token-of-the-tests'
export const LINK = 'link-that-the-bot-has-sent'
export const FEED_KEY = 'key-of-digest-1'
/** A name that only makes trouble. */
export const BROKEN = 'Broken'
export const FIRST_MS = Date.parse('2024-06-20T12:00:00Z')

/** Port 0: any that is free. */
const SETTINGS: WebSettings = { host: '127.0.0.1', port: 0, publicUrl: null, limit: 100_000, proxies: 0, origins: [] }

export const BODY =
  'Harbor Mills will close its plant in Norwick in May. “It was a hard decision,” said Ana Reyes, its chief executive.\n\nSome 310 people work there.'
const OPENING = 'Harbor Mills will close its plant in Norwick in May.'

export const ROWS: readonly ArticleRow[] = [
  row('mill-1', 'Harbor Mills closes its plant', 'Norwick Courier', '2024-03-02', 'https://courier.example/mills?a=1&b=2'),
  row('mill-2', 'What becomes of the mill?', 'Norwick Courier', '2024-04-11', null),
  row('mill-3', 'Harbor Mills: 310 jobs go', 'The Ledger', '2024-05-30', 'https://ledger.example/310'),
]

function row(id: string, title: string, publisher: string, published: string, url: string | null): ArticleRow {
  return { id, title, publisher, authors: ['Tom Berg'], published, about: null, url }
}

export const QUOTE: Quote = {
  type: 'quote',
  text: OPENING,
  articleId: 'mill-1',
  start: 0,
  end: OPENING.length,
  cite: 1,
  strong: [45, 51],
  lead: null,
}
const COVERAGE: Coverage = {
  type: 'coverage',
  title: 'Articles a month',
  per: 'month',
  columns: ['2024-03', '2024-04', '2024-05'],
  series: [
    { label: 'Norwick Courier', values: [1, 1, 0] },
    { label: 'The Ledger', values: [0, 0, 1] },
  ],
  undated: 0,
}
const SEARCHED = { from: '2024-03-02', to: '2024-05-30', publishers: ['Norwick Courier', 'The Ledger'], articles: 3 }
const SOURCES: readonly Source[] = ROWS.map(({ id, ...rest }, i) => ({ ...rest, n: i + 1, articleId: id }))

export type InventedHost = {
  readonly host: Host
  /** Lines that `read` was asked. */
  readonly asked: string[]
  readonly served: { readonly route: string; readonly status: number; readonly seconds: number }[]
  /** Lines of the log, as JSON. */
  readonly logged: string[]
  /** What cannot be answered at present. */
  readonly faults: string[]
  pass(ms: number): void
  /** From now on no question is answered until `open` is called. */
  hold(): { readonly open: () => void }
}

export function inventedHost(
  given: Partial<WebSettings> & { readonly channel?: Channel; readonly token?: string | null } = {},
): InventedHost {
  const { channel = CHANNEL, token = TOKEN, ...settings } = given
  let nowMs = FIRST_MS
  let held: Promise<void> = Promise.resolve()
  const asked: string[] = []
  const served: InventedHost['served'] = []
  const logged: string[] = []
  const faults: string[] = []
  const now = () => new Date(nowMs)
  const log: Log = openLog({ level: 'debug', secrets: [], now, write: (line) => logged.push(line) })
  const host: Host = {
    version: '9.9.9',
    log,
    zone: 'UTC',
    now,
    settings: { ...SETTINGS, ...settings },
    async read(line, after) {
      asked.push(line)
      await held
      if (line === BROKEN) throw new Error('the store is gone')
      return reading(line, after)
    },
    front: async () => FRONT,
    article: async (id) => articlePage(id),
    async entity(name) {
      if (name === BROKEN) throw new Error('the store is gone')
      return name === 'Harbor Mills' || name.includes('/') || name.startsWith('.') ? entityPage(name) : null
    },
    story: async (id) => (id === 'story-1' ? STORY : null),
    outlet: async (publisher, page) => outletPage(publisher, page),
    names: async () => NAMES,
    async search(query, _asked, limit) {
      await held
      return query === 'nothing' ? [] : PASSAGES.slice(0, limit)
    },
    suggest: async (typed) => ['Harbor Mills', 'Norwick'].filter((name) => name.toLowerCase().startsWith(typed.toLowerCase())),
    queryChannel: async () => channel,
    digestChannel: async (id, key) => (id === 1 && key === FEED_KEY ? channel : null),
    draw: ({ title }) => `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}"></svg>`,
    metrics: async () => ({ type: 'text/plain; version=0.0.4; charset=utf-8', text: 'newsdesk_answers_total 1\n' }),
    ready: async () => [...faults],
    served: (route, status, seconds) => served.push({ route, status, seconds }),
    doorkeeper: doorkeeper(token),
    managing: inventedManaging,
  }
  return {
    host,
    asked,
    served,
    logged,
    faults,
    pass: (ms) => {
      nowMs += ms
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return { open: resolve }
    },
  }
}

const PERSON: Manager = {
  kind: 'person',
  surface: 'slack',
  team: 'T1',
  owner: 'slack:T1:U1',
  direct: { surface: 'slack', team: 'T1', channel: 'D1', thread: null, to: null, via: {} },
}

/** Sessions in memory; what it promises of secrets is told by the real one's tests. */
function doorkeeper(token: string | null): Doorkeeper {
  const sessions = new Map<string, Manager>()
  const links = new Map<string, Manager>([[LINK, PERSON]])
  const admit = (manager: Manager): string => {
    const secret = `session-${sessions.size + 1}-${'x'.repeat(20)}`
    sessions.set(secret, manager)
    return secret
  }
  return {
    hasToken: token !== null,
    isToken: (given) => token !== null && given === token,
    byToken: async (given) => (token !== null && given === token ? admit({ kind: 'operator' }) : null),
    async byLink(secret) {
      const manager = links.get(secret)
      links.delete(secret)
      return manager === undefined ? null : admit(manager)
    },
    isOpen: async (secret) => links.has(secret),
    who: async (session) => sessions.get(session) ?? null,
    async signOut(session) {
      sessions.delete(session)
    },
  }
}

/** An answer with every sort of block; `nothing …` has none, `misuse` is said wrong, `failed` is our fault. */
export function reading(line: string, after: string | null): Reading {
  const kind: Outcome['kind'] =
    line === 'misuse' ? 'misuse' : line === 'failed' ? 'failed' : line.startsWith('nothing') ? 'nothing' : 'answered'
  const isAnswered = kind === 'answered'
  const answer: Answer = {
    question: line,
    verdict: isAnswered ? 'answered' : 'unanswered',
    title: line,
    blocks: isAnswered ? BLOCKS : [{ type: 'notice', text: 'Ask it otherwise: give a name.' }],
    sources: isAnswered ? SOURCES : [],
    searched: SEARCHED,
    followUps: isAnswered
      ? [
          { label: 'Timeline', command: 'timeline Harbor Mills' },
          { label: 'Tell me of it', command: 'watch add Harbor Mills' },
          { label: 'Settings', command: 'settings' },
        ]
      : [],
  }
  const conversation = { question: after === null ? line : `${line} (${after})`, entities: [], articleIds: [], period: null }
  return {
    outcome: { kind, answer, explanation: null, conversation },
    paragraphs: new Map([[quoteKey(QUOTE), { before: '', after: ' “It was a hard decision,” said Ana Reyes.' }]]),
  }
}

const BLOCKS: Answer['blocks'] = [
  QUOTE,
  {
    type: 'paragraph',
    spans: [
      { type: 'text', text: 'Also told by ' },
      { type: 'strong', text: 'The Ledger' },
      { type: 'cite', source: 3 },
      { type: 'link', text: 'there', url: 'https://ledger.example/310' },
      { type: 'time', at: '2024-05-30' },
    ],
  },
  { type: 'list', items: [[{ type: 'text', text: 'one' }], [{ type: 'text', text: 'two' }]] },
  { type: 'facts', rows: [{ label: 'Jobs', spans: [{ type: 'text', text: '310' }] }] },
  { type: 'chart', title: 'Articles', series: [{ label: 'March', value: 1 }] },
  COVERAGE,
  { type: 'notice', text: 'Only three articles tell of it.' },
  { type: 'code', text: 'a\nb' },
]

const NAMES = [{ name: 'Harbor Mills', kind: 'organisation', articles: 3 }]
const FRONT: Front = {
  searched: SEARCHED,
  prompts: ['When will Harbor Mills close?'],
  stories: ROWS.map((one) => ({ ...one, storyId: 'story-1', articles: 3, outlets: ['Norwick Courier'], opening: null })),
  names: NAMES,
  outlets: [{ publisher: 'Norwick Courier', articles: 2, newestMs: FIRST_MS }],
}

function articlePage(id: string): ArticlePage | null {
  const found = ROWS.find((one) => one.id === id)
  if (found === undefined) return null
  return {
    article: { ...found, headlined: true, tags: [], body: BODY },
    versions: [{ n: 1, title: found.title, published: found.published, changes: [] }],
    story: { id: 'story-1', title: 'Harbor Mills closes its plant', articles: 3 },
    names: NAMES,
    origin: null,
  }
}

const DOSSIER = {
  articles: 3,
  coverage: COVERAGE,
  sections: [{ id: 'first', heading: 'First told', blocks: [QUOTE] }],
  sources: SOURCES,
  paragraphs: new Map(),
  outlets: [{ publisher: 'Norwick Courier', articles: 2 }],
}
const STORY: StoryPage = { ...DOSSIER, id: 'story-1', title: 'Harbor Mills closes its plant', phase: 'over', rows: ROWS }

function entityPage(name: string): EntityPage {
  return { ...DOSSIER, name, kind: 'organisation', aliases: ['Harbor'], related: [] }
}

function outletPage(publisher: string, page: number): OutletPage | null {
  const rows = ROWS.filter((one) => one.publisher === publisher)
  return rows.length === 0 || page > 1 ? null : { publisher, articles: rows.length, coverage: null, rows, page, pages: 1 }
}

const PASSAGES: readonly PassageRow[] = ROWS.map((one, i) => ({ ...one, start: 0, end: OPENING.length, score: 3 - i, text: OPENING }))

export const CHANNEL: Channel = {
  title: 'Harbor Mills',
  description: 'Stories on Harbor Mills',
  items: ROWS.toReversed().map((one, i) => ({
    key: `story-1:${one.id}`,
    title: one.title,
    articleId: one.id,
    storyId: i === 0 ? 'story-1' : null,
    publisher: one.publisher,
    atMs: Date.parse(one.published ?? ''),
    quote: i === 2 ? OPENING : '',
  })),
}
