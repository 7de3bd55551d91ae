/** Structured lines: one JSON object an event, secrets replaced wherever they stand. The clock and the stream are passed in. */
import { redactor } from './redact.ts'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]
type Fields = Readonly<Record<string, unknown>>
export type Log = Readonly<Record<Level, (event: string, fields?: Fields) => void>>

/** Fields with such names are never printed, whatever they hold. */
const SECRET_NAME = /token|secret|password|authorization|cookie|api[-_]?key|response_?url/i
const MAX_LINE = 16_000
const MAX_CAUSES = 5

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text)
}

/** `write` gets whole lines with their line break. Lines below `level` are not made. Never throws, whatever the fields are. */
export function openLog(options: {
  readonly level: Level
  readonly secrets: readonly string[]
  readonly now: () => Date
  readonly write: (line: string) => void
}): Log {
  const redact = redactor(options.secrets)
  const enabled = LEVELS.indexOf(options.level)
  const at =
    (level: Level) =>
    (event: string, fields: Fields = {}): void => {
      if (LEVELS.indexOf(level) < enabled) return
      const head = { at: options.now().toISOString(), level, event: redact(event) }
      const line = written(head, fields, (name, value) => plain(name, value, redact, enabled === 0))
      options.write(`${line.length > MAX_LINE ? JSON.stringify({ ...head, clipped: line.slice(0, MAX_LINE) }) : line}\n`)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function written(head: Fields, fields: Fields, replace: (name: string, value: unknown) => unknown): string {
  try {
    return JSON.stringify({ ...head, ...fields }, replace)
  } catch (error) {
    // A client's object may hold itself, or refuse to be read: what happened is still told.
    return JSON.stringify({ ...head, unprintable: replace('', String(error)) })
  }
}

/** Values are redacted before they are written as JSON: what JSON escapes would hide where a secret begins. Stacks are for who debugs. */
function plain(name: string, value: unknown, redact: (text: string) => string, stacks: boolean): unknown {
  if (SECRET_NAME.test(name)) return '[redacted]'
  if (typeof value === 'string') return redact(value)
  if (value instanceof Error) return errorFields(value, stacks, 0)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), item]))
}

function errorFields(error: Error, stacks: boolean, depth: number): Record<string, unknown> {
  const cause = error.cause instanceof Error && depth < MAX_CAUSES ? { cause: errorFields(error.cause, stacks, depth + 1) } : {}
  // Where several addresses refused, the code is all that Node says.
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? { code: error.code } : {}
  return { name: error.name, message: error.message, ...code, ...(stacks ? { stack: error.stack } : {}), ...cause }
}
