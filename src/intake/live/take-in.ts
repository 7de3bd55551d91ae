/** A plan carried out: pages fetched where the feed gives only a part, articles stored in small batches, and what became of each item remembered. */
import { type Article, instantMs } from '../../article.ts'
import type { Serial } from '../../serial.ts'
import type { FeedItemRecord, FeedRecord, Origin } from '../../store/feed-store.ts'
import { patiently } from '../../store/patience.ts'
import type { Stored } from '../../store/store.ts'
import type { FetchFault } from '../fetch/fetcher.ts'
import { WorkshopError } from '../workshop.ts'
import { BOUNDS } from './bounds.ts'
import type { Desk } from './desk.ts'
import type { Plan, Work } from './identify.ts'
import { urlKey } from './keys.ts'
import { completed, type FetchedPage, type Written, written } from './writing.ts'

export type TakenIn = {
  readonly added: number
  readonly changed: number
  /** Pages that wait for another turn. */
  readonly pagesLeft: number
  readonly notes: readonly string[]
}
export type TakingIn = {
  readonly feed: FeedRecord
  /** Of nothing of this anybody is alerted. */
  readonly isQuiet: boolean
  /** Runs its work with no other of its kind at the same time. */
  readonly alone: Serial
  readonly stop: AbortSignal | undefined
}

/** What will not be better the next time. */
const FINAL: ReadonlySet<FetchFault> = new Set(['address', 'robots', 'gone', 'status', 'size', 'garbled', 'redirects'])

type Ready = { readonly one: Written; readonly record: FeedItemRecord; readonly isQuiet: boolean }
type State = {
  pages: number
  readonly endMs: number
  added: number
  changed: number
  pagesLeft: number
  /** Hosts that ask for rest: their other pages wait for another turn. */
  readonly resting: Set<string>
  readonly notes: Map<string, number>
  batch: Ready[]
}

export async function takeIn(desk: Desk, plan: Plan, taking: TakingIn): Promise<TakenIn> {
  const { feeds } = desk.newsroom.store
  const state: State = {
    pages: 0,
    endMs: desk.now().getTime() + BOUNDS.pagesMs,
    added: 0,
    changed: 0,
    pagesLeft: 0,
    resting: new Set(),
    notes: new Map(),
    batch: [],
  }
  if (plan.seen.length > 0) await patiently(() => feeds.seen(taking.feed.id, plan.seen, desk.now().getTime()))
  for (const work of [...plan.fresh, ...plan.changed]) {
    taking.stop?.throwIfAborted()
    const ready = await prepared(desk, work, taking, state)
    if (ready !== null) state.batch.push(ready)
    if (state.batch.length >= BOUNDS.batch) await storeBatch(desk, taking, state)
  }
  await storeBatch(desk, taking, state)
  await completePages(desk, taking, state)
  await storeBatch(desk, taking, state)
  const notes = [...state.notes].map(([note, count]) => (count === 1 ? `one article: ${note}` : `${count} articles: ${note}`))
  return { added: state.added, changed: state.changed, pagesLeft: state.pagesLeft, notes }
}

function isOld(article: Article, nowMs: number): boolean {
  const ms = instantMs(article)
  return ms !== null && nowMs - ms > BOUNDS.newsMs
}

async function prepared(
  desk: Desk,
  { draft, record }: Work,
  { feed, isQuiet, alone, stop }: TakingIn,
  state: State,
): Promise<Ready | null> {
  const { store } = desk.newsroom
  const nowMs = desk.now().getTime()
  const wantsPage = draft.item.isPart && draft.url !== null
  const page = wantsPage ? await pageOf(desk, draft.url, state, stop) : NO_PAGE
  const next: FeedItemRecord = {
    ...record,
    urlKey: (page.kind === 'page' ? urlKey(page.fetched.page.canonical ?? page.fetched.url) : null) ?? draft.urlKey,
    titleKey: draft.titleKey,
    fingerprint: draft.fingerprint,
    seenMs: nowMs,
    ...dueAgain({ ...record, pageTries: 0 }, page, nowMs),
  }
  const isNew = record.fingerprint === ''
  // Another feed may have brought the same page by another address.
  if (isNew && next.urlKey !== record.urlKey && (await alone(() => isElsewhere(desk, next)))) return null
  // What was read of its page before is not given up for a summary.
  const before = wantsPage && !isNew && page.kind !== 'page' ? await patiently(() => store.article(record.articleId)) : null
  const fetched = page.kind === 'page' ? page.fetched : null
  const one = written({ draft, record: next, feed, fetched, before, nowMs })
  if (one.origin.note !== null) count(state, one.origin.note)
  return { one, record: next, isQuiet: isQuiet || isOld(one.article, nowMs) }
}

/** When its page is asked for again, if ever: a host's turn that has not come is no try of it, and no reason to wait for ever. */
function dueAgain(record: FeedItemRecord, page: Page, nowMs: number): Pick<FeedItemRecord, 'pageTries' | 'pageDueMs'> {
  if (page.kind !== 'off') return { pageTries: record.pageTries, pageDueMs: null }
  const pageTries = record.pageTries + (page.isTried ? 1 : 0)
  const isOver = pageTries >= BOUNDS.pageTries || nowMs - record.firstMs > BOUNDS.newsMs
  return { pageTries, pageDueMs: isOver ? null : nowMs + page.waitMs * Math.max(1, pageTries) }
}

