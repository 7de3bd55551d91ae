/** Every setting, in one table: its name in the environment, default, unit, range, and whether it is secret. Read once, frozen, faults reported together. */
import { isLevel, type Level } from './log.ts'

export type Config = {
  /** File of the store; created at first run. */
  readonly db: string
  /** IANA zone in which dates in questions are read. */
  readonly zone: string
  readonly logLevel: Level
  /** Folder of the seed articles that fill an empty store. */
  readonly seeds: string
}
type Setting<Value> = {
  readonly name: string
  readonly summary: string
  /** As it would be written in the environment; null = worked out at start. */
  readonly fallback: string | null
  readonly unit: string | null
  readonly range: string
  readonly secret: boolean
  /** The value, or null where the text is none. */
  readonly parse: (text: string) => Value | null
}

export const SETTINGS: { readonly [Key in keyof Config]: Setting<Config[Key]> } = {
  db: {
    name: 'NEWSDESK_DB',
    summary: 'file of the store, relative to where the command runs',
    fallback: 'data/newsdesk.db',
    unit: null,
    range: 'a file name',
    secret: false,
    parse: (text) => (text.includes('\0') ? null : text),
  },
  zone: {
    name: 'NEWSDESK_ZONE',
    summary: 'time zone in which “today” and dates in questions are read; the machine’s where absent',
    fallback: null,
    unit: null,
    range: 'an IANA zone such as Europe/Paris',
    secret: false,
    parse: (text) => (isZone(text) ? text : null),
  },
  logLevel: {
    name: 'NEWSDESK_LOG',
    summary: 'what is logged on standard error',
    fallback: 'warn',
    unit: null,
    range: 'debug, info, warn or error',
    secret: false,
    parse: (text) => (isLevel(text) ? text : null),
  },
  seeds: {
    name: 'NEWSDESK_SEEDS',
    summary: 'folder of the articles that fill an empty store; those that come with Newsdesk where absent',
    fallback: null,
    unit: null,
    range: 'a folder',
    secret: false,
    parse: (text) => (text.includes('\0') ? null : text),
  },
}
const PREFIX = 'NEWSDESK_'

/**
 * Reads the table from an environment; an empty value counts as absent. Returns every fault at once, each with the setting, the value
 * (not of a secret) and the range; an unknown NEWSDESK_ name is one too, since it is a setting mistyped.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  found: { readonly zone: string; readonly seeds: string },
): { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly faults: readonly string[] } {
  const faults: string[] = []
  const value = <Key extends keyof Config>(key: Key, otherwise: Config[Key] | null): Config[Key] => {
    const setting = SETTINGS[key]
    const text = environment[setting.name]?.trim() ?? ''
    if (text === '' && otherwise !== null) return otherwise
    const parsed = setting.parse(text === '' ? (setting.fallback ?? '') : text)
    if (parsed !== null) return parsed
    faults.push(`${setting.name}${setting.secret ? '' : `=${text}`}: must be ${setting.range}.`)
    return otherwise as Config[Key]
  }
  const config = Object.freeze({
    db: value('db', null),
    zone: value('zone', found.zone),
    logLevel: value('logLevel', null),
    seeds: value('seeds', found.seeds),
  })
  const names: ReadonlySet<string> = new Set(Object.values(SETTINGS).map((setting) => setting.name))
  for (const name of Object.keys(environment))
    if (name.startsWith(PREFIX) && !names.has(name)) faults.push(`${name}: no such setting; there are ${[...names].join(', ')}.`)
  return faults.length === 0 ? { ok: true, config } : { ok: false, faults }
}

/** The values that a log must never print. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.values(SETTINGS)
    .filter((setting) => setting.secret)
    .map((setting) => environment[setting.name] ?? '')
    .filter(Boolean)
}

export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return text.length > 0
  } catch {
    // The engine answers only by throwing RangeError on an unknown zone.
    return false
  }
}
