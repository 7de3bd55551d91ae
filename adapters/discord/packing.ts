/** Lines of an answer, parted where they are too long, on as few messages as hold them. */
import type { Coverage } from '../../src/answer.ts'
import { LIMITS, pieces, type Run, whole } from './limits.ts'

/** A line of an answer, with what stands before it in Discord's markup; `keep`: in one message with the next one. No runs: a gap. */
export type Line = {
  readonly prefix: '' | '> ' | '- ' | '-# ' | typeof FENCE
  readonly runs: readonly Run[]
  readonly keep: boolean
  /** Of a coverage that a picture may stand for: the same for each of its lines. */
  readonly chart?: ChartLine
}
type ChartLine = { readonly of: Coverage; readonly lines: number }
export const GAP: Line = { prefix: '', runs: [], keep: false }
/** Around text that is to be copied. */
export const FENCE = '```'
const CLOSE = `\n${FENCE}`

/** A line or a part of it, as it is sent at the beginning of a message, after another, and within a fence (null: of none); `ends`: the last part; `cites`: numbers of sources. */
export type Part = {
  readonly first: string
  readonly after: string
  readonly inside: string | null
  readonly keep: boolean
  readonly ends: boolean
  readonly cites: readonly number[]
  readonly chart?: ChartLine
}

/** Lines with more than `most` characters are parted; what is parted goes on in the same line where it comes into the same message. */
export function* partsOf(lines: Iterable<Line>, most: number): Generator<Part> {
  for (const line of lines) {
    const { prefix, runs, keep, chart } = line
    const cites = runs.flatMap((run) => ('own' in run ? (run.cites ?? []) : []))
    if (line === GAP) yield { first: '', after: '\n', inside: null, keep, ends: true, cites }
    if (prefix === FENCE) {
      yield* codeParts(runs, most - 2 * CLOSE.length)
      continue
    }
    let before: Part | null = null
    for (const { text, isSpaced } of pieces(runs, most - prefix.length)) {
      if (before !== null) yield before
      // What goes on is no further item of a list.
      const first: string = before !== null && prefix === '- ' ? text : prefix + text
      const after: string = before !== null && isSpaced ? ` ${text}` : `\n${first}`
      before = { first, after, inside: null, keep: false, ends: false, cites, ...(chart === undefined ? {} : { chart }) }
    }
    if (before !== null) yield { ...before, keep, ends: true }
  }
}

/** In a fence nothing is markup but what ends it: a sign without width stands within three of those in a row. */
function* codeParts(runs: readonly Run[], most: number): Generator<Part> {
  const text = runs.map((run) => ('own' in run ? run.own : run.text)).join('')
  const shown = text.trim() === '' ? ' ' : text.replace(/`(?=``)/g, '`\u200b')
  for (let from = 0; from < shown.length; ) {
    const end = from + most >= shown.length ? shown.length : whole(shown, from + most)
    const part = shown.slice(from, end)
    const first = `${FENCE}\n${part}${CLOSE}`
    yield { first, after: `\n${first}`, inside: from === 0 ? `\n${part}` : part, keep: false, ends: end === shown.length, cites: [] }
    from = end
  }
}

/** A message, and what it is made of. */
export type Packed = { readonly content: string; readonly parts: readonly Part[] }

/** As few messages as hold them, in order; one message more than an answer may take means that they do not fit. */
export function packed(parts: Iterable<Part>): Packed[] {
  const messages: { content: string; parts: Part[] }[] = [{ content: '', parts: [] }]
  for (const unit of unitsOf(parts)) {
    const message = messages.at(-1)
    const content = grown(message?.content ?? '', unit)
    if (message !== undefined && content.length <= LIMITS.content) {
      message.content = content
      message.parts.push(...unit.parts)
    }
    // A message does not begin with a gap.
    else if (unit.first !== '') messages.push({ content: unit.first, parts: [...unit.parts] })
    if (messages.length > LIMITS.messages) break
  }
  return messages.map((message) => ({ ...message, content: message.content.trimEnd() }))
}

/** The same message without the lines of these coverages. */
export function without({ parts }: Packed, charts: ReadonlySet<Coverage>): string {
  const others = parts.filter(({ chart }) => chart === undefined || !charts.has(chart.of))
  return others.reduce(grown, '').trimEnd()
}

/** The coverages whose lines all stand in it. */
export function chartsIn({ parts }: Packed): readonly Coverage[] {
  const ended = parts.flatMap(({ chart, ends }) => (chart !== undefined && ends ? [chart] : []))
  return [...new Set(ended)].filter((chart) => ended.filter((one) => one === chart).length === chart.lines).map((chart) => chart.of)
}

function grown(content: string, { first, after, inside }: Pick<Part, 'first' | 'after' | 'inside'>): string {
  if (content === '') return first
  if (inside !== null && content.endsWith(CLOSE)) return content.slice(0, -CLOSE.length) + inside + CLOSE
  return first === '' && content.endsWith('\n') ? content : content + after
}

type Unit = Pick<Part, 'first' | 'after' | 'inside'> & { readonly parts: readonly Part[] }
/** What is not parted between messages. */
function* unitsOf(parts: Iterable<Part>): Generator<Unit> {
  let kept: Unit | null = null
  for (const part of parts) {
    const alone: Unit = { ...part, parts: [part] }
    const joined: Unit =
      kept === null ? alone : { first: kept.first + part.after, after: kept.after + part.after, inside: null, parts: [...kept.parts, part] }
    const fits = joined.first.length <= LIMITS.content
    if (kept !== null && !fits) yield kept
    kept = fits ? joined : alone
    if (part.keep) continue
    yield kept
    kept = null
  }
  if (kept !== null) yield kept
}

/** From the beginning, more than has room. */
export function someParts(parts: Iterable<Part>): Part[] {
  const some: Part[] = []
  let length = 0
  for (const part of parts) {
    some.push(part)
    length += (part.inside ?? part.first).length
    if (length > LIMITS.messages * LIMITS.content) break
  }
  return some
}

/** One by one: none is made that nobody gets to. */
export function* inOrder<T>(some: Iterable<T>, others: Iterable<T>): Generator<T> {
  yield* some
  yield* others
}

/** The greatest n up to `most` for which it holds, as it does for all smaller ones. */
export function mostThat(most: number, holds: (n: number) => boolean): number {
  let low = 0
  let high = most
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}
