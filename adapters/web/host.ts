/** What the reading room needs of the rest, given by the composition root: the adapter itself knows no store, no index and no command. */
import type { Health, Invocation, Outcome, SigningIn } from '../../commands/command.ts'
import type { Answer, Block, Coverage, Quote, Searched, Source } from '../../src/answer.ts'
import type { Log } from '../../src/log.ts'

export type Asked = Pick<Invocation['asked'], 'now' | 'zone'>
/** [start, end) in the body of an article, UTF-16 units. */
export type Range = { readonly start: number; readonly end: number }

/** The paragraph of a quotation, or of a long one the sentences around it; what comes before and after the quoted sentence. */
export type Paragraph = { readonly before: string; readonly after: string }
/** By `quoteKey`; a quotation whose article has gone or changed meanwhile is missing. */
export type Paragraphs = ReadonlyMap<string, Paragraph>
/** An Answer as the page shows it. */
export type Reading = {
  readonly outcome: Outcome
  readonly paragraphs: Paragraphs
}

export type ArticleRow = {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly authors: readonly string[]
  readonly published: string | null
  readonly about: string | null
  readonly url: string | null
}
/** A story in a list: by its central article. */
export type StoryCard = ArticleRow & {
  /** null: the article is in no story yet. */
  readonly storyId: string | null
  /** In it; 1 where it stands alone. */
  readonly articles: number
  readonly outlets: readonly string[]
  /** A byte-exact sentence of the central article; null where it has none. */
  readonly opening: Quote | null
}
export type NameRow = { readonly name: string; readonly kind: string; readonly articles: number }
export type OutletRow = { readonly publisher: string; readonly articles: number; readonly newestMs: number | null }

export type Front = {
  readonly searched: Searched
  /** Each was answered before it is offered; at most 4. */
  readonly prompts: readonly string[]
  /** Newest first, at most 9. */
  readonly stories: readonly StoryCard[]
  /** Most named first, at most 12. */
  readonly names: readonly NameRow[]
  readonly outlets: readonly OutletRow[]
}

export type Change = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
export type ArticleVersion = {
  /** From 1. */
  readonly n: number
  readonly title: string
  readonly published: string | null
  /** From this version to the next one, headline first; empty for the current one. `same` runs may be shortened to what stands beside a change: then one has “…” at that end. */
  readonly changes: readonly Change[]
}
export type ArticlePage = {
  readonly article: ArticleRow & { readonly headlined: boolean; readonly tags: readonly string[]; readonly body: string }
  /** Oldest first, the current one last; one where it was never changed. */
  readonly versions: readonly ArticleVersion[]
  readonly story: { readonly id: string; readonly title: string; readonly articles: number } | null
  /** Most named in it first, at most 12. */
  readonly names: readonly NameRow[]
  /** Of one that a feed brought. */
  readonly origin: {
    readonly firstMs: number
    readonly language: string | null
    readonly isPaywalled: boolean
    readonly note: string | null
  } | null
}

/** Part of a page under a heading of its own; its citations count through the whole page. */
export type Section = { readonly id: string; readonly heading: string; readonly blocks: readonly Block[] }
type Dossier = {
  readonly articles: number
  /** null where too few are dated to be drawn. */
  readonly coverage: Coverage | null
  readonly sections: readonly Section[]
  readonly sources: readonly Source[]
  readonly paragraphs: Paragraphs
  readonly outlets: readonly { readonly publisher: string; readonly articles: number }[]
}
export type EntityPage = Dossier & {
  readonly name: string
  /** `person`, `organisation`, …; '' where it is not known. */
  readonly kind: string
  readonly aliases: readonly string[]
  readonly related: readonly NameRow[]
}
export type StoryPage = Dossier & {
  readonly id: string
  readonly title: string
  readonly phase: string
  /** Newest first, at most 200. */
  readonly rows: readonly ArticleRow[]
}
export type OutletPage = {
  readonly publisher: string
  readonly articles: number
  readonly coverage: Coverage | null
  /** One page of its articles, newest first. */
  readonly rows: readonly ArticleRow[]
  readonly page: number
  readonly pages: number
}
export type PassageRow = ArticleRow & Range & { readonly score: number; readonly text: string }

