/** The one door for everything that is said in chat. What it promises is in commands/command.ts. */

import { patiently } from '../../src/store/patience.ts'
import type { Message, Reception, Said, Surface } from '../command.ts'
import { preferencesOf } from '../preferences.ts'
import { readCommand, unknownCommand } from '../read.ts'
import { COMMANDS } from '../respond.ts'
import { retentionMs } from '../retention.ts'
import type { Limits } from './admission.ts'
import { answerTo } from './answering.ts'
import { type Desk, ownerOf, privately } from './desk.ts'
import { isFollowed } from './memory.ts'
import { faultNotice } from './notices.ts'
import { openPrompts } from './prompts.ts'
import { suggestions } from './suggestions.ts'
import { openTaking } from './taking.ts'

export type OpenReception = Reception & {
  /** Answers what a crash or a failed post left unanswered: at start, and every minute or so. Never throws. */
  resume(surface: Surface): Promise<void>
  /** Forgets what is older than `retention.ts` says: once an hour or so. Never throws. */
  sweep(): Promise<void>
  /** Takes nothing new; resolved when what is being answered is. What waits is left to the next start. */
  close(): Promise<void>
}
/** `limits`: answers a minute; where absent 30 a reader and 120 a channel. */
export type ReceptionOptions = Desk & { readonly limits?: Partial<Limits> }

const USUAL: Limits = { perUser: 30, perChannel: 120 }

export function openReception(options: ReceptionOptions): OpenReception {
  const desk: Desk = options
  const { store } = desk.room
  const prompts = openPrompts(desk)
  const taking = openTaking(desk, { ...USUAL, ...options.limits })
  /** A surface that must go on at once gets `otherwise` where the store fails. */
  const orElse = async <T>(event: string, otherwise: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      desk.log.error(event, { error })
      return otherwise
    }
  }
  return {
    ...taking,
    commands: COMMANDS.filter(({ hidden }) => hidden !== true),
    isPrivate: (name, surface, user) =>
      // Shown to one too few rather than to all.
      orElse('preference not read', true, async () => {
        if (COMMANDS.some((command) => command.name === name && command.private === true)) return true
        return (await preferencesOf(store.chat, ownerOf(surface, user))).isPrivate
      }),
    follows: (thread) => orElse('thread not looked up', false, () => isFollowed(store.chat, thread)),
    suggest: (what, typed, limit) => orElse('nothing suggested', [], () => suggestions(store, what, typed, limit)),
    prompts: () => orElse('nothing prompted', [], prompts),
    page: (command, said, surface) =>
      orElse('page not made', privately(said, faultNotice()).message, () => page(desk, command, said, surface)),
    sweep: () =>
      orElse('nothing swept', undefined, async () => {
        const nowMs = desk.now().getTime()
        const before = { claimsMs: nowMs - retentionMs('claims'), threadsMs: nowMs - retentionMs('threads'), pressesMs: nowMs }
        await patiently(() => store.chat.sweep(before))
        await patiently(() => store.passes.sweep(nowMs))
      }),
  }
}

async function page(desk: Desk, name: string, said: Said, surface: Surface): Promise<Message> {
  const command = COMMANDS.find((one) => one.name === name) ?? null
  const asked = { now: desk.now(), zone: desk.zone }
  const understood =
    command === null ? { ok: false as const, problem: unknownCommand(name, COMMANDS) } : readCommand(command, '', {}, asked)
  const wish = { understood, command, isPrivate: true, inPlace: false, restate: false, buttonsForMs: retentionMs('pagePresses') }
  return (await answerTo(desk, said, surface, wish)).message
}
