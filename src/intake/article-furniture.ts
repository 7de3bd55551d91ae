/** An article's blocks without what pages put before, between and after them: bylines, dates, share buttons, offers, credits, links to other stories. */
import { creditOf, furnitureOf } from './dump-furniture.ts'
import type { Block } from './html-text.ts'
import { datesIn } from './printed-date.ts'

/** What the page says of its article elsewhere, and therefore says a second time where it is printed above it. */
export type Said = { readonly title: string | null; readonly authors: readonly string[]; readonly publisher: string | null }
export type Cleaned = { readonly kept: readonly string[]; readonly left: readonly { readonly text: string; readonly reason: string }[] }

/** A block of at least so many characters that ends as a sentence does is the article itself, not a line above it. */
const PROSE = 80
/** Blocks among which a page prints its date, also below a standfirst; one further in is what the article is about. */
const NEAR_TOP = 8
const SENTENCE_END = /[.!?…。！？।۔]["'”’»)\]」』]*$/u
/** A line that is a link and nothing else. */
const ALL_LINK = 0.9
const MAX_LINK_LINE = 160

export function withoutFurniture(blocks: readonly Block[], said: Said): Cleaned {
  const kept: Block[] = []
  const left: { text: string; reason: string }[] = []
  const first = blocks.findIndex(isProse)
  const last = blocks.findLastIndex(isProse)
  blocks.forEach((block, i) => {
    const reason =
      reasonToLeave(block.text, said.title, kept.at(-1)?.text ?? null) ??
      (i < first ? aboveReason(block, said) : null) ??
      (first >= 0 && isPointer(blocks, i, last) ? 'link to another article' : null) ??
      ((i < NEAR_TOP || i > last) && isDateLine(block.text) ? 'the date again' : null)
    if (reason === null) kept.push(block)
    else left.push({ text: block.text, reason })
  })
  // What a heading at the end stood over has been taken out.
  while (kept.length > 1 && kept.at(-1)?.isHeading === true) left.push({ text: kept.pop()?.text ?? '', reason: 'heading without a text' })
  return { kept: kept.map(({ text }) => text), left }
}

function isProse({ text, linked }: Block): boolean {
  return text.length >= PROSE && SENTENCE_END.test(text) && linked < 0.5
}

function reasonToLeave(text: string, title: string | null, before: string | null): string | null {
  const furniture = furnitureOf(text)
  if (furniture !== null) return furniture
  if (creditOf(text) === 'credit') return 'photo credit'
  if (before === null && title !== null && text.toLowerCase() === title.toLowerCase()) return 'the headline again'
  if (
    /^(?:related|read more|read also|see also|see more|also read|more on this|recommended|don['’]t miss|watch)\b[^.]{0,12}:/i.test(text) &&
    text.length < 240
  )
    return 'link to another article'
  if (before === text) return 'printed twice'
  return null
}

/** What stands above the first paragraph: who wrote it, when, under which label. */
function aboveReason({ text }: Block, { authors, publisher, title }: Said): string | null {
  const plain = text.toLowerCase()
  if (title !== null && plain === title.toLowerCase()) return 'the headline again'
  if (/^https?:\/\/\S+$/i.test(text)) return 'the address again'
  if (
    text.length <= MAX_BYLINE &&
    (/^(?:by|von|par|por|di|door)\s+\p{Lu}/u.test(text) || authors.some((name) => plain.includes(name.toLowerCase())))
  )
    return 'the byline again'
  if (publisher !== null && plain === publisher.toLowerCase()) return 'the publisher again'
  return null
}
const MAX_BYLINE = 120

/** “Updated Nov 19, 6:55 AM; Posted Nov 19, 6:51 AM”, “18 November 2019 | 4:20am”: a date and little else. */
function isDateLine(text: string): boolean {
  if (text.length > MAX_DATE_LINE) return false
  if (/^\W*(?:(?:first|last|originally)\s+)?(?:posted|updated|published|modified|created)\b\s*(?:on|at)?\W*(?:.*\d|\W*$)/i.test(text))
    return true
  const dates = datesIn(text)
  const rest = dates.reduceRight((line, { start, end }) => line.slice(0, start) + line.slice(end), text)
  return dates.length > 0 && rest.replace(/[^\p{L}\p{N}]/gu, '').length <= MAX_BESIDE_DATE
}
const MAX_DATE_LINE = 120
const MAX_BESIDE_DATE = 16

/** A line that is nothing but a link: between paragraphs and after them it leads away. In a list between two paragraphs it may be what they speak of. */
function isPointer(blocks: readonly Block[], i: number, last: number): boolean {
  const block = blocks[i]
  if (block === undefined || !isLinkLine(block)) return false
  // A heading that is a link has its text below it: a product, a chapter.
  if (block.isHeading && isProse(blocks[i + 1] ?? NONE)) return false
  return !block.isItem || i > last || isPointing(blocks, i)
}

function isLinkLine({ text, linked }: Block): boolean {
  return linked >= ALL_LINK && text.length <= MAX_LINK_LINE
}

/** The list that the item is in stands under a heading that says where its links lead. */
function isPointing(blocks: readonly Block[], i: number): boolean {
  let at = i
  while (at > Math.max(0, i - MAX_LIST) && isLinkLine(blocks[at] ?? NONE)) at--
  return POINTING.test(blocks[at]?.text ?? '')
}
/** Looked back at for the heading of a list. */
const MAX_LIST = 40
const NONE: Block = { text: '', isHeading: false, isItem: false, linked: 0 }
const POINTING =
  /^(?:related|read more|read also|also read|see also|see more|more(?: on| from| stories| news| coverage)?\b|you (?:may|might) (?:also )?like|don['’]t miss|trending|popular|most (?:read|popular)|recommended|latest|top stories|in other news|mehr zum thema|lesen sie auch|lire aussi|à lire|leia (?:também|mais)|lea también|te puede interesar|leggi anche|lees ook)/iu
