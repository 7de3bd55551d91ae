/** What Slack takes, as data; the shapes that are sent to it; and text, links, buttons and lines cut to fit. Lengths are in UTF-16 units, never fewer than Slack counts. */

import { type Button, type Coverage, printedTime, safe } from '../../src/answer.ts'

/** `rates`: it can show the buttons made for rating. */
export type Budget = { readonly messages: number; readonly blocks: number; readonly characters: number; readonly rates: boolean }
/**
 * `characters`: of the blocks as JSON. Slack refuses too long blocks (`msg_blocks_too_long`) by a count that it does not tell: 17,694 of JSON
 * with 11,341 of text were refused, 15,561 with 9,597 taken, and a single text of 13,297 was taken. This is below every reading of that.
 */
export const MESSAGE: Budget = { messages: 4, blocks: 50, characters: 12_000, rates: true }
/** A view may have 250 kB; a character is at most 3 bytes. */
export const HOME: Budget = { messages: 1, blocks: 100, characters: 40_000, rates: false }
export const LIMITS = {
  header: 150,
  label: 75,
  /** `chat.update` takes 4,000 bytes of text; a character is at most 3. Only notifications and screen readers show it. */
  notification: 1_200,
  searched: 500,
  /** Of a picture, for who cannot see it; and the shorter one of its file. */
  alt: 2_000,
  fileAlt: 1_000,
  /** Buttons beside each other: more are hard to take in. */
  row: 5,
  buttons: 25,
  /** Of the buttons as JSON, so that there is room for the answer. */
  buttonCharacters: 5_000,
} as const
const URL_CHARACTERS = 3_000
/** A linked text that is longer is no longer seen to be one. */
const LINK_TEXT = 200
/** Half of the 3,000 that Slack takes: as long again where JSON escapes each character. */
const TEXT = 1_500
/** Of a line as JSON: beside the longest title and what stands under an answer, one always has room in a message. */
const LINE_CHARACTERS = 4_000

export type Plain = { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
type Style = { readonly bold?: true; readonly italic?: true }
export type Element =
  | { readonly type: 'text'; readonly text: string; readonly style?: Style }
  | { readonly type: 'link'; readonly url: string; readonly text: string }
  /** `timestamp`: epoch seconds. */
  | { readonly type: 'date'; readonly timestamp: number; readonly format: string; readonly fallback: string }
type Section = { readonly type: 'rich_text_section'; readonly elements: readonly Element[] }
export type RichPart =
  | Section
  | { readonly type: 'rich_text_quote' | 'rich_text_preformatted'; readonly elements: readonly Element[] }
  | { readonly type: 'rich_text_list'; readonly style: 'bullet'; readonly elements: readonly Section[] }
type PressButton = {
  readonly type: 'button'
  readonly action_id: string
  readonly text: Plain
  readonly value: string
  readonly style?: 'primary'
}
type RateButton = { readonly text: Plain; readonly accessibility_label: string; readonly value: string }
type FeedbackButtons = {
  readonly type: 'feedback_buttons'
  readonly action_id: string
  readonly positive_button: RateButton
  readonly negative_button: RateButton
}
export type SlackBlock =
  | { readonly type: 'header'; readonly text: Plain }
  | { readonly type: 'rich_text'; readonly elements: readonly RichPart[] }
  | { readonly type: 'context'; readonly elements: readonly Plain[] }
  | { readonly type: 'actions'; readonly elements: readonly PressButton[] }
  | { readonly type: 'context_actions'; readonly elements: readonly FeedbackButtons[] }
  | { readonly type: 'image'; readonly slack_file: { readonly id: string }; readonly alt_text: string }

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Safe text for where Slack reads `& < >`: escaped, at most `most` characters after that, else cut at a word. */
export function escaped(text: string, most: number): string {
  return fitted(
    Array.from(safe(text).trim(), (character) => ESCAPES[character] ?? character),
    most,
  )
}

/** Text that Slack reads nothing into, at most `most` characters, else cut at a word; null where none can be seen. */
export function plain(text: string, most: number): Plain | null {
  const shown = fitted(Array.from(safe(text).trim()), most)
  return shown === '' ? null : { type: 'plain_text', text: shown, emoji: false }
}

function fitted(characters: readonly string[], most: number): string {
  const text = characters.join('')
  if (text.length <= most) return text
  let length = 0
  const end = characters.findIndex((character) => {
    length += character.length
    return length >= most
  })
  const space = characters.lastIndexOf(' ', end)
  const cut = characters.slice(0, space > end / 2 ? space : end)
  return `${cut.join('').trimEnd()}…`
}

/** The place at or right before `at` that is not within a surrogate pair. */
export function whole(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(at)) && /[\ud800-\udbff]$/.test(text.slice(0, at)) ? at - 1 : at
}

/** A text element of safe text, or nothing: Slack refuses an empty one. */
export function run(text: string, style?: Style): Element[] {
  const shown = safe(text)
  return shown === '' ? [] : [{ type: 'text', text: shown, ...(style === undefined ? {} : { style }) }]
}

/** A URL that may be linked, normalised; null for one that is not http(s), names a user (`https://bank.example@evil.example`) or is too long. */
function webLink(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, username, password, href } = new URL(url)
  const isWeb = (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
  return isWeb && JSON.stringify(href).length <= URL_CHARACTERS ? href : null
}

/** Text that reads like an address would hide where its link leads. */
const ADDRESS = /:\/\/|\bwww\.|[\p{L}\p{N}][.\uff0e\uff61]\p{L}{2,}/iu
/** In other scripts an address can look like one that it is not. */
const ASCII = /^[\x21-\x7e]+$/