/** Where the page's own address is another article's, the item is that article once more; else the address is this one's from now on. */
async function isElsewhere(desk: Desk, record: FeedItemRecord): Promise<boolean> {
  const { feeds } = desk.newsroom.store
  if (record.urlKey === null) return false
  const wanted = { guidKeys: [], urlKeys: [record.urlKey], titleKeys: [] }
  const [other] = (await patiently(() => feeds.find(record.feed, wanted))).filter(({ articleId }) => articleId !== record.articleId)
  const kept =
    other === undefined ? { ...record, fingerprint: '' } : { ...record, articleId: other.articleId, isOwner: false, pageDueMs: null }
  await patiently(() => feeds.keepItems([kept]))
  return other !== undefined
}

/** `off`: not had now; `isTried`: it was asked for. */
type Page =
  | { readonly kind: 'page'; readonly fetched: FetchedPage }
  | { readonly kind: 'off'; readonly isTried: boolean; readonly waitMs: number }
  | { readonly kind: 'none' }
const NO_PAGE: Page = { kind: 'none' }
const NEXT_TURN: Page = { kind: 'off', isTried: false, waitMs: 0 }

async function pageOf(desk: Desk, url: string, state: State, stop: AbortSignal | undefined): Promise<Page> {
  const { host } = new URL(url)
  if (state.pages >= BOUNDS.pages || desk.now().getTime() >= state.endMs || state.resting.has(host)) {
    state.pagesLeft++
    return NEXT_TURN
  }
  state.pages++
  const fetched = await desk.fetcher.get({ url, want: 'page', stop })
  if (fetched.kind === 'unchanged') return NO_PAGE
  if (fetched.kind === 'failed') {
    if (fetched.fault === 'stopped') stop?.throwIfAborted()
    if (fetched.fault === 'later') {
      state.resting.add(host)
      state.pagesLeft++
      return { kind: 'off', isTried: false, waitMs: Math.min(fetched.retryMs ?? BOUNDS.pageRetryMs, BOUNDS.maxAskedMs) }
    }
    count(state, `its page was not read. ${fetched.reason}`)
    return FINAL.has(fetched.fault) && fetched.retryMs === null ? NO_PAGE : { kind: 'off', isTried: true, waitMs: BOUNDS.pageRetryMs }
  }
  try {
    const opened = await desk.workshop.open(fetched.bytes, { url: fetched.url, contentType: fetched.contentType })
    return opened.kind === 'page' ? { kind: 'page', fetched: { url: fetched.url, page: opened.page } } : NO_PAGE
  } catch (error) {
    if (!(error instanceof WorkshopError)) throw error
    count(state, `its page could not be taken apart: ${error.message}`)
    return NO_PAGE
  }
}

function count({ notes }: State, note: string): void {
  notes.set(note, (notes.get(note) ?? 0) + 1)
}

/** Articles whose pages could not be had at first. */
async function completePages(desk: Desk, { feed, stop }: TakingIn, state: State): Promise<void> {
  const { store } = desk.newsroom
  const nowMs = desk.now().getTime()
  for (const record of await patiently(() => store.feeds.pagesDue(feed.id, nowMs, BOUNDS.pages))) {
    stop?.throwIfAborted()
    const article = await patiently(() => store.article(record.articleId))
    const page = article?.url == null ? NO_PAGE : await pageOf(desk, article.url, state, stop)
    // Put off only now: the next turn begins with it.
    if (page === NEXT_TURN) continue
    const next = { ...record, ...dueAgain(record, page, nowMs) }
    const [origin = null] = await patiently(() => store.feeds.origins([record.articleId]))
    const one = page.kind === 'page' && article !== null ? completed(article, origin, page.fetched, nowMs) : null
    // It was told when it came; that it is whole now is no news.
    if (one === null) await patiently(() => store.feeds.keepItems([next]))
    else state.batch.push({ one, record: next, isQuiet: true })
  }
}

/** Those that alert and those that do not are stored apart. */
async function storeBatch(desk: Desk, { alone }: TakingIn, state: State): Promise<void> {
  const { newsroom } = desk
  for (const isQuiet of [false, true]) {
    const batch = state.batch.filter((ready) => ready.isQuiet === isQuiet)
    if (batch.length === 0) continue
    const stored: Stored = await alone(() =>
      patiently(() =>
        newsroom.add(
          batch.map(({ one }) => one.article),
          { isQuiet },
        ),
      ),
    )
    const origins: Origin[] = batch.map(({ one }) => one.origin)
    await patiently(() => newsroom.store.feeds.keepOrigins(origins))
    await patiently(() => newsroom.store.feeds.keepItems(batch.map(({ record }) => record)))
    state.added += stored.added.length
    state.changed += stored.changed.length
  }
  state.batch = []
}
