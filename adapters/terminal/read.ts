/** Arguments → what is wanted. Knows options and commands as data; what a command means is not its business. */
import { parseArgs } from 'node:util'
import type { Command } from '../../commands/command.ts'
import type { Host } from './host.ts'
import { BATCH, OPERATOR_COMMANDS, type OperatorOption } from './operator.ts'

export type Settings = {
  readonly db: string
  readonly zone: string
  readonly now: Date | null
  readonly json: boolean
  readonly rebuild: boolean
}
type Given = Readonly<Record<string, string | number | boolean>>
export type Wanted =
  | { readonly kind: 'start' | 'chat' | 'serve'; readonly settings: Settings }
  | { readonly kind: 'say'; readonly command: string; readonly words: string; readonly given: Given; readonly settings: Settings }
  | {
      readonly kind: 'operate'
      readonly command: 'search' | 'import' | 'articles' | 'intake' | 'due' | 'ask-batch'
      readonly words: readonly string[]
      readonly given: Given
      readonly settings: Settings
    }
  | { readonly kind: 'help'; readonly command: string | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'misuse'; readonly problem: string }

export const GLOBAL_OPTIONS: readonly OperatorOption[] = [
  { name: 'json', kind: 'flag', summary: 'print JSON, for a program' },
  { name: 'db', kind: 'text', summary: 'file of the store (NEWSDESK_DB; data/newsdesk.db)' },
  {
    name: 'now',
    kind: 'text',
    summary: 'the time of asking, as ISO 8601 (2020-02-26T09:00:00Z, or 2020-02-26: the end of that day); the clock where absent',
  },
  { name: 'zone', kind: 'text', summary: 'IANA time zone of the asker, and of dates without one in imported files (NEWSDESK_ZONE)' },
  { name: 'rebuild', kind: 'flag', summary: 'set a damaged store aside, destroying nothing, and start a new one with the seeds' },
  { name: 'help', kind: 'flag', summary: 'this page, or that of a command' },
  { name: 'version', kind: 'flag', summary: 'the version' },
]
/** Hides a word such as `-ban` (a search word) from the reading of options. */
const WORD = '\u0000'

export function readArguments(
  argv: readonly string[],
  commands: readonly Command[],
  host: Pick<Host, 'db' | 'zone' | 'isZone' | 'readTime' | 'nearest' | 'platforms'>,
): Wanted {
  const name = argv.find((argument, i) => !argument.startsWith('-') && !takesValue(argv[i - 1]))
  const command = commands.find((one) => one.name === name)
  const operator = OPERATOR_COMMANDS.find((one) => one.name === name)
  const own: readonly OperatorOption[] = operator?.options ?? [
    ...(command?.options.filter((option) => option.positional !== true && option.leading !== true) ?? []),
    ...(name === 'ask' ? [BATCH] : []),
  ]
  const options = [...GLOBAL_OPTIONS, ...own.filter((option) => !GLOBAL_OPTIONS.some((one) => one.name === option.name))]
  const parsed = parse(argv, options, host)
  if (typeof parsed === 'string')
    return misuse(`${parsed} See ${name === undefined || (!command && !operator) ? '--help' : `${name} --help`}.`)
  const [, ...words] = parsed.words
  if (parsed.given.version === true) return { kind: 'version' }
  if (name === undefined) {
    if (parsed.given.help === true) return { kind: 'help', command: null }
  } else if (!command && !operator) {
    const names = [...commands, ...OPERATOR_COMMANDS].map((one) => one.name)
    const close = host.nearest(name, names)
    const asked = /\s/.test(name) ? ` To ask a question, write: ask "${name.slice(0, 60)}".` : ''
    return misuse(
      `There is no command “${name.slice(0, 60)}”.${close === null ? asked || ` The commands are ${names.join(', ')}.` : ` Did you mean “${close}”?`} See --help.`,
    )
  }
  if (parsed.given.help === true) return { kind: 'help', command: name ?? null }
  const settings = settingsOf(parsed.given, host)
  if (typeof settings === 'string') return misuse(settings)
  const given = Object.fromEntries(Object.entries(parsed.given).filter(([key]) => own.some((option) => option.name === key)))
  if (name === undefined)
    return parsed.words.length > 0
      ? misuse(`There is no option ${parsed.words[0]?.slice(0, 60)}. See --help.`)
      : { kind: isForProgram(settings) ? 'chat' : host.platforms.length > 0 ? 'serve' : 'start', settings }
  // The terminal's own commands are explained by their help page; `help` itself knows what can be said everywhere.
  if (name === 'help' && OPERATOR_COMMANDS.some((one) => one.name === words[0])) return { kind: 'help', command: words[0] ?? null }
  if (operator && operator.name !== 'search' && operator.name !== 'import' && words.length > 0)
    return misuse(
      `${operator.name} takes no words, and “${words.join(' ').slice(0, 60)}” was given.${operator.name === 'articles' ? ` To find some, write: latest ${words[0]?.slice(0, 60)}` : ''}`,
    )
  if (operator?.name === 'serve' && isForProgram(settings))
    return misuse('serve takes neither --json nor --now: it answers others, by the clock.')
  if ((operator?.name === 'due' || operator?.name === 'intake') && settings.now !== null)
    return misuse(`${operator.name} takes no --now: what is due goes by the clock.`)
  if (operator?.name === 'serve' || operator?.name === 'chat') return { kind: operator.name, settings }
  if (operator) return { kind: 'operate', command: operator.name, words, given, settings }
  if (given[BATCH.name] !== undefined)
    return words.length > 0
      ? misuse('ask takes a question or --batch FILE, not both.')
      : { kind: 'operate', command: 'ask-batch', words, given, settings }
  return { kind: 'say', command: name, words: words.join(' '), given, settings }
}

