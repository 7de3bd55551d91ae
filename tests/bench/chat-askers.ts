/** People who ask in chat, each in a channel of their own: how long they waited, and what stood there in the end. */
import type { DiscordPeer } from '../peers/discord-peer.ts'
import type { SlackMessage, SlackPeer } from '../peers/slack-peer.ts'
import type { Bot } from './chat-bots.ts'

export type Asked = {
  /** null where the platform knows no acknowledgement. */
  readonly ackMs: number | null
  readonly answerMs: number
  /** Answers to it that stand now; one is right. */
  arrived(): number
}
export type HoldUp = { readonly retryAfterS: number; readonly times: number }
/** A way to ask. */
export type Way = {
  readonly name: string
  ask(asker: number, question: string): Promise<Asked>
  /** The platform refuses the next posts in this asker's channel with Retry-After. null: nothing is posted in a channel this way. */
  readonly holdUp: ((asker: number, by: HoldUp) => void) | null
}

const LOOK_MS = 10
/** Longer than an answer that the platform holds up may wait. */
const PATIENCE_MS = 120_000

export function waysOf({ slack, discord }: Bot): readonly Way[] {
  return [slackCommand(slack), slackMention(slack), discordCommand(discord), discordMention(discord)]
}

function slackCommand(peer: SlackPeer): Way {
  return {
    name: 'Slack, slash command',
    holdUp: null,
    async ask(asker, question) {
      const { user, channel } = entry(peer.workspace.crowd, asker)
      const from = peer.allMessages().length
      const askedMs = Date.now()
      const delivered = await peer.deliver.slash(question, { user, channel })
      const isAnswer = ({ responseUrl }: SlackMessage) => responseUrl !== null && responseUrl === delivered.responseUrl
      const answer = await first(peer.allMessages, from, isAnswer, question)
      const same = (message: SlackMessage) => isAnswer(message) && message.text === answer.text
      return { ackMs: ackMs(delivered), answerMs: slackMs(answer.ts) - askedMs, arrived: () => count(peer, channel, same) }
    },
  }
}

function slackMention(peer: SlackPeer): Way {
  return {
    name: 'Slack, mention',
    holdUp(asker, { retryAfterS, times }) {
      const { channel } = entry(peer.workspace.crowd, asker)
      peer.fault('chat.postMessage', { kind: '429', retryAfterS, when: (body) => body.channel === channel }, times)
    },
    async ask(asker, question) {
      const { user, channel } = entry(peer.workspace.crowd, asker)
      const from = peer.allMessages().length
      const delivered = await peer.deliver.mention(question, { user, channel })
      const isAnswer = ({ by, thread, metadata }: SlackMessage) =>
        by === 'bot' && thread === delivered.ts && isFirstPart(metadata?.event_payload)
      const answer = await first(peer.allMessages, from, isAnswer, question)
      const answerMs = slackMs(answer.ts) - slackMs(delivered.ts)
      return { ackMs: ackMs(delivered), answerMs, arrived: () => count(peer, channel, isAnswer) }
    },
  }
}

function discordCommand(peer: DiscordPeer): Way {
  return {
    name: 'Discord, slash command',
    holdUp: null,
    async ask(asker, question) {
      const askedMs = performance.now()
      const asked = await peer.deliver.slash('ask', { question }, entry(peer.crowd, asker))
      const ackMs = performance.now() - askedMs
      if (asked.isFailed()) throw new Error(`Discord was not acknowledged in time: ${question}`)
      const { content } = await asked.answered(PATIENCE_MS)
      const answerMs = performance.now() - askedMs
      const again = () => asked.followUps().filter((message) => message.content === content).length
      return { ackMs, answerMs, arrived: () => (asked.message()?.content === content ? 1 : 0) + again() }
    },
  }
}

function discordMention(peer: DiscordPeer): Way {
  return {
    name: 'Discord, mention',
    holdUp(asker, { retryAfterS, times }) {
      peer.fault(`POST /channels/${entry(peer.crowd, asker).channel}/messages`, { kind: 'limited', retryAfterS }, times)
    },
    async ask(asker, question) {
      const { by, channel } = entry(peer.crowd, asker)
      const from = peer.calls.length
      const askedMs = Date.now()
      const { id } = peer.deliver.mention(question, { by, channel })
      const referred = (body: unknown) => (body as { message_reference?: { message_id?: unknown } } | null)?.message_reference?.message_id
      const posted = await first(
        () => peer.calls,
        from,
        ({ body, status }) => status === 200 && referred(body) === id,
        question,
      )
      const arrived = () => peer.messages(channel).filter(({ replyTo }) => replyTo === id).length
      return { ackMs: null, answerMs: posted.atMs - askedMs, arrived }
    },
  }
}

/** The first of the growing list that fits. Only what the platform noted of it is a figure: looking for it may take its time. */
function first<T>(list: () => readonly T[], from: number, fits: (item: T) => boolean, question: string): Promise<T> {
  const until = performance.now() + PATIENCE_MS
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const found = list().slice(from).find(fits)
      if (found === undefined && performance.now() < until) return
      clearInterval(timer)
      if (found === undefined) reject(new Error(`waited ${PATIENCE_MS / 1_000} s in vain for the answer to: ${question}`))
      else resolve(found)
    }, LOOK_MS)
  })
}

function entry<T>(crowd: readonly T[], asker: number): T {
  const found = crowd[asker]
  if (found === undefined) throw new RangeError(`asker ${asker} is not among the ${crowd.length} people of the platform`)
  return found
}

function ackMs({ acks }: { readonly acks: readonly { readonly ok: boolean; readonly how: unknown; readonly tookMs: number }[] }): number {
  for (const { ok, how } of acks) if (!ok) throw new Error(`Slack was not acknowledged: ${how}`)
  return Math.max(...acks.map(({ tookMs }) => tookMs))
}

const slackMs = (ts: string): number => Number(ts) * 1_000

function count(peer: SlackPeer, channel: string, fits: (message: SlackMessage) => boolean): number {
  return peer.allMessages(channel).filter((message) => !message.deleted && fits(message)).length
}

/** A long answer takes several messages; without a number it is one. */
function isFirstPart(payload: unknown): boolean {
  const { part } = (payload ?? {}) as { readonly part?: unknown }
  return part === undefined || part === 0
}
