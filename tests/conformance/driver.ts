/** What people do, in words that fit every surface. Each surface drives its own platform with them, and tells what was seen. */
import { COMMANDS } from '../../commands/respond.ts'
import type { Seen } from './seen.ts'

/** Two plain readers, and one who may manage the workspace or server. */
export type Who = 'ann' | 'bob' | 'manager'
/** In the channel itself, or in a thread that people have opened there. */
export type Where = 'channel' | 'thread'
export type Options = Readonly<Record<string, string | number | boolean>>
/** What is said where the bot hears it, and is not for it. */
export type NotForIt = 'itself' | 'another bot' | 'an edit' | 'everyone' | 'a code span' | 'an address'
/**
 * What happens to the next answer. `unsaid`: the platform takes it, then the connection ends before it says so; `limited`: it comes too
 * soon after others; `unavailable`: the platform fails once; `death`: the process ends before it posts it.
 */
export type Trouble = 'unsaid' | 'limited' | 'unavailable' | 'death'
export type How = {
  readonly by: Who
  readonly where: Where
  /** Which answer that all see is talked under, from 0; the newest where it is absent. */
  readonly under?: number | undefined
  /** How often it is delivered, or pressed, at once. */
  readonly times: number
  /** Nothing is expected to come of it, so that it is waited until something later was answered. */
  readonly isSilent: boolean
}
export type Sight = Promise<Seen | null>

/** Stands for the bot's mention in words; where they have none it comes first. */
export const NEWSDESK = '@newsdesk'

/** Each act resolves when all that comes of it has come: to what was seen, or to null where nothing was. */
export type Driver = {
  /** At the terminal a typed line. */
  mention(words: string, how: How): Sight
  /** Words without its name under an answer: in its thread, else in reply to it. */
  talk(words: string, how: How): Sight
  dm(words: string, how: How): Sight
  /** The slash command, for the asker's eyes only. */
  command(name: string, options: Options, how: How): Sight
  /** What is called so on the newest answer that has it. Rejects with `NotSeen` where this reader does not see it. */
  press(label: string, how: How): Sight
  /** “Find the news behind this”, on a message by somebody else. */
  shortcut(words: string, how: How): Sight
  /** What was delivered last, delivered again. */
  again(how: How): Sight
  overhear(what: NotForIt, how: How): Sight
  /** Another process takes over. */
  restart(how: How): Sight
  trouble(kind: Trouble): void
  later(ms: number): void
  /** What went wrong that nobody saw: rules of the platform broken, errors logged. */
  faults(): readonly string[]
  close(): Promise<void>
}

export class NotSeen extends Error {
  override name = 'NotSeen'
}

/** A command as it is typed: its own words, beginning with the action, then the named ones. */
export function lineOf(name: string, options: Options): string {
  const command = COMMANDS.find((one) => one.name === name)
  const isPositional = (option: string) =>
    command?.options.some((one) => one.name === option && (one.positional === true || one.leading === true)) === true
  const words = Object.entries(options).map(([option, value]) => {
    const quoted = /\s/.test(String(value)) ? `"${value}"` : value
    return isPositional(option) ? String(value) : `${option}:${quoted}`
  })
  return [name, ...words].join(' ')
}
