/** Markup of a feed → plain text, also where it was escaped once too often, which is the commonest fault of feeds. */
import { Parser } from 'htmlparser2'
import { plainBody, plainLine } from '../body-text.ts'
import { plainOfHtml } from '../page.ts'
import type { Markup } from './feed.ts'

/** A title is cut there: what is longer is a text. */
const MAX_TITLE = 1_000
/** Read of a title's markup: with its tags it may be longer than its text, but not without bound. */
const MAX_TITLE_MARKUP = 4_000
/** Read of a text's markup: ten times a long read. */
const MAX_TEXT_MARKUP = 1_000_000

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i
/** Formatting of a line that stands in pairs, and what stands alone: `<b>` by itself may be what the title is about. */
const INLINE =
  /<(b|i|em|strong|span|a|u|s|sup|sub|font|mark|small|code|cite|q|p|div|h[1-6])(?:\s[^<>]*)?>[^<]{0,1000}<\/\1\s*>|<(?:br|img|wbr)(?:\s[^<>]*)?\/?>/i
/** Paragraphs as text: nobody writes them into an article's words. */
const BLOCKS = /<\/p\s*>|<br\s*\/?>|<p(?:\s[^<>]*)?>|<\/(?:div|li|ul|ol|blockquote|h[1-6])\s*>/i

/** One line; null where nothing is left of it. */
export function plainTitle({ value, isHtml }: Markup): string | null {
  const given = value.slice(0, MAX_TITLE_MARKUP)
  const once = isHtml ? textOf(given) : given
  // Escaped once too often: “AT&amp;T” is not what anybody called it.
  const twice = ENTITY.test(once) || INLINE.test(once) ? textOf(once) : once
  const line = plainLine(twice)
  return line === '' ? null : line.length > MAX_TITLE ? `${line.slice(0, MAX_TITLE - 1).trimEnd()}…` : line
}

/** Paragraphs; '' where nothing is left. */
export function plainTextOf(markup: Markup): string {
  const { isHtml } = markup
  const value = markup.value.slice(0, MAX_TEXT_MARKUP)
  const once = isHtml || BLOCKS.test(value) ? plainOfHtml(value) : plainBody(ENTITY.test(value) ? textOf(value) : value)
  return BLOCKS.test(once) ? plainOfHtml(once) : once
}

/** The words of a line of HTML, entities decoded once. */
function textOf(html: string): string {
  let text = ''
  let hidden = 0
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (HIDDEN.has(name)) hidden++
        if (PARTING.has(name)) text += ' '
      },
      onclosetag: (name) => {
        if (HIDDEN.has(name)) hidden--
        if (PARTING.has(name)) text += ' '
      },
      ontext: (part) => {
        if (hidden <= 0) text += part
      },
    },
    { decodeEntities: true },
  )
  parser.end(html)
  return text
}
const HIDDEN = new Set(['script', 'style', 'template', 'noscript', 'svg', 'title'])
const PARTING = new Set(['br', 'p', 'div', 'li', 'td', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
