/** What Slack makes of text: `<…>` is a mention, a link or a date; `& < >` stand for themselves only when escaped. */
import { type Fields, isFields } from './slack-contract.ts'

const ANGLED = /<([^<>]*)>/g
const MENTION = /^([@#!])(?:subteam\^)?([\w-]+)/

/** What text that Slack reads as markup must not hold. `mayMention`: ids. */
export function textProblems(text: string, mayMention: readonly string[]): string[] {
  const problems: string[] = []
  for (const [whole, inside = ''] of text.matchAll(ANGLED)) {
    const [, sign, id = ''] = MENTION.exec(inside) ?? []
    if (inside.startsWith('!date^')) continue
    if (sign !== undefined) {
      if (!mayMention.includes(id)) problems.push(`mentions: ${whole}`)
    } else if (!/^https?:\/\/[^\s|]+(?:\|[\s\S]*)?$/.test(inside)) problems.push(`holds ${whole}, which is no http link`)
  }
  const rest = text.replace(ANGLED, '')
  if (/[<>]/.test(rest)) problems.push(`holds an unescaped < or >: ${excerpt(rest, /[<>]/)}`)
  if (/&(?!(?:amp|lt|gt);)/.test(rest)) problems.push(`holds an unescaped &: ${excerpt(rest, /&(?!(?:amp|lt|gt);)/)}`)
  return problems
}

/** Whom an element of blocks mentions, and where it links to that is no web page. */
export function elementProblems(element: Fields, mayMention: readonly string[]): string[] {
  const urls = [element.url, element.image_url].filter((url) => url !== undefined).flatMap(urlProblems)
  switch (element.type) {
    case 'broadcast':
      return [`mentions @${element.range}`]
    case 'user':
    case 'usergroup':
    case 'channel':
    case 'team': {
      const id = String(element.user_id ?? element.usergroup_id ?? element.channel_id ?? element.team_id)
      return mayMention.includes(id) ? [] : [`mentions ${id}`]
    }
    case 'mrkdwn':
      return textProblems(String(element.text), mayMention)
    default:
      return urls
  }
}

const MAX_URL = 3000

function urlProblems(url: unknown): string[] {
  if (typeof url !== 'string' || !/^https?:\/\/[^\s/]/.test(url) || !URL.canParse(url))
    return [`links to ${JSON.stringify(url)}, no http address`]
  return url.length > MAX_URL ? [`has a url of ${url.length} characters, at most ${MAX_URL}`] : []
}

/** Every object of a JSON value that says its type, the outer before the inner, with where it stands. */
export function* typedObjects(value: unknown, path = ''): Generator<{ readonly path: string; readonly object: Fields }> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* typedObjects(item, `${path}/${i}`)
  } else if (isFields(value)) {
    if (typeof value.type === 'string') yield { path, object: value }
    for (const [name, inner] of Object.entries(value)) yield* typedObjects(inner, `${path}/${name}`)
  }
}

/** What a reader reads of blocks, without the data behind it: the sum that Slack bounds. */
export function shownLength(blocks: unknown): number {
  let length = 0
  for (const { object } of typedObjects(blocks)) {
    if (typeof object.text === 'string') length += object.text.length
    else if (object.type === 'link' && typeof object.url === 'string') length += object.url.length
  }
  return length
}

const excerpt = (text: string, at: RegExp) => {
  const found = text.search(at)
  return JSON.stringify(text.slice(Math.max(0, found - 20), found + 20))
}