/** One link, or null where the URL may not be linked or the text cannot stand for it. */
export function link(text: string, address: string | null): Element | null {
  const url = address === null ? null : webLink(address)
  const label = safe(text)
  const isClear =
    label.trim() !== '' && label.length <= LINK_TEXT && (!ADDRESS.test(label) || (ASCII.test(label) && webLink(label) === url))
  return url !== null && isClear ? { type: 'link', url, text: label } : null
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** An instant as Slack prints it in the reader's own zone; null for a date, a month and what is no time. */
export function instant(at: string, format: string): Element | null {
  const timestamp = INSTANT.test(at) ? Math.floor(Date.parse(at) / 1000) : -1
  return timestamp >= 0 ? { type: 'date', timestamp, format, fallback: printedTime(at) } : null
}

const UNNAMED: Readonly<Record<Button['kind'], string>> = { next: 'More', turn: 'Turn', share: 'Share', good: '👍', bad: '👎' }

/** Its `value` is what a press sends back: `kind:id`, with a `+` where the answer takes several messages. */
export function pressButton({ kind, id, label }: Button, n: number, isSeveral: boolean): PressButton {
  return {
    type: 'button',
    action_id: `press.${kind}.${n}`,
    text: plain(label, LIMITS.label) ?? { type: 'plain_text', text: UNNAMED[kind], emoji: false },
    value: `${kind}:${id}${isSeveral ? '+' : ''}`,
    ...(kind === 'share' ? { style: 'primary' } : {}),
  }
}

export function buttonRows(elements: readonly PressButton[]): SlackBlock[] {
  const rows: SlackBlock[] = []
  for (let from = 0; from < elements.length; from += LIMITS.row)
    rows.push({ type: 'actions', elements: elements.slice(from, from + LIMITS.row) })
  return rows
}

/** Two thumbs in one element, which Slack made for answers. */
export function ratingRow(good: PressButton, bad: PressButton): SlackBlock {
  const positive_button = { text: good.text, accessibility_label: 'This answer is good', value: good.value }
  const negative_button = { text: bad.text, accessibility_label: 'This answer is bad', value: bad.value }
  const action_id = good.action_id.replace('good', 'rate')
  return { type: 'context_actions', elements: [{ type: 'feedback_buttons', action_id, positive_button, negative_button }] }
}

/** A line of an answer. `gap`: some room before it; `keep`: in one message with the next line; `cites`: numbers of its sources. */
export type Line = {
  readonly kind: 'text' | 'quote' | 'item' | 'code'
  readonly elements: readonly Element[]
  readonly gap: boolean
  readonly keep: boolean
  readonly cites: readonly number[]
  /** Of a coverage that a picture may stand for: one of so many lines. */
  readonly chart?: { readonly of: Coverage; readonly lines: number }
}

/** The same line in parts of which each has room in a message, without losing a character; none for an empty one. */
export function pieces(line: Line): Line[] {
  const lines: Element[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const element of joined(line.elements.flatMap(shortened))) {
    const length = JSON.stringify(element).length + 1
    if (used + length > LINE_CHARACTERS) {
      lines.push([])
      used = 0
    }
    lines.at(-1)?.push(element)
    used += length
  }
  return lines.map((elements, i) => ({
    ...line,
    elements,
    gap: line.gap && i === 0,
    keep: line.keep && i === lines.length - 1,
    cites: i === 0 ? line.cites : [],
  }))
}

function shortened(element: Element): Element[] {
  if (element.type !== 'text') return [element]
  const parts: Element[] = []
  let rest = element.text
  while (rest.length > TEXT) {
    const space = rest.lastIndexOf(' ', TEXT - 1) + 1
    const end = space > TEXT / 2 ? space : whole(rest, TEXT)
    parts.push({ ...element, text: rest.slice(0, end) })
    rest = rest.slice(end)
  }
  return [...parts, { ...element, text: rest }]
}

/** Neighbouring texts of one style as one element, where that is not too long. */
function joined(elements: readonly Element[]): Element[] {
  const all: Element[] = []
  for (const element of elements) {
    const last = all.at(-1)
    const isOne = last?.type === 'text' && element.type === 'text' && JSON.stringify(last.style) === JSON.stringify(element.style)
    if (isOne && last.text.length + element.text.length <= TEXT) all[all.length - 1] = { ...last, text: last.text + element.text }
    else all.push(element)
  }
  return all
}

const BREAK: Element = { type: 'text', text: '\n' }

/** Lines as rich text: a block from each gap to the next, neighbouring lines of one kind together. */
export function richText(lines: readonly Line[]): SlackBlock[] {
  const blocks: RichPart[][] = []
  let last: Line | null = null
  for (const line of lines) {
    if (last === null || line.gap) blocks.push([])
    const parts = blocks.at(-1) as RichPart[]
    const longer = last?.kind === line.kind && !line.gap ? extended(parts.at(-1), line) : null
    if (longer === null) parts.push(partOf(line))
    else parts[parts.length - 1] = longer
    last = line
  }
  return blocks.map((elements) => ({ type: 'rich_text', elements }))
}

function partOf({ kind, elements }: Line): RichPart {
  switch (kind) {
    case 'text':
      return { type: 'rich_text_section', elements }
    case 'quote':
      return { type: 'rich_text_quote', elements }
    case 'code':
      return { type: 'rich_text_preformatted', elements }
    case 'item':
      return { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements }] }
    default:
      return kind satisfies never
  }
}

/** The part before with the line in it, or null where each line is a part of its own. */
function extended(part: RichPart | undefined, { elements }: Line): RichPart | null {
  if (part === undefined || part.type === 'rich_text_quote') return null
  if (part.type === 'rich_text_list') return { ...part, elements: [...part.elements, { type: 'rich_text_section', elements }] }
  return { ...part, elements: joined([...part.elements, BREAK, ...elements]) }
}
