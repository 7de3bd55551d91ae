/** Whether every article is there once, with as many versions as it had edits that could be seen; told by the model of the world, which knows each of them. */
import { instantMs } from '../../src/article.ts'
import type { Course } from './simulation.ts'
import { addressOf, DAY_MS, feedAddress, feedsOf, type Piece, type SimulatedFeed } from './simulation-world.ts'

export type Verdict = {
  readonly stored: number
  /** Articles that stood in a document that was read. */
  readonly read: number
  readonly versions: number
  /** Articles whose number of versions is known to one: no page failed and no process died at the wrong moment. */
  readonly sure: number
  /** One sentence each; at most MAX_FAULTS. */
  readonly faults: readonly string[]
}
const MAX_FAULTS = 50
const MARK = /\bmk[0-9a-z]{5}\b/g
const SOME = 500

export async function judge(course: Course): Promise<Verdict> {
  const { world, errors } = course
  const faults: string[] = [...world.faults]
  const fault = (text: string): void => void (faults.length < MAX_FAULTS && faults.push(text))
  for (const [line, times] of errors) fault(`logged ${times} times: ${line}`)
  const idOf = await idsByMark(course, fault)
  const ids = [...idOf.values()]
  const owners = await ownersOf(course, ids)
  const numbers = await inSlices(ids, async (some) => [...(await course.newsroom.store.versionNumbers(some))])
  const versionOf = new Map(numbers)
  const tally = { stored: idOf.size, read: 0, versions: 0, sure: 0 }
  const feeds = feedsOf(world)
  const seenBy = feedsByPiece(feeds)
  for (const piece of world.pieces) {
    const seen = seenBy.get(piece) ?? []
    const isRead = seen.some((feed) => (feed.seen.get(piece)?.read.size ?? 0) > 0)
    if (isRead) tally.read++
    const id = idOf.get(piece.mark)
    if (id === undefined) {
      if (isRead) fault(`${label(piece)} was read of ${seen.map(feedAddress).join(', ')}, and is not stored`)
      continue
    }
    if (seen.length === 0) fault(`${label(piece)} is stored, and stood in no document`)
    const owner = seen.find((feed) => feed.id === owners.get(id))
    if (owner === undefined) fault(`${label(piece)} is said to be of feed ${owners.get(id)}, which never had it`)
    const { least, most } = versionsOf(piece, owner)
    const found = versionOf.get(id) ?? 0
    tally.versions += found
    if (least === most) tally.sure++
    if (owner !== undefined && (found < least || found > most))
      fault(`${label(piece)} has ${found} versions, and should have ${least === most ? least : `${least} to ${most}`}`)
  }
  for (const feed of feeds) for (const text of await faultsOf(course, feed)) fault(text)
  return { ...tally, faults }
}

/** An edit that a process which died had read may be stored or not; a page that came later makes the article whole, which is a version. */
function versionsOf(piece: Piece, owner: SimulatedFeed | undefined): { readonly least: number; readonly most: number } {
  const seen = owner?.seen.get(piece)
  const { had, missed } = piece.pages
  // The day of a time without a zone is known once it is over everywhere.
  const settling = piece.dating === 'zoneless' ? 1 : 0
  // Of many articles at once, the pages have to wait for the next turns.
  const waiting = seen?.isCrowded === true && owner?.isFull === false ? 1 : 0
  // A text of which only the beginning is new is kept until its page can be had again.
  const keeping = owner?.isFull === false ? Math.min(missed, piece.textEdits) : 0
  return {
    least: Math.max(1, (seen?.read.size ?? 0) - keeping),
    most: Math.max(1, seen?.sent.size ?? 0) + settling + waiting + Math.min(had, missed),
  }
}

async function idsByMark({ newsroom, world }: Course, fault: (text: string) => void): Promise<Map<string, string>> {
  const idOf = new Map<string, string>()
  for await (const { article } of newsroom.store.everything()) {
    const marks = [...new Set(article.body.match(MARK) ?? [])]
    const [mark] = marks
    if (mark === undefined || marks.length > 1) fault(`${article.id} holds ${marks.length} articles`)
    else if (idOf.has(mark)) fault(`${mark} is stored twice: ${idOf.get(mark)} and ${article.id}`)
    else idOf.set(mark, article.id)
    if ((instantMs(article) ?? 0) > world.nowMs + DAY_MS / 2) fault(`${article.id} is dated ${article.published}, which is to come`)
  }
  return idOf
}

async function ownersOf({ newsroom }: Course, ids: readonly string[]): Promise<Map<string, number | null>> {
  const origins = await inSlices(ids, (some) => newsroom.store.feeds.origins(some))
  return new Map(origins.map(({ articleId, feed }) => [articleId, feed]))
}

async function inSlices<T>(ids: readonly string[], of: (some: readonly string[]) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for (let at = 0; at < ids.length; at += SOME) all.push(...(await of(ids.slice(at, at + SOME))))
  return all
}

function feedsByPiece(feeds: readonly SimulatedFeed[]): Map<Piece, SimulatedFeed[]> {
  const by = new Map<Piece, SimulatedFeed[]>()
  for (const feed of feeds) for (const piece of feed.seen.keys()) by.set(piece, [...(by.get(piece) ?? []), feed])
  return by
}

/** In the last days all was well: each feed has been read, where it is now, but those that may not be read. */
async function faultsOf({ newsroom, world }: Course, feed: SimulatedFeed): Promise<string[]> {
  const record = await newsroom.store.feeds.byId(feed.id)
  if (feed.path.startsWith('/closed')) return feed.fetches > 0 ? [`${feedAddress(feed)} was fetched, which robots.txt forbids`] : []
  return [
    // “Not modified” says nothing of where it came from.
    ...(record?.url === feedAddress(feed) || feed.health.lastDocumentMs <= feed.movedMs
      ? []
      : [`${feedAddress(feed)} is still known as ${record?.url}`]),
    ...(world.nowMs - feed.health.lastReadMs < 2 * DAY_MS
      ? []
      : [`${feedAddress(feed)} was last read ${new Date(feed.health.lastReadMs).toISOString()}: ${record?.error}`]),
  ]
}

function label(piece: Piece): string {
  return `${piece.mark} (${addressOf(piece)}, ${piece.dating}, revision ${piece.revision})`
}
