/** What a terminal shows, as a reader sees it: bold and faint by their escapes, lines that were wrapped put together again. */
import type { Line, Run } from './seen.ts'

type Shown = { readonly lines: readonly Line[]; readonly next: readonly string[] }

const ESCAPE = '\u001b['
const LOOKS: Readonly<Record<string, Run['look']>> = { '1': 'strong', '2': 'faint', '33': 'faint', '22': 'plain', '39': 'plain' }
const OWN_MARKS = /[“”"«»„]/

/** `columns`: at which it was wrapped. `next`: the lines that are offered under “Ask next:”. */
export function terminalLines(text: string, columns: number): Shown {
  const lines: Line[] = []
  const next: string[] = []
  let part: 'body' | 'sources' | 'next' = 'body'
  for (const runs of unwrapped(text.split('\n').map(painted), columns)) {
    const words = wordsOf(runs)
    if (words === 'Sources:') part = 'sources'
    else if (words === 'Ask next:') part = 'next'
    else if (words.startsWith('Searched: ')) lines.push({ kind: 'text', runs })
    else if (part === 'next') next.push(words.trim())
    else if (part === 'sources') lines.push({ kind: 'source', runs })
    else if (words.startsWith('• ')) lines.push({ kind: 'item', runs: [{ text: words.slice(2), look: 'plain' }] })
    else if (lines.length === 0 && runs.every(({ look }) => look === 'strong') && words !== '') lines.push({ kind: 'title', runs })
    else lines.push({ kind: isQuote(runs) ? 'quote' : 'text', runs })
  }
  const said = lines.filter(({ runs }) => runs.length > 0)
  // What is said wrong is told without an answer's colours.
  const isNotice = said.length === 1 && said[0]?.kind === 'text'
  return { lines: isNotice ? said.map(noticed) : said, next: next.filter((line) => line !== '') }
}

function noticed({ kind, runs }: Line): Line {
  return { kind, runs: [{ text: wordsOf(runs), look: 'faint' }] }
}

/** Ends in a number of a source, and has quotation marks: its own, or those around it. */
function isQuote(runs: readonly Run[]): boolean {
  return cited(runs) && OWN_MARKS.test(wordsOf(runs))
}

function cited(runs: readonly Run[]): boolean {
  const last = runs.at(-1)
  return last?.look === 'faint' && /^\s*\[\d+\]$/.test(last.text)
}

function wordsOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('')
}

function painted(line: string): Run[] {
  let look: Run['look'] = 'plain'
  return line.split(ESCAPE).flatMap((piece, i): Run[] => {
    const [, code, rest = piece] = i === 0 ? [] : (/^(\d+)m(.*)$/.exec(piece) ?? [])
    if (code !== undefined) look = LOOKS[code] ?? look
    return rest === '' ? [] : [{ text: rest, look }]
  })
}

/** A line that hangs, or whose first word found no room on the one before, goes on with it. An address under a source is its link. */
function unwrapped(lines: readonly Run[][], columns: number): Run[][] {
  const whole: Run[][] = []
  let before: readonly Run[] = []
  let isNext = false
  for (const runs of lines) {
    const words = wordsOf(runs)
    const last = whole.at(-1)
    isNext ||= words === 'Ask next:'
    const url = /^ {4,5}(https?:\S+)$/.exec(words)?.[1]
    const hangs = !isNext && /^ {2,}\S/.test(words)
    const hadNoRoom = wordsOf(before).length + 1 + (words.split(' ')[0] ?? '').length > columns && !cited(before) && words !== ''
    if (url !== undefined && last !== undefined) last.push({ text: ' ', look: 'plain', url })
    else if (last !== undefined && (hangs || (!isNext && hadNoRoom))) last.push(...continued(last, runs))
    else whole.push(runs)
    before = runs
  }
  return whole
}

/** With the space at which it was wrapped, in the look of what stands around it. */
function continued(line: readonly Run[], runs: readonly Run[]): Run[] {
  const rest = runs.map((run, i) => (i === 0 ? { ...run, text: run.text.trimStart() } : run)).filter(({ text }) => text !== '')
  const look = rest[0]?.look ?? 'plain'
  return [{ text: ' ', look: line.at(-1)?.look === look ? look : 'plain' }, ...rest]
}