/** Asked of the terminal itself: what is served has its own form and time. */
function isForProgram(settings: Settings): boolean {
  return settings.json || settings.now !== null
}

/** `--db data.db ask …`: the word after such an option is its value, not the command. */
function takesValue(argument: string | undefined): boolean {
  return argument !== undefined && GLOBAL_OPTIONS.some((option) => option.kind !== 'flag' && argument === `--${option.name}`)
}

function parse(
  argv: readonly string[],
  options: readonly OperatorOption[],
  host: Pick<Host, 'nearest'>,
): { words: string[]; given: Given } | string {
  const { tokens } = parseArgs({
    args: argv.map((argument) => (/^-(?!-|[hv]$)./.test(argument) ? WORD + argument : argument)),
    options: Object.fromEntries(
      options.map((option) => [
        option.name,
        {
          type: option.kind === 'flag' ? ('boolean' as const) : ('string' as const),
          ...(SHORT[option.name] ? { short: SHORT[option.name] as string } : {}),
        },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const words: string[] = []
  const given: Record<string, string | number | boolean> = {}
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value.startsWith(WORD) ? token.value.slice(1) : token.value)
    if (token.kind !== 'option') continue
    const option = options.find((one) => one.name === token.name)
    if (option === undefined) {
      const close = host.nearest(
        token.name,
        options.map((one) => one.name),
      )
      return `There is no option ${token.rawName} here.${close === null ? '' : ` Did you mean --${close}?`}`
    }
    if (option.kind === 'flag') {
      if (token.value !== undefined) return `--${option.name} takes no value.`
      given[option.name] = true
    } else if (token.value === undefined || token.value === '') return `--${option.name} needs a value: ${option.summary}.`
    else if (token.value.startsWith('--') && !token.inlineValue)
      return `--${option.name} needs a value before ${token.value}: ${option.summary}.`
    else if (option.kind === 'number') {
      if (!/^\d{1,9}$/.test(token.value)) return `--${option.name} takes a whole number, not “${token.value}”.`
      given[option.name] = Number(token.value)
    } else given[option.name] = token.value.startsWith(WORD) ? token.value.slice(1) : token.value
  }
  return { words, given }
}

const SHORT: Readonly<Record<string, string>> = { help: 'h', version: 'v' }

function settingsOf(given: Given, host: Pick<Host, 'db' | 'zone' | 'isZone' | 'readTime'>): Settings | string {
  const zone = String(given.zone ?? host.zone)
  if (!host.isZone(zone)) return `--zone takes an IANA time zone such as Europe/Paris, not “${zone}”.`
  const now = given.now === undefined ? null : host.readTime(String(given.now), zone)
  if (given.now !== undefined && now === null)
    return `--now takes an ISO 8601 date or time such as 2020-02-26T09:00:00Z, not “${given.now}”.`
  return { db: String(given.db ?? host.db), zone, now, json: given.json === true, rebuild: given.rebuild === true }
}

function misuse(problem: string): Wanted {
  return { kind: 'misuse', problem }
}
