/** One of the messages that an answer takes, for everybody in a channel or thread: how it is posted, and how it is looked for. */
import type { Calls } from './calls.ts'
import { metadataOf, type Reach, readBack, type Sought } from './read-back.ts'
import type { SlackPayload } from './render.ts'

export const SILENT = { unfurl_links: false, unfurl_media: false, mrkdwn: false } as const

/** Both give its ts. */
export type Part = { post(): Promise<string>; look(reach?: Reach): Promise<string | null> }

export function partOf(calls: Calls, sought: Sought, payload: SlackPayload): Part {
  const { team, channel, thread, key, part } = sought
  const fields = { channel, ...(thread === null ? {} : { thread_ts: thread }), ...payload, ...SILENT, metadata: metadataOf(key, part) }
  return {
    post: async () => String((await calls.once(team, 'chat.postMessage', fields)).ts),
    look: (reach) => readBack(calls, sought, reach),
  }
}

/** A person's id stands for the direct channel with them. */
export function isPerson(channel: string): boolean {
  return /^[UW]/.test(channel)
}

export async function directChannel(calls: Calls, team: string, user: string): Promise<string> {
  const opened = await calls.persist(`${team}:${user}`, () => calls.once(team, 'conversations.open', { users: user }), 'yes')
  return (opened.channel as { readonly id?: string } | undefined)?.id ?? user
}

/** Where the conversation about these messages is remembered. */
export function threadsOf(team: string, channel: string, thread: string | null, posted: readonly string[]): string[] {
  return [...new Set([...posted, ...(thread === null ? [] : [thread])])].map((ts) => `slack:${team}:${channel}:${ts}`)
}
