/**
 * Which items are new, and which are articles that are known: by their address, by the feed's GUID, or by headline and words. What is new is reserved under
 * an id before its article is stored, so that it is the same one whatever happens in between.
 */

import type { FeedItemRecord, FeedRecord } from '../../store/feed-store.ts'
import { patiently } from '../../store/patience.ts'
import type { Store } from '../../store/store.ts'
import { articleId } from '../article-id.ts'
import { BOUNDS } from './bounds.ts'
import { publishedOf } from './dates.ts'
import { type Draft, saidOf } from './drafts.ts'
import { sameWords, short } from './keys.ts'

export type Work = { readonly draft: Draft; readonly record: FeedItemRecord }
export type Plan = {
  /** Reserved, not stored yet. */
  readonly fresh: readonly Work[]
  /** Known, and not as they were. */
  readonly changed: readonly Work[]
  readonly seen: readonly string[]
  /** New ones that wait for a later turn. */
  readonly left: number
  readonly notes: readonly string[]
}

/** Words that two texts of one headline must share to be one article; less where the feed itself says that they are. */
const SAME_HEADLINE = 0.6
const SAME_GUID = 0.3

type Known = { readonly store: Store; readonly feed: FeedRecord; readonly nowMs: number; readonly records: readonly FeedItemRecord[] }

/** One at a time: two feeds that bring the same article must not both take it for new. */
export async function identify(store: Store, feed: FeedRecord, drafts: readonly Draft[], nowMs: number): Promise<Plan> {
  const records = await patiently(() =>
    store.feeds.find(feed.id, {
      guidKeys: drafts.map(({ guidKey }) => guidKey),
      urlKeys: drafts.flatMap(({ urlKey }) => urlKey ?? []),
      titleKeys: drafts.flatMap(({ titleKey }) => titleKey ?? []),
    }),
  )
  const known: Known = { store, feed, nowMs, records }
  const plan = { fresh: [] as Work[], changed: [] as Work[], seen: [] as string[], linked: [] as FeedItemRecord[], left: 0 }
  const taken = new Set<string>()
  let reused = 0
  for (const draft of drafts) {
    const { record, isReused } = await recordOf(known, draft, plan.fresh)
    if (isReused) reused++
    if (record !== null && !isFirst(record, feed.id, taken)) plan.linked.push(linked(known, draft, record))
    else if (record !== null && record.fingerprint === draft.fingerprint) plan.seen.push(record.key)
    else if (record !== null && record.fingerprint !== '') {
      if (isOwned(known, record)) plan.changed.push({ draft, record: { ...record, isOwner: true } })
      else plan.linked.push({ ...record, fingerprint: draft.fingerprint, seenMs: nowMs })
    } else if (plan.fresh.length >= BOUNDS.newItems) plan.left++
    else plan.fresh.push({ draft, record: record ?? (await reserved(known, draft, isReused, plan.fresh)) })
  }
  const kept = [...new Map([...plan.fresh.map(({ record }) => record), ...plan.linked].map((record) => [record.key, record])).values()]
  if (kept.length > 0) await patiently(() => store.feeds.keepItems(kept))
  const notes = reused === 0 ? [] : [`${reused === 1 ? 'a GUID was' : `${reused} GUIDs were`} used again for another item`]
  return { fresh: plan.fresh, changed: plan.changed, seen: plan.seen, left: plan.left, notes }
}

/** Whether it is this feed's, and the first item of the document that is taken for it. */
function isFirst(record: FeedItemRecord, feed: number, taken: Set<string>): boolean {
  return record.feed === feed && taken.size < taken.add(record.key).size
}

/** The one whose changes count; where that is gone with its feed, this one takes its place. */
function isOwned({ records }: Known, record: FeedItemRecord): boolean {
  return record.isOwner || !records.some((one) => one.isOwner && one.articleId === record.articleId)
}

type Found = { readonly record: FeedItemRecord | null; readonly isReused: boolean }

