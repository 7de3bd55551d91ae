/** What a terminal can take: how wide it is, whether it has colours, which characters it may be sent. */

export type Limits = {
  /** Columns to wrap at, 20–100; null = never wrap (piped, or for a program). */
  readonly width: number | null
  readonly colour: boolean
}

export const PLAIN: Limits = { width: null, colour: false }
const MIN_WIDTH = 20
/** Longer lines are hard to read, however wide the window is. */
const MAX_WIDTH = 100
const USUAL_WIDTH = 80

type Environment = Readonly<Record<string, string | undefined>>

/** Wraps only on a TTY. Colour: NO_COLOR (any value) wins over FORCE_COLOR (`0` and `false` mean no), which wins over being a TTY. */
export function limitsOf(
  stream: { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined },
  environment: Environment,
): Limits {
  const tty = stream.isTTY === true
  return {
    width: tty ? Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, stream.columns || USUAL_WIDTH)) : null,
    colour: coloured(tty, environment),
  }
}

function coloured(tty: boolean, environment: Environment): boolean {
  if (environment.NO_COLOR) return false
  const forced = environment.FORCE_COLOR
  if (forced !== undefined && forced !== '') return forced !== '0' && forced.toLowerCase() !== 'false'
  return tty && environment.TERM !== 'dumb'
}

const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})/u
const NO_WIDTH = /^(?:\p{Mn}|\p{Me}|\p{Cf})+$/u
const ASCII = /^[\x20-\x7e]*$/
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns that a text without escapes takes: East Asian wide characters and emoji take two, marks none. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length
  let columns = 0
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : NO_WIDTH.test(segment) ? 0 : 1
  return columns
}

/** As much of a text as fits into some columns. */
function cut(text: string, columns: number): string {
  let taken = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    const wide = columnsOf(segment)
    if (used + wide > columns && taken !== '') break
    taken += segment
    used += wide
  }
  return taken
}

/** A run of one look. */
export type Look = 'plain' | 'strong' | 'faint' | 'notice'
/** `isWhole`: never broken, such as an address, which in pieces cannot be opened; the terminal itself shows it on several lines. */
export type Run = { readonly text: string; readonly look: Look; readonly isWhole?: true }

const CODES: Readonly<Record<Look, readonly [string, string]>> = {
  plain: ['', ''],
  strong: ['\u001b[1m', '\u001b[22m'],
  faint: ['\u001b[2m', '\u001b[22m'],
  notice: ['\u001b[33m', '\u001b[39m'],
}

/** Runs as lines of text: wrapped at spaces with `hang` columns before every line but the first, each line's escapes closed at its end. */
export function lay(runs: readonly Run[], limits: Limits, hang = 0): string {
  if (limits.width === null) return runs.map((run) => painted(run.text, run.look, limits)).join('')
  const lines: string[] = []
  // Neighbours of one look share their escapes.
  let pieces: Run[] = []
  let used = 0
  const room = Math.max(8, limits.width)
  const indent = ' '.repeat(Math.min(hang, room >> 1))
  const turn = (): void => {
    lines.push(paintedLine(pieces, limits))
    pieces = [{ text: indent, look: 'plain' }]
    used = indent.length
  }
  for (const { word, parts } of wordsOf(runs)) {
    const columns = columnsOf(word)
    if (used + columns > room && used > indent.length && word !== ' ') turn()
    // A space at the edge would stand on neither line.
    if (word === ' ' && (used + 1 > room || (used === indent.length && lines.length > 0))) continue
    for (const part of parts) {
      let text = part.text
      // A word longer than a line (a URL) is broken where the line ends.
      while (used + columnsOf(text) > room && text !== ' ' && part.isWhole !== true) {
        const head = cut(text, Math.max(1, room - used))
        if (head === text) break
        pieces.push({ text: head, look: part.look })
        text = text.slice(head.length)
        turn()
      }
      pieces.push({ text, look: part.look })
      used += columnsOf(text)
    }
  }
  lines.push(paintedLine(pieces, limits))
  return lines.join('\n')
}

/** Without the spaces at its end. */
function paintedLine(pieces: readonly Run[], limits: Limits): string {
  const joined: Run[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last?.look === piece.look) joined[joined.length - 1] = { text: last.text + piece.text, look: last.look }
    else joined.push(piece)
  }
  while (joined.at(-1)?.text.trimEnd() === '') joined.pop()
  return joined.map(({ text, look }, i) => painted(i === joined.length - 1 ? text.replace(/ +$/, '') : text, look, limits)).join('')
}

/** Runs cut at spaces; a word may have several looks (“**29%**,” is bold and then not). */
function wordsOf(runs: readonly Run[]): { word: string; parts: Run[] }[] {
  const words: { word: string; parts: Run[] }[] = []
  let glue = false
  for (const run of runs) {
    for (const piece of run.text.split(/( )/)) {
      if (piece === '') continue
      const last = words.at(-1)
      if (piece !== ' ' && glue && last !== undefined) {
        last.word += piece
        last.parts.push({ ...run, text: piece })
      } else words.push({ word: piece, parts: [{ ...run, text: piece }] })
      glue = piece !== ' '
    }
  }
  return words
}

export function painted(text: string, look: Look, limits: Limits): string {
  const [on, off] = CODES[look]
  return limits.colour && text !== '' ? on + text + off : text
}
