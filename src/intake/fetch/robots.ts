/**
 * Reads robots.txt (RFC 9309) as forgivingly as the largest reader of them does, and says whether a path may be fetched.
 * Text is handled as bytes, one a character: what is not ASCII is compared by its percent-encoding, whatever encoding it was meant in.
 */

export type Robots = {
  /** The longest first; of equal ones what allows. */
  readonly rules: readonly Rule[]
  readonly crawlDelayMs: number | null
}
export type Rule = { readonly allows: boolean; readonly pattern: string }

export const ALLOWS_ALL: Robots = { rules: [], crawlDelayMs: null }

/** As Google's reader: eight times the longest URL of old browsers. The rest of such a line is passed over. */
const MAX_LINE = 16_663
/** The longest file has some thousands; what is past it is machine-made noise. */
const MAX_RULES = 10_000
const MAX_DELAY_S = 1e6

type Group = { rules: Rule[]; delayMs: number | null; isThere: boolean }

/** What the file says to `product`: its own groups, all of them together, else those for everybody. */
export function readRobots(bytes: Uint8Array, product: string): Robots {
  const own: Group = { rules: [], delayMs: null, isThere: false }
  const all: Group = { rules: [], delayMs: null, isThere: false }
  /** The groups that the lines since the last `user-agent` are for. */
  let current: Group[] = []
  let isInRules = false
  for (const [key, value] of linesOf(bytes)) {
    if (key === 'user-agent') {
      if (isInRules) current = []
      isInRules = false
      const group = isEverybody(value) ? all : nameOf(value) === product.toLowerCase() ? own : null
      if (group !== null) {
        group.isThere = true
        current.push(group)
      }
    } else if (key === 'crawl-delay') {
      for (const group of current) group.delayMs ??= delayOf(value)
    } else {
      isInRules = true
      for (const group of current) addRule(group, key === 'allow', value)
    }
  }
  const { rules, delayMs } = own.isThere ? own : all
  return { rules: rules.sort(byWeight), crawlDelayMs: delayMs }
}

/** `path` with its query, as a URL has it. The robots.txt itself is always allowed. */
export function isAllowed(robots: Robots, path: string): boolean {
  if (path === '/robots.txt') return true
  return robots.rules.find(({ pattern }) => matches(pattern, path))?.allows ?? true
}

function byWeight(one: Rule, other: Rule): number {
  return other.pattern.length - one.pattern.length || Number(other.allows) - Number(one.allows)
}

type Key = 'user-agent' | 'allow' | 'disallow' | 'crawl-delay'
/** Typing errors that are common enough for others to understand them, too. */
const KEYS: readonly (readonly [RegExp, Key])[] = [
  [/^user[- ]?agent/i, 'user-agent'],
  [/^(?:dissallow|dissalow|disalow|diasllow|disallaw|disallow)/i, 'disallow'],
  [/^allow/i, 'allow'],
  [/^crawl-?delay/i, 'crawl-delay'],
]

function* linesOf(bytes: Uint8Array): Generator<readonly [Key, string]> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const start = /^(?:ï(?:»¿?)?)?/.exec(text)?.[0].length ?? 0
  for (const match of text.slice(start).matchAll(/[^\r\n]+/g)) {
    const line = match[0].slice(0, MAX_LINE).replace(/#.*$/, '').trim()
    // A colon, or, where it was forgotten, white space between exactly two words.
    const [, name, value = ''] = /^([^:]*):(.*)$/.exec(line) ?? /^(\S+)\s+(\S+)$/.exec(line) ?? []
    if (name === undefined) continue
    const key = KEYS.find(([pattern]) => pattern.test(name.trim()))?.[1]
    if (key !== undefined) yield [key, value.trim()]
  }
}

function isEverybody(value: string): boolean {
  return /^\*(?:\s|$)/.test(value)
}

/** `Newsdesk/1.0 (…)` → `newsdesk`. */
function nameOf(value: string): string {
  return /^[a-z_-]*/i.exec(value)?.[0].toLowerCase() ?? ''
}

function delayOf(value: string): number | null {
  if (!/^\d+(?:\.\d+)?$/.test(value)) return null
  return Math.round(Math.min(Number(value), MAX_DELAY_S) * 1_000)
}

function addRule({ rules }: Group, allows: boolean, value: string): void {
  const pattern = escaped(value)
  // An empty one says nothing: “Disallow:” has always meant that nothing is forbidden.
  if (pattern === '' || rules.length >= MAX_RULES) return
  rules.push({ allows, pattern })
  // A folder's index is the folder.
  const folder = /^(.*\/)index\.html?$/.exec(pattern)?.[1]
  if (allows && folder !== undefined) rules.push({ allows, pattern: `${folder}$` })
}

/** In the one spelling that is compared: percent-encoded in capitals. */
function escaped(text: string): string {
  return text
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
    .replace(/[^\0-\x7f]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** `*`: anything; `$` at the end: nothing more. Each part is looked for where it first fits, which needs no way back. */
function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$')
  const [first = '', ...rest] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  const last = isAnchored ? rest.pop() : undefined
  if (isAnchored && last === undefined) return path === first
  let at = first.length
  for (const part of rest) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return last === undefined || (path.length - last.length >= at && path.endsWith(last))
}

/** Path and query in the spelling of the rules. */
export function pathOf(url: URL): string {
  return `${url.pathname}${url.search}`.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
}
