/** Structured lines: one JSON object an event, secrets replaced wherever they stand. The clock and the stream are passed in. */
const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]
type Fields = Readonly<Record<string, unknown>>
export type Log = Readonly<Record<Level, (event: string, fields?: Fields) => void>>

const REDACTED = '[redacted]'
/** Fields with such names are never printed, whatever they hold. */
const SECRET_NAME = /token|secret|password|authorization|cookie|api[-_]?key/i
/** A shorter secret would redact ordinary words. */
const MIN_SECRET = 6
const MAX_LINE = 16_000
const MAX_CAUSES = 5

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text)
}

/** `write` gets whole lines with their line break. Lines below `level` are not made. */
export function openLog(options: {
  readonly level: Level
  readonly secrets: readonly string[]
  readonly now: () => Date
  readonly write: (line: string) => void
}): Log {
  const secrets = options.secrets.filter((secret) => secret.length >= MIN_SECRET).sort((a, b) => b.length - a.length)
  const enabled = LEVELS.indexOf(options.level)
  const at =
    (level: Level) =>
    (event: string, fields: Fields = {}): void => {
      if (LEVELS.indexOf(level) < enabled) return
      const line = JSON.stringify({ at: options.now().toISOString(), level, event, ...fields }, (name, value) =>
        plain(name, value, enabled === 0),
      )
      const clipped =
        line.length > MAX_LINE ? JSON.stringify({ at: options.now().toISOString(), level, event, clipped: line.slice(0, MAX_LINE) }) : line
      options.write(`${redacted(clipped, secrets)}\n`)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** Stacks are for who debugs; everybody else needs what happened and why. */
function plain(name: string, value: unknown, stacks: boolean): unknown {
  if (SECRET_NAME.test(name)) return REDACTED
  if (value instanceof Error) return errorFields(value, stacks, 0)
  if (typeof value === 'bigint') return value.toString()
  return value
}

function errorFields(error: Error, stacks: boolean, depth: number): Record<string, unknown> {
  const cause = error.cause instanceof Error && depth < MAX_CAUSES ? { cause: errorFields(error.cause, stacks, depth + 1) } : {}
  return { name: error.name, message: error.message, ...(stacks ? { stack: error.stack } : {}), ...cause }
}

function redacted(line: string, secrets: readonly string[]): string {
  let clean = line
  for (const secret of secrets) {
    // As it stands inside JSON text, where quotation marks and backslashes are written with a backslash.
    const written = JSON.stringify(secret).slice(1, -1)
    clean = clean.replaceAll(written, REDACTED).replaceAll(secret, REDACTED)
  }
  return clean
}