/** A feed that others subscribe to. */
export type Channel = {
  readonly title: string
  readonly description: string
  /** Newest first, at most 50. `key`: never changes for one item. */
  readonly items: readonly {
    readonly key: string
    readonly title: string
    readonly articleId: string
    readonly storyId: string | null
    readonly publisher: string
    /** Epoch ms; null: undated. */
    readonly atMs: number | null
    /** Byte-exact, or ''. */
    readonly quote: string
  }[]
}

/** Who sees the newsroom's pages: who runs Newsdesk, by token, or a manager of one workspace or server, by a link that the bot sent. */
export type Manager = { readonly kind: 'operator' } | ({ readonly kind: 'person' } & SigningIn)
export type FeedRow = {
  readonly id: number
  readonly title: string
  readonly url: string
  readonly site: string | null
  readonly publisher: string
  readonly state: 'new' | 'well' | 'failing' | 'dead' | 'paused'
  /** Why it is not well, or rests. */
  readonly reason: string | null
  readonly notes: readonly string[]
  readonly articles: number
  readonly succeededMs: number | null
  readonly newsMs: number | null
  /** null: paused. */
  readonly nextMs: number | null
}
export type RunRow = {
  readonly slot: string
  readonly state: 'queued' | 'empty' | 'posted' | 'late' | 'missed'
  readonly reason: string | null
  readonly stories: number
  readonly atMs: number | null
  readonly url: string | null
}
export type DigestRow = {
  readonly id: number
  readonly surface: string
  /** Where it is posted, in the platform's own words or ids. */
  readonly where: string
  /** `every day at 08:00 (Europe/Paris)`. */
  readonly schedule: string
  /** '': everything. */
  readonly topic: string
  readonly isPaused: boolean
  readonly why: string | null
  /** The next runs in local time; empty where it is paused. */
  readonly next: readonly string[]
  readonly last: RunRow | null
  /** The key that opens its RSS feed, which who may see it may pass on. */
  readonly feedKey: string
}
export type DigestPage = {
  readonly digest: DigestRow & Pick<Overview, 'ratings'>
  readonly history: readonly RunRow[]
  readonly preview: Answer
  readonly paragraphs: Paragraphs
}
export type WatchRow = {
  readonly id: number
  readonly query: string
  readonly surface: string
  readonly where: string
  readonly isPaused: boolean
  readonly why: string | null
  readonly snoozedUntilMs: number | null
  /** In the last 7 days. */
  readonly alerts: number
  readonly lastMs: number | null
}
/** Without who asked it. */
export type QuestionRow = { readonly question: string; readonly times: number; readonly atMs: number }
export type RatingRow = { readonly question: string; readonly isGood: boolean; readonly atMs: number }
export type Overview = {
  readonly health: readonly Health[]
  /** Sentences on what is wrong, each with the way out; empty: all is well. */
  readonly troubles: readonly string[]
  readonly corpus: Searched
  readonly feeds: { readonly all: number; readonly well: number; readonly failing: number; readonly paused: number }
  readonly digests: { readonly all: number; readonly paused: number; readonly missed: number; readonly nextMs: number | null }
  readonly watches: number
  readonly ratings: { readonly good: number; readonly bad: number }
  /** null: see `unanswered` of Managing. */
  readonly unanswered: number | null
}

