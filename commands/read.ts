/** Words → Invocation, the same for every surface: a line as typed to the bot, or a command with options that a surface has already told apart. */

import { nearest } from '../src/nearest.ts'
import type { Asked } from '../src/newsroom.ts'
import type { Command, Invocation, Option, Understood } from './command.ts'

/** A surface may pass on more than this; nothing that is meant for a reader is longer. */
const MAX_LINE = 100_000
/** `name:value`, with the value in quotation marks where it has spaces. */
const WORD_OPTION = /(?<=^|\s)([a-z-]{2,20}):(?:"([^"]*)"|“([^”]*)”|([^\s"“”]+))(?=\s|$)/giu
/** Commands that are also how an English question begins: alone they are the command, with other words after them than these a question. */
const ALONE: ReadonlyMap<string, RegExp | null> = new Map([
  ['why', /^["“].*["”]$/],
  ['evidence', /^\S+@\d+-\d+(?:\s|$)/],
  ['feeds', /^(?:#?\d{1,9}$|<?https?:\/\/\S)/i],
  ...['help', 'sources', 'status', 'newsroom', 'settings', 'privacy'].map((name) => [name, null] as const),
])

/** A line as typed: a command word with its words, or a question. A leading slash makes the first word a command whatever follows. */
export function readLine(line: string, asked: Asked, commands: readonly Command[]): Understood {
  const text = line.slice(0, MAX_LINE).trim()
  const slash = /^\/(?:news\s+)?(?=\S)/i.exec(text)
  const [first = '', ...others] = text.slice(slash?.[0].length ?? 0).split(/\s+/)
  const name = first.toLowerCase()
  const rest = others.join(' ')
  const command = commands.find((one) => one.name === name && one.hidden !== true)
  if (command === undefined) {
    // `/latst` is a mistyped command, but `/news when was …` a question.
    if (slash === null || /^\/news\s/i.test(text)) return ask(text.replace(/^\/news\s+/i, ''), asked)
    return { ok: false, problem: unknownCommand(first, commands) }
  }
  if (slash === null && !isCommand(command, rest, commands)) return ask(text, asked)
  return readCommand(command, rest, {}, asked)
}

/**
 * `text`: the words after the command; `readByName`: options that the surface has read itself, which win over `name:value` words. Where such words
 * stand does not matter: a field for the words takes “daily 08:00 topic:Huawei” as a line does.
 */
export function readCommand(
  command: Command,
  text: string,
  readByName: Readonly<Record<string, string | number | boolean>>,
  asked: Asked,
): Understood {
  const positional = command.options.find((option) => option.positional === true)
  const named = command.options.filter((option) => option.positional !== true)
  const options: Record<string, string | number | boolean> = {}
  let problem: string | null = null
  const { [positional?.name ?? '']: field, ...others } = readByName
  const isTyped = typeof field === 'string' && text.trim() === ''
  const given = isTyped ? others : readByName
  const rest = (isTyped ? field : text)
    .slice(0, MAX_LINE)
    .replace(WORD_OPTION, (whole, key: string, straight?: string, curly?: string, bare?: string, at = 0, line = '') => {
      const option = named.find((one) => one.name === key.toLowerCase())
      if (option === undefined) return whole
      if (option.spaced === true && bare !== undefined) problem ??= whereItEnds(option, bare, line.slice(at + whole.length))
      const value = valued(option, straight ?? curly ?? bare ?? '')
      if (value === null) problem ??= `${option.name}: takes ${takes(option)}, and “${straight ?? curly ?? bare}” is none.`
      else options[option.name] = value
      return ' '
    })
  for (const [name, raw] of Object.entries(given)) {
    const option = command.options.find((one) => one.name === name)
    if (option === undefined) problem ??= `${command.name} has no option ${name}.`
    else {
      const value = typeof raw === 'string' ? valued(option, raw) : raw
      if (value === null) problem ??= `${option.name} takes ${takes(option)}, and “${raw}” is none.`
      else options[name] = value
    }
  }
  const words = withoutAction(command, rest.replace(/[^\S\n]+/g, ' ').trim(), options)
  if (positional !== undefined && words !== '' && options[positional.name] === undefined) {
    const value = valued(positional, words)
    if (value === null) problem ??= `${command.name} takes ${takes(positional)}, and “${clip(words)}” is none.`
    else options[positional.name] = value
  }
  if (positional === undefined && words !== '') problem ??= `${command.name} takes no words, and “${clip(words)}” was given.`
  const missing = command.options.find(
    (option) => option.required === true && (options[option.name] === undefined || options[option.name] === ''),
  )
  if (missing !== undefined) problem ??= `${command.name} needs ${missing.summary}. For example: ${command.examples[0] ?? command.name}`
  return problem === null ? { ok: true, invocation: { command: command.name, options, asked } } : { ok: false, problem }
}

/** The words that follow the action, which goes to the options; all of them where they begin with none, or it was given. */
function withoutAction(command: Command, words: string, options: Record<string, string | number | boolean>): string {
  const action = actionIn(command, words)
  const leading = command.options.find((option) => option.leading === true)
  if (action === undefined || leading === undefined || options[leading.name] !== undefined) return words
  options[leading.name] = action
  return words.replace(/^\S+\s*/, '')
}

/** What the first word says that the rest is for; undefined where it is none of the choices. */
function actionIn(command: Command, words: string): string | undefined {
  const leading = command.options.find((option) => option.leading === true)
  const [first = ''] = words.toLowerCase().split(/\s+/, 1)
  return leading?.choices?.find((choice) => choice === first)
}

export function unknownCommand(name: string, commands: readonly Pick<Command, 'name' | 'hidden'>[]): string {
  const names = commands.filter((command) => command.hidden !== true).map((command) => command.name)
  const close = nearest(name, names)
  return `There is no command “${clip(name)}”. ${close === null ? `The commands are ${names.join(', ')}.` : `Did you mean “${close}”?`}`
}

function isCommand(command: Command, rest: string, commands: readonly Command[]): boolean {
  const { name } = command
  if (name === 'help' && commands.some((other) => other.name === rest.toLowerCase())) return true
  // “watch prices in Basel” is about prices.
  const own = ALONE.get(name)
  if (command.options.some((option) => option.leading === true))
    return own?.test(rest) === true || hasOnlyOptions(command, rest) || (actionIn(command, rest) !== undefined && !rest.endsWith('?'))
  if (own === undefined) return name === 'ask' || name === 'latest' || !rest.endsWith('?')
  const isChoice = command.options.some((option) => option.choices?.includes(chosen(rest)))
  return own?.test(rest) === true || isChoice || hasOnlyOptions(command, rest)
}

/** Nothing but `name:value` of the command's own options; also nothing at all. */
function hasOnlyOptions(command: Command, rest: string): boolean {
  const named = command.options.filter((option) => option.positional !== true)
  return rest.replace(WORD_OPTION, (whole, key: string) => (named.some((one) => one.name === key.toLowerCase()) ? '' : whole)).trim() === ''
}

function ask(question: string, asked: Asked): { readonly ok: true; readonly invocation: Invocation } {
  return { ok: true, invocation: { command: 'ask', options: { question }, asked } }
}

function valued(option: Option, value: string): string | number | boolean | null {
  switch (option.kind) {
    case 'text':
      return option.choices === undefined ? value : (option.choices.find((choice) => choice === chosen(value)) ?? null)
    case 'number':
      return /^\d{1,9}$/.test(value) ? Number(value) : null
    case 'flag':
      return /^(?:true|yes|on|)$/i.test(value) ? true : /^(?:false|no|off)$/i.test(value) ? false : null
    default:
      return option.kind satisfies never
  }
}

/** “Forget me” is as good as “forget-me”. */
function chosen(words: string): string {
  return words.trim().toLowerCase().replace(/\s+/g, '-')
}

/** “topic:war in Ukraine” would be the topic “war” and something else “in Ukraine”: who typed it is asked. */
function whereItEnds({ name }: Option, value: string, behind: string): string | null {
  const [words = ''] = behind.split(/(?<=^|\s)[a-z-]{2,20}:\S/i)
  const others = clip(words.replace(/\s+/g, ' ').trim())
  return others === ''
    ? null
    : `Where does the ${name} end? Put it in quotation marks: ${name}:"${value}", or ${name}:"${value} ${others}".`
}

function takes(option: Option): string {
  if (option.choices !== undefined)
    return option.choices.length === 1 ? `only “${option.choices[0]}”` : `one of ${option.choices.join(', ')}`
  return option.kind === 'number' ? 'a whole number' : option.kind === 'flag' ? 'yes or no' : 'text'
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
