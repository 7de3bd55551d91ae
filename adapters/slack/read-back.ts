/** Whether a message was posted, read from the channel: what we post carries its key as metadata that only apps see. */
import type { Calls } from './calls.ts'
import { refusal, refused } from './failure.ts'

const EVENT_TYPE = 'newsdesk_answer'
/** How far a look has come; grows. The next one goes on from there. */
export type Bookmark = { cursor: string | undefined; pages: number }
/** How much is read. `isWhole`: where that is not all there is, nothing is said of the rest; else what is not found in it counts as not posted. */
export type Reach = { readonly pages: number; readonly page: number; readonly isWhole: boolean; readonly bookmark?: Bookmark }
/** For an answer, which is looked for soon after it was posted. */
const NEAR: Reach = { pages: 3, page: 100, isWhole: false }
/** For what may have been posted hours ago: 4,500 messages also where Slack shows 15 a minute, as it does to apps that are distributed outside its Marketplace. */
const FAR: Reach = { pages: 300, page: 200, isWhole: true }
/** No further page is asked for after this, so that what turns out not to stand is posted while it is still held. */
const MAX_LOOK_MS = 10_000

export function farFrom(bookmark: Bookmark): Reach {
  return { ...FAR, bookmark }
}
export const newBookmark = (): Bookmark => ({ cursor: undefined, pages: 0 })

export type Metadata = {
  readonly event_type: typeof EVENT_TYPE
  readonly event_payload: { readonly key: string; readonly part: number }
}
/** A message that may stand already. `afterTs`: nothing older is it. */
export type Sought = {
  readonly team: string
  readonly channel: string
  readonly thread: string | null
  readonly key: string
  readonly part: number
  readonly afterTs: string | null
}

export function metadataOf(key: string, part: number): Metadata {
  return { event_type: EVENT_TYPE, event_payload: { key, part } }
}

type Shown = {
  readonly ts?: string
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: unknown; readonly part?: unknown } }
}
type Page = {
  readonly messages?: readonly Shown[]
  readonly response_metadata?: { readonly next_cursor?: string }
}

/** Its ts, or null. Throws where Slack does not let us look, or not so fast: then the bookmark tells how far it came. */
export async function readBack(calls: Calls, sought: Sought, reach: Reach = NEAR): Promise<string | null> {
  const { pages, isWhole, bookmark = newBookmark() } = reach
  const startedMs = performance.now()
  try {
    while (bookmark.pages < pages) {
      if (performance.now() - startedMs > MAX_LOOK_MS)
        throw new Error('Reading back what was posted there takes long; it is gone on with later.')
      const { messages, response_metadata } = await pageOf(calls, sought, reach.page, bookmark.cursor)
      const found = messages?.find(({ metadata }) => isOf(sought, metadata))?.ts
      const next = response_metadata?.next_cursor || undefined
      if (found !== undefined || next === undefined) return over(bookmark, found ?? null)
      bookmark.cursor = next
      bookmark.pages++
    }
  } catch (error) {
    // Slack may have forgotten where we were.
    if (refusal(error) !== null) over(bookmark, null)
    throw error
  }
  over(bookmark, null)
  if (isWhole) throw refused('too_many_messages', 'More was posted there since than can be read back.')
  return null
}

async function pageOf(calls: Calls, { team, channel, thread, afterTs }: Sought, limit: number, cursor: string | undefined): Promise<Page> {
  const [method, ts] = thread === null ? ['conversations.history', {}] : ['conversations.replies', { ts: thread }]
  const oldest = afterTs === null ? {} : { oldest: afterTs }
  const fields = { channel, ...ts, include_all_metadata: true, limit, ...oldest, ...(cursor === undefined ? {} : { cursor }) }
  return (await calls.persist(`${team}:read`, () => calls.once(team, method, fields), 'yes')) as Page
}

function isOf({ key, part }: Sought, metadata: Shown['metadata']): boolean {
  return metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === key && metadata.event_payload.part === part
}

function over<T>(bookmark: Bookmark, result: T): T {
  Object.assign(bookmark, newBookmark())
  return result
}
