/** What a setting is, and how a table of them is read from an environment. */
import { redact } from '../redact.ts'
import { isQuoted } from './values.ts'

export type Setting<Value> = {
  readonly name: string
  readonly summary: string
  /** As it would be written in the environment; null = none, or worked out at start. */
  readonly fallback: string | null
  readonly unit: string | null
  readonly range: string
  readonly secret: boolean
  /** Where it is got: the way through somebody's pages, or the command that makes it. null = it is simply chosen. */
  readonly where: string | null
  /** The value, or null where the text is none. */
  readonly parse: (text: string) => Value | null
  /** What a text that is no value of it probably is: `an app-level token, which belongs in SLACK_APP_TOKEN`. */
  readonly mistaken?: (text: string) => string | null
}
export type Table<Values> = { readonly [Key in keyof Values]: Setting<Values[Key]> }
export type Environment = Readonly<Record<string, string | undefined>>

/** Whether there is a text, right or wrong. */
export function isGiven(environment: Environment, name: string): boolean {
  return (environment[name] ?? '').trim() !== ''
}

/** What most settings are. */
export const PLAIN = { unit: null, secret: false, where: null } as const
export const SECRET = { fallback: null, unit: null, secret: true } as const

/**
 * Every value of a table; an empty text counts as absent, and `absent` says what is then meant where there is no fallback.
 * `fault` is told each text that is no value, with the fix and without a secret; the values are worth nothing then.
 */
export function readTable<Values extends object>(
  table: Table<Values>,
  environment: Environment,
  absent: Partial<Values>,
  fault: (text: string) => void,
): Values {
  const values: Partial<Record<keyof Values, unknown>> = {}
  for (const key of Object.keys(table) as (keyof Values)[]) {
    const setting = table[key]
    const text = environment[setting.name]?.trim() ?? ''
    const meant = text === '' ? setting.fallback : text
    values[key] = meant === null ? (absent[key] ?? null) : setting.parse(meant)
    if (meant !== null && values[key] === null) fault(faultOf(setting, text))
  }
  return values as Values
}

function faultOf({ name, range, secret, where, mistaken, parse }: Setting<unknown>, text: string): string {
  const kind = mistaken?.(text) ?? null
  // Also a setting that is no secret may have been given one by mistake.
  const shown = secret ? name : `${name}=${redact(text)}`
  if (isQuoted(text) && parse(text.slice(1, -1)) !== null) return `${shown}: must be written without the quotation marks around it.`
  return `${shown}: ${kind === null ? '' : `is ${kind}; it `}must be ${range}.${where === null ? '' : ` Get it from ${where}.`}`
}
