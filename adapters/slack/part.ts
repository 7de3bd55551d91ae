/** One of the messages that an answer takes, for everybody in a channel or thread: how it is posted, and how it is looked for. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Calls } from './calls.ts'
import { refusal } from './failure.ts'
import { metadataOf, type Reach, readBack, type Sought } from './read-back.ts'
import type { SlackPayload } from './render.ts'

export const SILENT = { unfurl_links: false, unfurl_media: false, mrkdwn: false } as const

/** A file is looked through after it was uploaded, for a second or two in which no message can show it: before each further try with it. */
const FILE_MS = [500, 1_000, 1_500]

/** Both give its ts. */
export type Part = { post(): Promise<string>; look(reach?: Reach): Promise<string | null> }

/** `drawn`: the same with pictures, which takes its place where Slack shows them. */
export function partOf(calls: Calls, sought: Sought, payload: SlackPayload, drawn: SlackPayload = payload): Part {
  const { team, channel, thread, key, part } = sought
  const fields = { channel, ...(thread === null ? {} : { thread_ts: thread }), ...SILENT, metadata: metadataOf(key, part) }
  const post = async (shown: SlackPayload) => String((await calls.once(team, 'chat.postMessage', { ...fields, ...shown })).ts)
  const triesMs = drawn.blocks.some(({ type }) => type === 'image') ? [0, ...FILE_MS] : []
  return {
    post: async () => {
      for (let waitMs = triesMs.shift(); waitMs !== undefined; waitMs = triesMs.shift()) {
        await sleep(waitMs)
        try {
          return await post(drawn)
        } catch (error) {
          if (refusal(error) !== 'invalid_blocks') throw error
        }
      }
      return await post(payload)
    },
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
