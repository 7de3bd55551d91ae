/** Whether a message was posted, read from the channel: what we post carries its key as metadata that only apps see. */
import type { Calls } from './calls.ts'

const EVENT_TYPE = 'newsdesk_answer'
const PAGE = 100
/** What was posted in a channel or thread since is found within this many messages, or counts as not posted. */
const MAX_PAGES = 3

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
export async function readBack(calls: Calls, { team, channel, thread, key, part, afterTs }: Sought): Promise<string | null> {
  const [method, ts] = thread === null ? ['conversations.history', {}] : ['conversations.replies', { ts: thread }]
  let cursor: string | undefined
  for (let n = 0; n < MAX_PAGES; n++) {
    const fields = {
      channel,
      ...ts,
      include_all_metadata: true,
      limit: PAGE,
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
  return null
}
