/** Whether a message was posted, read from the channel: what we post carries its key as metadata that only apps see. */
import type { Calls } from './calls.ts'
import { refused } from './failure.ts'

const EVENT_TYPE = 'newsdesk_answer'
/** How much is read. `isWhole`: where that is not all there is, nothing is said of the rest; else what is not found in it counts as not posted. */
export type Reach = { readonly pages: number; readonly page: number; readonly isWhole: boolean }
/** For an answer, which is looked for soon after it was posted. */
const NEAR: Reach = { pages: 3, page: 100, isWhole: false }
/** For what may have been posted hours ago. */
export const FAR: Reach = { pages: 20, page: 200, isWhole: true }

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

type Page = {
  readonly messages?: readonly {
    readonly ts?: string
    readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: unknown; readonly part?: unknown } }
  }[]
  readonly response_metadata?: { readonly next_cursor?: string }
}

/** Its ts, or null. Throws where Slack does not let us look. */
export async function readBack(
  calls: Calls,
  { team, channel, thread, key, part, afterTs }: Sought,
  { pages, page: limit, isWhole }: Reach = NEAR,
): Promise<string | null> {
  const [method, ts] = thread === null ? ['conversations.history', {}] : ['conversations.replies', { ts: thread }]
  let cursor: string | undefined
  for (let n = 0; n < pages; n++) {
    const fields = {
      channel,
      ...ts,
      include_all_metadata: true,
      limit,
      ...(afterTs === null ? {} : { oldest: afterTs }),
      ...(cursor === undefined ? {} : { cursor }),
    }
    const page = (await calls.persist(`${team}:read`, () => calls.once(team, method, fields), 'yes')) as Page
    const found = page.messages?.find(({ metadata }) => {
      return metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === key && metadata.event_payload.part === part
    })
    if (found?.ts !== undefined) return found.ts
    cursor = page.response_metadata?.next_cursor || undefined
    if (cursor === undefined) return null
  }
  if (isWhole) throw refused('too_many_messages', 'More was posted there since than can be read back.')
  return null
}
