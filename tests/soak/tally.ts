/** Counting at the platforms: what was to be posted, what stands, what stands twice. */
import type { DiscordPeer } from '../peers/discord-peer.ts'
import type { SlackPeer } from '../peers/slack-peer.ts'
import type { Ended } from './soak-store.ts'

export type Standing = { readonly surface: string; readonly channel: string; readonly id: string; readonly text: string }
export type Count = {
  readonly surface: string
  readonly digests: number
  /** Messages that stand. */
  readonly messages: number
  /** Digests without a message, and messages that the outbox takes for posted and do not stand. */
  readonly lost: number
  /** Messages that stand more than once. */
  readonly duplicated: number
  /** Messages that belong to no digest, and runs that did not end as posted. */
  readonly strange: number
}

export function standingAt(slack: SlackPeer, discord: DiscordPeer): readonly Standing[] {
  return [
    ...slack.messages().map(({ channel, ts, blocks }) => ({ surface: 'slack', channel, id: ts, text: wordsOf(blocks) })),
    ...discord.messages().map(({ channel, id, content }) => ({ surface: 'discord', channel, id, text: content })),
  ]
}

/** What is read in them: ids of blocks and of buttons differ also between two that say the same. */
function wordsOf(blocks: readonly unknown[]): string {
  return JSON.stringify(blocks, (name, value) => (['block_id', 'value', 'action_id'].includes(name) ? undefined : value))
}

/** The title of a digest's message says which one it is of, and of its details which part; what has none goes on from the one before. */
const TITLE = /\bDigest (\d+) · [^"*]*?(: details(?: \d+ of \d+)?)?(?=["*])/

export function tally(surface: string, ended: readonly Ended[], standing: readonly Standing[]): Count {
  const digests = ended.filter(({ place }) => place.surface === surface)
  const messages = standing.filter((one) => one.surface === surface)
  const ids = new Set(messages.map(({ id }) => id))
  const titles = messages.flatMap(({ text }) => titleOf(text) ?? [])
  const lost = digests.filter(({ id, refs }) => !titles.includes(String(id)) || refs.some((ref) => !ids.has(ref))).length
  const duplicated = messages.length - new Set(messages.map(({ channel, text }) => `${channel} ${titleOf(text) ?? text}`)).size
  const expected = digests.reduce((sum, { refs }) => sum + refs.length, 0)
  const unposted = digests.filter(({ state }) => state !== 'posted' && state !== 'late').length
  const strange = Math.abs(new Set(titles).size - expected) + unposted
  return { surface, digests: digests.length, messages: messages.length, lost, duplicated, strange }
}

/** `12`, `12: details 1 of 2`: the same also where one that was posted again says that it is late. */
function titleOf(text: string): string | null {
  const found = TITLE.exec(text)
  return found === null ? null : `${found[1]}${found[2] ?? ''}`
}
