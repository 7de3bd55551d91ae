/**
 * What Discord takes, as data, and how text becomes text there: the one way out for anything that an article says; then lines cut
 * to fit. Lengths are in UTF-16 units, never fewer than Discord counts. Numbers: https://discord.com/developers/docs
 */
import { safe } from '../../src/answer.ts'

/** `messages`: that one answer may take; a reader scrolls no further. `url`: longer addresses leave too little room for what is said. */
export const LIMITS = {
  content: 2_000,
  messages: 4,
  rows: 5,
  row: 5,
  label: 80,
  options: 25,
  option: 100,
  url: 512,
} as const

/** What cannot stand as it is, wherever in a line. */
const MARKUP = new RegExp(
  [
    // Emphasis, code, links, and all that stands in angle brackets: mentions, times, emoji, commands, addresses.
    /[\\*_`<>[\]]/,
    // Struck through and hidden: two in a row.
    /~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\|/,
    // The address of a link begins right after a bracket: one of this text, or one of ours before it.
    /^\(|(?<=\])\(/,
    // Addresses and `:emoji:`.
    /:(?=\/\/|[^\s:]+:)/,
    /@(?=everyone|here|silent)/,
    // Invitations need no scheme; Discord looks for them beside the markup.
    /(?<=discord(?:app)?)\.(?=gg|com|new|gift)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)
/** What makes a line a heading, small print or a list where it begins one. */
const OPENER = /^(?:(?=#{1,3}(?:\s|$)|-#|[-+](?:\s|$))|\d+(?=[.)](?:\s|$)))/

/** Text that shows as itself but at the beginning of a line (see `pieces`): nothing in it is markup, pings, links, or takes another look. */
export function escaped(text: string): string {
  return safe(text).replace(MARKUP, '\\$&')
}

/** Invitations, gifts and channels show as cards even where previews are off. */
const CARD = /^(?:[\w-]+\.)*discord(?:app)?\.(?:gg|new|gift|com\/(?!blog\b))/i

/** An address that may be linked, at most `most` characters, or null: http(s) only, no credentials, nothing that could end the link. */
function webLink(url: string | null, most: number): string | null {
  if (url === null || !URL.canParse(url)) return null
  const { protocol, username, password, hostname, pathname, href } = new URL(url)
  const isWeb = /^https?:$/.test(protocol) && username === '' && password === '' && !hostname.startsWith('[')
  if (!isWeb || CARD.test(hostname + pathname)) return null
  const address = href.replace(/[()[\]<>\\\s]|@(?=everyone|here)/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return address.length <= most ? address : null
}

/**
 * Words that may stand for a link. In them Discord undoes no escape and shows the bare markup where it finds an address, an emoji or a
 * mention: so only what is none of these without an escape.
 */
const NAME =
  /^(?!\d+[.)])[\p{L}\p{N}"'“‘«„](?:(?![\ufe0e\ufe0f\u20e3]|\p{Extended_Pictographic})[\p{L}\p{M}\p{N} .,!?'"“”‘’«»„…–—&%$€£¥+=/()-]|:(?= ))*$/u
const MAX_NAME = 300
/** Text that reads like an address would hide where its link leads. */
const ADDRESS = /\bwww\.|[\p{L}\p{N}]\.\p{L}{2,}/iu

/** A stretch of a line: text in one look, or markup of our own, which is not parted. `cites`: the source whose number it is. */
export type Run = { readonly text: string; readonly mark: '' | '*' | '**' } | { readonly own: string; readonly cites?: number }

/** Text with its link, or beside it where it cannot stand for one; the text alone where the URL may not be linked. */
export function link(text: string, url: string | null, most: number = LIMITS.url): Run[] {
  const address = webLink(url, most)
  const name = safe(text)
    .replace(/\p{Zs}/gu, ' ')
    .trim()
  if (address === null) return [{ text, mark: '' }]
  if (name === '' || text === url) return [{ own: `<${address}>` }]
  if (name.length <= MAX_NAME && NAME.test(name) && !ADDRESS.test(name)) return [{ own: `[${name}](<${address}>)` }]
  return [{ text: `${text} (`, mark: '' }, { own: `[link](<${address}>)` }, { text: ')', mark: '' }]
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** An instant as Discord prints it in the reader's own zone (`f`: date and time, `R`: age); null for a date, a month and what is no time. */
export function instant(at: string, format: 'f' | 'R'): Run | null {
  const seconds = INSTANT.test(at) ? Math.floor(Date.parse(at) / 1000) : -1
  return seconds >= 0 ? { own: `<t:${seconds}:${format}>` } : null
}

/** Whether anything of it can be seen. */
export function isVisible(text: string): boolean {
  return /[^\s\p{Cf}\p{Mn}\u115f\u1160\u3164\uffa0]/u.test(text)
}

/** At most `most` characters, cut at a word unless that is long, with an ellipsis. For labels and headlines, not for quotations. */
export function shortened(text: string, most: number): string {
  const line = safe(text).replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const head = line.slice(0, whole(line, most - 1))
  const space = head.search(/\s\S*$/)
  return `${space >= most / 2 ? head.slice(0, space) : head.trimEnd()}…`
}

/** The place at or right before `at` that is not within a surrogate pair. */
export function whole(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) && /[\ud800-\udbff]$/.test(text.slice(at - 1, at)) ? at - 1 : at
}

/** Longer than any word; what is longer is parted, but never between a backslash and what it escapes. */
const WORD = /(?:\\.|[^\\]){1,100}/gsu
/** What a beginning of a line may grow by. */
const GUARD = 1
/** Of a longer text the rest has no room anywhere, even if every other character is a space and falls between two lines. */
const MOST = 2 * LIMITS.messages * LIMITS.content
type Atom = { readonly text: string; readonly mark: '' | '*' | '**'; readonly isOwn: boolean }

/** A line, or part of one. `isSpaced`: only white space was between it and the part before. */
type Piece = { readonly text: string; readonly isSpaced: boolean }

/** Runs as one line, or as lines of at most `most` characters, cut at spaces where there are any; no character but a space is lost. */
export function* pieces(runs: readonly Run[], most: number): Generator<Piece> {
  let line: Atom[] = []
  let used = GUARD
  let isSpaced = false
  for (const atom of atomsOf(runs)) {
    const before = line.at(-1)
    const marks = 2 * atom.mark.length
    const cost = atom.text.length + (before?.mark === atom.mark ? 0 : marks)
    if (before === undefined || used + cost <= most) {
      line.push(atom)
      used += cost
      continue
    }
    const text = lineOf(line)
    if (text !== '') yield { text, isSpaced }
    isSpaced = isSpace(before) || isSpace(atom)
    line = [atom]
    used = GUARD + atom.text.length + marks
  }
  const text = lineOf(line)
  if (text !== '') yield { text, isSpaced }
}

/** Neighbours of one look are one text before it is escaped: what is split over two of them is seen. */
function* atomsOf(runs: readonly Run[]): Generator<Atom> {
  const joined: Run[] = []
  for (const run of runs) {
    if ('own' in run) {
      joined.push(run)
      continue
    }
    if (run.text === '') continue
    const before = joined.at(-1)
    const isSame = before !== undefined && 'text' in before && before.mark === run.mark
    if (isSame) joined[joined.length - 1] = { ...before, text: before.text + safe(run.text) }
    else joined.push({ ...run, text: safe(run.text) })
  }
  for (const run of joined) {
    if ('own' in run) yield { text: run.own, mark: '', isOwn: true }
    else
      for (const [word] of escaped(run.text.replace(/\s{2,}/g, ' ').slice(0, MOST)).matchAll(/\s|\S+/g))
        for (const [text] of word.matchAll(WORD)) yield { text, mark: run.mark, isOwn: false }
  }
}

function isSpace({ text }: Atom): boolean {
  return text.trim() === ''
}

/** Marks stand right beside what they mark: beside a space they would show. */
function lineOf(atoms: readonly Atom[]): string {
  let line = ''
  for (let i = 0; i < atoms.length; ) {
    const { mark, isOwn } = atoms[i] as Atom
    let text = ''
    while (i < atoms.length && atoms[i]?.mark === mark && atoms[i]?.isOwn === isOwn) text += atoms[i++]?.text
    const inner = text.trim()
    const shown = isOwn || line.trim() !== '' ? inner : inner.replace(OPENER, '$&\\')
    const marked = inner === '' ? '' : `${mark}${shown}${mark}`
    line += `${/^\s*/.exec(text)?.[0]}${marked}${inner === '' ? '' : /\s*$/.exec(text)?.[0]}`
  }
  return line.trim()
}
