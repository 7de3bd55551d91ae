/** That a message was heard: eyes on it in a channel, a status in a direct message. Best effort, beside the answer and never before it. */
import type { Said } from '../../commands/command.ts'
import type { Calls } from './calls.ts'

const EYES = 'eyes'
const STATUS = 'is looking through the articles…'
const LOADING = ['Reading the question…', 'Looking through the articles…', 'Checking the quotations…']

export type Ears = { hear(said: Said): Promise<void>; settle(said: Said): Promise<void> }

export function openEars(calls: Calls): Ears {
  /** Taking back must not overtake what it takes back. One entry for each message in hand, which are bounded where they are queued. */
  const shown = new Map<string, Promise<boolean>>()
  return {
    hear: async ({ key, place }) => {
      const { ts, direct } = place.via
      if (ts === undefined) return
      const showing =
        direct === undefined
          ? calls.attempt(place.team, 'reactions.add', { channel: place.channel, timestamp: ts, name: EYES })
          : calls.attempt(place.team, 'assistant.threads.setStatus', {
              ...statusAt(place.channel, place.thread ?? ts, STATUS),
              loading_messages: LOADING,
            })
      shown.set(key, showing)
      await showing
    },
    settle: async ({ key, place }) => {
      const { ts, direct } = place.via
      const showing = shown.get(key)
      shown.delete(key)
      // Not shown by this process: perhaps by one before it, which ended.
      if (ts === undefined || (showing !== undefined && !(await showing))) return
      if (direct === undefined) await calls.attempt(place.team, 'reactions.remove', { channel: place.channel, timestamp: ts, name: EYES })
      else await calls.attempt(place.team, 'assistant.threads.setStatus', statusAt(place.channel, place.thread ?? ts, ''))
    },
  }
}

function statusAt(channel: string, thread: string, status: string) {
  return { channel_id: channel, thread_ts: thread, status }
}
