/** “Newsdesk is typing…”, which Discord shows for ten seconds a call: from hearing a message until it is answered. */
import { Routes } from 'discord.js'
import type { Said } from '../../commands/command.ts'
import type { Api } from './api.ts'
import { wayOf } from './place.ts'
import type { Host } from './settings.ts'

const AGAIN_MS = 8_000
/** After a minute a reader believes it no longer. */
const MAX_CALLS = 7
/** Answers that are shown to be in hand at a time. */
const MAX_SHOWN = 500

export type Typing = { show(said: Said): Promise<void>; hide(said: Said): void; close(): void }

/** Interactions show for themselves that they are being answered. `may`: whether the bot may write in a channel. */
export function openTyping(api: Api, host: Host, may: (channel: string) => boolean): Typing {
  const shown = new Map<string, { readonly timer: NodeJS.Timeout; readonly over: AbortController }>()
  const hide = (key: string) => {
    const one = shown.get(key)
    if (one === undefined) return
    clearInterval(one.timer)
    // A call that waits still must not show what is over.
    one.over.abort()
    shown.delete(key)
  }
  const call = async (channel: string, key: string): Promise<void> => {
    const signal = shown.get(key)?.over.signal
    try {
      if (signal !== undefined) await api.bot.post(Routes.channelTyping(channel), { signal })
    } catch (error) {
      if (signal?.aborted === true) return
      hide(key)
      host.log.debug('discord.typing', { channel, error })
    }
  }
  return {
    async show({ key, place }) {
      if (wayOf(place).kind !== 'message' || shown.has(key) || shown.size >= MAX_SHOWN || !may(place.channel)) return
      let calls = 1
      const timer = setInterval(() => {
        if (calls++ < MAX_CALLS) void call(place.channel, key)
        else hide(key)
      }, AGAIN_MS)
      timer.unref()
      shown.set(key, { timer, over: new AbortController() })
      await call(place.channel, key)
    },
    hide: ({ key }) => hide(key),
    close() {
      for (const key of [...shown.keys()]) hide(key)
    },
  }
}
