/**
 * What Discord takes, as data, and how text becomes text there: the one way out for anything that an article says; then lines cut and
 * packed to fit. Lengths are in UTF-16 units, never fewer than Discord counts. Numbers: https://discord.com/developers/docs
 */

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

/** Control characters, embeddings and overrides of direction, tag characters, line and paragraph separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu

/** One line of text: white space becomes a space, a control character its picture (␛), what has none the replacement character. Never empties a text. */
export function safe(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (/\s/.test(character)) return ' '
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    return code === 0x7f ? '\u2421' : '\ufffd'
  })
}

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

/** A stretch of a line: text in one look, or markup of our own, which is not parted. */
export type Run = { readonly text: string; readonly mark: '' | '*' | '**' } | { readonly own: string }

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

/** At most `most` characters, cut at a word, with an ellipsis. For labels and headlines, not for quotations. */
export function shortened(text: string, most: number): string {
  const line = safe(text).trim()
  if (line.length <= most) return line
  const head = line.slice(0, whole(line, most - 1))
  return `${head.replace(/\s+\S*$/, '') || head}…`
}

/** The place at or right before `at` that is neither within a surrogate pair nor between a backslash and what it escapes. */
export function whole(text: string, at: number): number {
  if (at >= text.length) return text.length
  const before = text.slice(0, at)
  const backslashes = /\\*$/.exec(before)?.[0].length ?? 0
  return backslashes % 2 === 1 || /[\ud800-\udbff]$/.test(before) ? at - 1 : at
}

/** Longer than any word; what is longer is parted. */
const WORD = 200
/** What a beginning of a line may grow by. */
const GUARD = 1
type Atom = { readonly text: string; readonly mark: '' | '*' | '**'; readonly isOwn: boolean }

/** Runs as one line, or as lines of at most `most` characters, cut at spaces where there are any; no character but a space is lost. */
export function pieces(runs: readonly Run[], most: number): string[] {
  const lines: Atom[][] = [[]]
  let used = GUARD
  for (const atom of atomsOf(runs)) {
    const line = lines.at(-1) as Atom[]
    const before = line.at(-1)
    const marks = 2 * atom.mark.length
    const cost = atom.text.length + (before?.mark === atom.mark ? 0 : marks)
    if (before !== undefined && used + cost > most) {
      lines.push([atom])
      used = GUARD + atom.text.length + marks
    } else {
      line.push(atom)
      used += cost
    }
  }
  return lines.map(lineOf).filter((line) => line !== '')
}

/** Neighbours of one look are one text before it is escaped: what is split over two of them is seen. */
function atomsOf(runs: readonly Run[]): Atom[] {
  const joined: Run[] = []
  for (const run of runs) {
    const before = joined.at(-1)
    if (before !== undefined && 'text' in before && 'text' in run && before.mark === run.mark)
      joined[joined.length - 1] = { ...before, text: before.text + run.text }
    else joined.push(run)
  }
  return joined.flatMap((run): Atom[] => {
    if ('own' in run) return [{ text: run.own, mark: '', isOwn: true }]
    const words = escaped(run.text).match(/\s+|\S+/g) ?? []
    return words.flatMap(parted).map((text) => ({ text, mark: run.mark, isOwn: false }))
  })
}

function parted(word: string): string[] {
  const parts: string[] = []
  let rest = word
  while (rest.length > WORD) {
    const at = whole(rest, WORD)
    parts.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...parts, rest]
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

/** A line of an answer, with what stands before it in Discord's markup; `keep`: in one message with the next one. No runs: a gap. */
export type Line = { readonly prefix: '' | '> ' | '- ' | '-# '; readonly runs: readonly Run[]; readonly keep: boolean }
export const GAP: Line = { prefix: '', runs: [], keep: false }

/** A line as it is sent, or what of it has room in a message; `ends`: its last part. */
export type Part = { readonly text: string; readonly keep: boolean; readonly ends: boolean }

/** Lines with more than `most` characters are parted. */
export function* partsOf(lines: readonly Line[], most: number): Generator<Part> {
  for (const { prefix, runs, keep } of lines) {
    const parts = runs.length === 0 ? [''] : pieces(runs, most - prefix.length).map((piece) => prefix + piece)
    for (const [i, text] of parts.entries()) yield { text, keep: keep && i === parts.length - 1, ends: i === parts.length - 1 }
  }
}

/** As few messages as hold them, in order; one message more than an answer may take means that they do not fit. */
export function packed(parts: Iterable<Part>): string[] {
  const contents: string[] = ['']
  for (const unit of unitsOf(parts)) {
    const content = contents.at(-1) ?? ''
    const grown = content === '' ? unit : `${content}\n${unit}`
    if (grown.length <= LIMITS.content) contents[contents.length - 1] = grown
    // A message does not begin with a gap.
    else if (unit !== '') contents.push(unit)
    if (contents.length > LIMITS.messages) break
  }
  return contents.map((content) => content.trimEnd())
}

/** What is not parted between messages. */
function* unitsOf(parts: Iterable<Part>): Generator<string> {
  let kept: string | null = null
  for (const { text, keep } of parts) {
    const joined: string = kept === null ? text : `${kept}\n${text}`
    const fits = joined.length <= LIMITS.content
    if (kept !== null && !fits) yield kept
    kept = fits ? joined : text
    if (keep) continue
    yield kept
    kept = null
  }
  if (kept !== null) yield kept
}