/** The newsroom behind the manager's pages. What a manager may not reach is null, as if it were not there. */
export type Managing = {
  overview(manager: Manager): Promise<Overview>
  feeds(manager: Manager): Promise<readonly FeedRow[]>
  digests(manager: Manager): Promise<readonly DigestRow[]>
  digest(manager: Manager, id: number, asked: Asked): Promise<DigestPage | null>
  watches(manager: Manager): Promise<readonly WatchRow[]>
  /** Of the last 30 days, the newest first, at most 200. null: on the manager's platform nobody can tell whose server a question came from, so that none is shown. */
  unanswered(manager: Manager): Promise<readonly QuestionRow[] | null>
  /** The newest first, at most 200. null as of `unanswered`. */
  ratings(manager: Manager): Promise<readonly RatingRow[] | null>
  /** Does what a button of these pages says, such as `feeds pause 3`: only `feeds`, `digest` and `watch`. */
  act(manager: Manager, line: string, asked: Asked): Promise<Outcome>
}
/** Who is signed in. Secrets are opaque texts of at most 64 characters of `[A-Za-z0-9_-]`; only their hashes are stored. */
export type Doorkeeper = {
  /** The operator's token, compared in constant time; null: wrong, or none is set. Else the secret of a new session. */
  byToken(token: string, now: Date): Promise<string | null>
  /** Spends a sign-in link that the bot has sent: once, within ten minutes. */
  byLink(secret: string, now: Date): Promise<string | null>
  /** Whether it would open, without spending it: what a preview of the link may see. */
  isOpen(secret: string, now: Date): Promise<boolean>
  who(session: string, now: Date): Promise<Manager | null>
  signOut(session: string): Promise<void>
  /** Whether it is the operator's token, compared in constant time; opens no session: for programs, such as what collects the metrics. */
  isToken(token: string): boolean
  /** Whether a token is set, so that there is something to type. */
  readonly hasToken: boolean
}

export type Host = {
  readonly version: string
  readonly log: Log
  /** IANA zone in which dates in questions are read. */
  readonly zone: string
  now(): Date
  readonly settings: WebSettings
  /** A question or command line of a reader (`timeline Huawei`); what is not for readers of the page is refused with the reason. `after`: the question before it, as it was understood. */
  read(line: string, after: string | null, asked: Asked): Promise<Reading>
  front(asked: Asked): Promise<Front>
  article(id: string): Promise<ArticlePage | null>
  entity(name: string, asked: Asked): Promise<EntityPage | null>
  story(id: string, asked: Asked): Promise<StoryPage | null>
  /** `page` from 1. */
  outlet(publisher: string, page: number, asked: Asked): Promise<OutletPage | null>
  names(): Promise<readonly NameRow[]>
  /** 1–100 passages, best first. */
  search(query: string, asked: Asked, limit: number): Promise<readonly PassageRow[]>
  /** What completes a word, best first, at most 10. */
  suggest(typed: string): Promise<readonly string[]>
  queryChannel(query: string, asked: Asked): Promise<Channel>
  /** null: no such digest, or the key is wrong. */
  digestChannel(id: number, key: string, asked: Asked): Promise<Channel | null>
  /** An SVG document: `draw(coverage)` names its parts by class, so that the page's style sheet can colour them. */
  draw(coverage: Coverage): string
  /** Prometheus's text format. */
  metrics(): Promise<{ readonly type: string; readonly text: string }>
  /** Whether questions can be answered; what is wrong, one sentence each. */
  ready(): Promise<readonly string[]>
  /** Seconds that one request took, for the metrics. `route`: its pattern, never its address. */
  served(route: string, status: number, seconds: number): void
  readonly doorkeeper: Doorkeeper
  readonly managing: Managing
}

export type WebSettings = {
  readonly host: string
  /** null: it was not chosen, and the next free one from `FIRST_PORT` will do. */
  readonly port: number | null
  /** The address by which others reach it, without a slash at the end; null: only this machine does. */
  readonly publicUrl: string | null
  /** Questions a minute from one address. */
  readonly limit: number
  /** Proxies before it whose `X-Forwarded-For` is believed. */
  readonly proxies: number
  /** Origins whose scripts may read the JSON API; empty: none. */
  readonly origins: readonly string[]
}

/** The reading room, listening. */
export type ReadingRoom = {
  /** Where people on this machine open it: `http://127.0.0.1:4321`. */
  readonly address: string
  health(): Health
  /** Takes nothing new; resolved when what is in hand is answered, or after 5 s. */
  close(): Promise<void>
}

/** How a quotation is known in `Paragraphs`. */
export function quoteKey({ articleId, start, end }: Pick<Quote, 'articleId' | 'start' | 'end'>): string {
  return `${articleId}@${start}-${end}`
}