async function recordOf(known: Known, draft: Draft, fresh: readonly Work[]): Promise<Found> {
  const { records, feed } = known
  const byUrl = records.filter(({ urlKey }) => urlKey !== null && urlKey === draft.urlKey)
  const byTitle = records.filter(({ titleKey }) => titleKey !== null && titleKey === draft.titleKey)
  // What this feed knows itself comes first: another may have brought the article under its new address already, and it is still this feed's to change.
  const isOwn = (one: FeedItemRecord): boolean => one.feed === feed.id
  const ownByUrl = byUrl.find(isOwn)
  if (ownByUrl !== undefined) return { record: ownByUrl, isReused: false }
  const byGuid = records.find((one) => isOwn(one) && one.guidKey === draft.guidKey)
  if (byGuid !== undefined && (await isSameItem(known, draft, byGuid))) return { record: byGuid, isReused: false }
  const [elsewhere] = byUrl
  if (elsewhere !== undefined) {
    const own = byTitle.find((one) => isOwn(one) && one.articleId === elsewhere.articleId)
    return { record: own ?? elsewhere, isReused: false }
  }
  for (const record of [...byTitle.filter(isOwn), ...byTitle.filter((one) => !isOwn(one))])
    if (record !== byGuid && (await isSameArticle(known, draft, record.articleId))) return { record, isReused: false }
  const twin = fresh.find((work) => isTwin(work.draft, draft))
  return { record: twin?.record ?? null, isReused: byGuid !== undefined }
}

/** A GUID is the feed's own word that it is the same item, unless nothing else of it is. */
async function isSameItem(known: Known, draft: Draft, record: FeedItemRecord): Promise<boolean> {
  if (draft.item.id === null || (record.titleKey !== null && record.titleKey === draft.titleKey)) return true
  const stored = await patiently(() => known.store.article(record.articleId))
  // Forgotten by retention, or not stored yet: nothing speaks against the feed.
  if (stored === null) return true
  const same = sameWords(draft.item.text, stored.body)
  return same === null ? record.urlKey === null || draft.urlKey === null : same >= SAME_GUID
}

async function isSameArticle({ store }: Known, draft: Draft, id: string): Promise<boolean> {
  const stored = await patiently(() => store.article(id))
  return stored !== null && (sameWords(draft.item.text, stored.body) ?? 0) >= SAME_HEADLINE
}

function isTwin(a: Draft, b: Draft): boolean {
  return a.titleKey !== null && a.titleKey === b.titleKey && (sameWords(a.item.text, b.item.text) ?? 0) >= SAME_HEADLINE
}

async function reserved(known: Known, draft: Draft, isReused: boolean, fresh: readonly Work[]): Promise<FeedItemRecord> {
  const { feed, nowMs } = known
  return {
    ...keysOf(feed, draft),
    // A GUID that is another item's already cannot name this one.
    ...(isReused ? { key: short(`${draft.guidKey} ${draft.urlKey} ${draft.titleKey} ${draft.fingerprint}`), guidKey: null } : {}),
    articleId: await freeId(known, draft, fresh),
    isOwner: true,
    fingerprint: '',
    firstMs: nowMs,
    seenMs: nowMs,
    pageTries: 0,
    pageDueMs: null,
  }
}

/** Readable, and another article's only where that is this one: an imported file may have brought it before. */
async function freeId({ store, nowMs }: Known, draft: Draft, fresh: readonly Work[]): Promise<string> {
  const { item, publisher, url } = draft
  const { published } = publishedOf(saidOf(item), null, nowMs)
  const id = articleId({ publisher, published, title: item.title ?? '', body: `${url ?? ''} ${item.text}` })
  const stored = await patiently(() => store.article(id))
  const isFree = stored === null || stored.url === url || (sameWords(item.text, stored.body) ?? 0) >= SAME_HEADLINE
  return isFree && !fresh.some(({ record }) => record.articleId === id) ? id : `${id}-${draft.guidKey.slice(0, 8)}`
}

/** The same article once more: it is known here too, and changes nothing. */
function linked({ feed, nowMs }: Known, draft: Draft, { articleId }: FeedItemRecord): FeedItemRecord {
  const { fingerprint } = draft
  return { ...keysOf(feed, draft), articleId, isOwner: false, fingerprint, firstMs: nowMs, seenMs: nowMs, pageTries: 0, pageDueMs: null }
}

function keysOf(
  feed: FeedRecord,
  { guidKey, urlKey, titleKey }: Draft,
): Pick<FeedItemRecord, 'feed' | 'key' | 'guidKey' | 'urlKey' | 'titleKey'> {
  return { feed: feed.id, key: guidKey, guidKey, urlKey, titleKey }
}
