/** What can be news in a digest: articles that came since the last one and were published in its time, and told ones that were changed. */
import { type ArticleHead, horizonMs, instantMs, newestFirst } from '../article.ts'
import type { Archive, Asked } from '../newsroom.ts'
import { SAME_COPY_SHARE } from '../retrieval/story-similarity.ts'
import { copyKeysOf, resemblance } from '../retrieval/story-sketch.ts'
import { decodeTrace } from '../retrieval/story-traces.ts'
import type { TracedArticle } from '../store/store.ts'
import { memoryOf } from './memory.ts'

export type DigestSince = { readonly generation: number; readonly dueMs: number }
/** Published from `fromMs` to `toMs` is news, inclusive, epoch ms; `nowMs`: when it is chosen. */
export type Window = { readonly fromMs: number; readonly toMs: number; readonly nowMs: number; readonly afterGeneration: number | null }
/** `read` of `matching` articles of the window were looked at: the newest. */
export type News = {
  readonly fresh: readonly ArticleHead[]
  readonly read: number
  readonly matching: number
}

/** Feeds bring an article hours after it was published, weekends a day; what is older when it comes is no news. */
const SLACK_MS = 36 * 3_600_000
/** A day of a thousand feeds. The store lists 1,000 at a time. */
export const MAX_READ = 2_000
const PAGE = 1_000
/** Of a copy, the first printing counts; within these days an outlet or another one prints an article again as news. */
const REPRINT_MS = 3 * 86_400_000
/** Near copies looked at for one article. */
const MAX_COPIES = 8

export function windowOf(since: DigestSince | null, periodMs: number, asked: Asked): Window {
  const nowMs = asked.now.getTime()
  return {
    // A first one says how far back it looks, and what arrived when is not known of what was there before.
    fromMs: since === null ? nowMs - periodMs : since.dueMs - SLACK_MS,
    toMs: horizonMs(asked.now),
    nowMs,
    afterGeneration: since?.generation ?? null,
  }
}

/** Newest first; undated ones and those of an inferred month are no news, nor is an old text that was printed again or dated anew. */
export async function newsIn({ store }: Pick<Archive, 'store'>, window: Window): Promise<News> {
  const filter = {
    fromMs: window.fromMs,
    toMs: window.toMs,
    ...(window.afterGeneration === null ? {} : { afterGeneration: window.afterGeneration }),
  }
  const listed: ArticleHead[] = []
  while (listed.length < MAX_READ) {
    const page = await store.list({ ...filter, limit: PAGE, offset: listed.length })
    listed.push(...page)
    if (page.length < PAGE) break
  }
  const matching = listed.length < MAX_READ ? listed.length : await store.count(filter)
  const dated = listed.filter((head) => head.published !== null)
  const old = new Set([...(await datedAnew(store, dated, window)), ...(await printedAgain(store, dated))])
  return { fresh: dated.filter(({ id }) => !old.has(id)), read: listed.length, matching }
}

/** Articles whose date was moved into the window: their first version was published before it. */
async function datedAnew(store: Archive['store'], heads: readonly ArticleHead[], window: Window): Promise<string[]> {
  const numbers = await store.versionNumbers(heads.map(({ id }) => id))
  const found: string[] = []
  for (const { id } of heads) {
    if ((numbers.get(id) ?? 1) === 1) continue
    const [first] = await store.versions(id)
    const ms = first === undefined || first.published === null ? null : instantMs(first)
    if (ms !== null && ms < window.fromMs) found.push(id)
  }
  return found
}

/** Articles whose text stood in one that was published days before. */
async function printedAgain(store: Archive['store'], heads: readonly ArticleHead[]): Promise<string[]> {
  const { reprints } = memoryOf(store)
  const unknown = heads.map(({ id }) => id).filter((id) => !reprints.has(id))
  const found = new Set<string>()
  for (const { articleId, trace } of await store.stories.traced(unknown)) {
    const own = decodeTrace(trace)
    const { ms, sketch } = own
    if (ms === null || sketch.length === 0) continue
    const copies = await store.stories.candidates(
      { keys: [], minWeight: 0, copyKeys: copyKeysOf(sketch), fromDay: null, toDay: null },
      MAX_COPIES,
    )
    if (copies.some((copy) => copy.articleId !== articleId && isEarlier(copy, ms, sketch))) found.add(articleId)
  }
  for (const id of unknown) reprints.keep(id, found.has(id))
  return heads.map(({ id }) => id).filter((id) => found.has(id) || reprints.get(id) === true)
}

function isEarlier({ trace }: TracedArticle, ms: number, sketch: Uint32Array): boolean {
  const other = decodeTrace(trace)
  return other.dated && other.ms !== null && ms - other.ms > REPRINT_MS && resemblance(sketch, other.sketch) >= SAME_COPY_SHARE
}

/** Told articles that were changed since, whatever their date, newest first. */
export async function changedSince({ store }: Pick<Archive, 'store'>, told: Iterable<string>, window: Window): Promise<ArticleHead[]> {
  const ids = [...told]
  const arrived = window.afterGeneration === null ? {} : { afterGeneration: window.afterGeneration }
  const found: ArticleHead[] = []
  for (let at = 0; at < ids.length; at += PAGE) {
    const filter = { ids: ids.slice(at, at + PAGE), notAfterMs: window.toMs, limit: PAGE }
    found.push(...(await store.list({ ...filter, ...arrived })))
  }
  // One that lost its date is news no more.
  const dated = found.filter((head) => head.published !== null)
  return dated.sort(newestFirst)
}
