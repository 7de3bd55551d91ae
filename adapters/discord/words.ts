/** The words of a message: whether the bot is meant in them, and what they say to somebody who sees no markup. */

/** How ids in a text are called; null = unknown. */
export type Names = {
  user(id: string): string | null
  channel(id: string): string | null
  role(id: string): string | null
}
/** Reading more than Discord takes of a message would not end better. */
const MAX_TEXT = 6_000
const ADDRESS = /https?:\/\/\S+/gi
const MARK =
  /<(?:@!?(?<user>\d{1,20})|@&(?<role>\d{1,20})|#(?<channel>\d{1,20})|a?:(?<emoji>\w{1,32}):\d{1,20}|t:(?<time>-?\d{1,13})(?::[a-zA-Z])?|\/(?<command>[^:<>\n]{1,100}):\d{1,20})>/g

/** Whether a user is mentioned outside code and addresses. */
export function isMentioned(text: string, user: string): boolean {
  const content = text.slice(0, MAX_TEXT)
  const quoted = quotedParts(content)
  return [...content.matchAll(MARK)].some((mark) => mark.groups?.user === user && !isWithin(mark.index, quoted))
}

/** The text without mentions of `me`, and with other marks as their names; code and addresses stay as they are. */
export function plainWords(text: string, me: string, names: Names): string {
  const content = text.slice(0, MAX_TEXT)
  const quoted = quotedParts(content)
  const plain = content.replace(MARK, (mark: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>
    const at = rest.at(-3) as number
    return isWithin(at, quoted) ? mark : named(mark, groups, me, names)
  })
  // What stood after the mention: “@Newsdesk, who …”.
  return plain.replace(/^\s*[,:;–—]+(?=\s|$)/, '').trim()
}

function named(mark: string, groups: Record<string, string | undefined>, me: string, names: Names): string {
  const { user, role, channel, emoji, time, command } = groups
  if (user !== undefined) return user === me ? ' ' : (names.user(user) ?? mark)
  if (role !== undefined) return names.role(role) ?? mark
  if (channel !== undefined) return names.channel(channel) ?? mark
  if (emoji !== undefined) return `:${emoji}:`
  if (time !== undefined) return dayOf(Number(time) * 1_000) ?? mark
  return command === undefined ? mark : `/${command}`
}

function dayOf(ms: number): string | null {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10)
}

type Part = readonly [from: number, to: number]

/** Code and addresses: what stands in them is quoted, not said. */
function quotedParts(text: string): readonly Part[] {
  const code = codeParts(text)
  const addresses = [...text.matchAll(ADDRESS)].map((match): Part => [match.index, match.index + match[0].length])
  return [...code, ...addresses]
}

/** From a run of backticks to the next run of the same length; one without such a run is no code, and neither is an escaped backtick. */
function codeParts(text: string): Part[] {
  const runs = [...text.matchAll(/`+/g)].map((match) => ({ at: match.index, length: match[0].length }))
  const parts: Part[] = []
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] ?? { at: 0, length: 0 }
    const isEscaped = /(?<!\\)(?:\\\\)*\\$/.test(text.slice(Math.max(0, run.at - 8), run.at))
    const length = isEscaped ? run.length - 1 : run.length
    if (length === 0) continue
    const end = runs.findIndex((other, n) => n > i && other.length === length)
    const closing = runs[end]
    if (closing === undefined) continue
    parts.push([run.at, closing.at + closing.length])
    i = end
  }
  return parts
}

function isWithin(at: number, parts: readonly Part[]): boolean {
  return parts.some(([from, to]) => at >= from && at < to)
}
