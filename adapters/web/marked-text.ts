/** The text of an article with passages of it marked. Ranges come from an address and may be anything; the text is never changed by them. */
import { html } from 'hono/html'
import { safe } from '../../src/answer.ts'
import type { Range } from './host.ts'
import { LIMITS } from './limits.ts'
import { PASSAGE } from './links.ts'
import type { Html } from './render.ts'

const BLANK_LINES = /\n(?:[^\S\n]*\n)+/g

/** Paragraphs with `<mark>` around what the ranges cover; the mark that the first range is in bears the id at which the page opens. */
export function markedText(body: string, ranges: readonly Range[]): Html {
  const wanted = ranges.slice(0, LIMITS.passages).flatMap((range) => within(body, range))
  const marks = united(wanted)
  const [first] = wanted
  const opening = first === undefined ? undefined : marks.find((mark) => mark.start <= first.start && mark.end >= first.end)
  let isOpened = false
  const paragraphs = paragraphsOf(body).map((paragraph) => {
    const parts: (Html | string)[] = []
    let at = paragraph.start
    for (const mark of marks) {
      const start = Math.max(mark.start, paragraph.start)
      const end = Math.min(mark.end, paragraph.end)
      if (start >= end) continue
      const isPassage = mark === opening && !isOpened
      if (isPassage) isOpened = true
      parts.push(
        lines(body.slice(at, start)),
        html`<mark${isPassage ? html` id="${PASSAGE}"` : ''}>${lines(body.slice(start, end))}</mark>`,
      )
      at = end
    }
    parts.push(lines(body.slice(at, paragraph.end)))
    return html`<p dir="auto">${parts}</p>\n`
  })
  return html`${paragraphs}`
}

/** How many separate passages are marked. */
export function passagesIn(body: string, ranges: readonly Range[]): number {
  return united(ranges.slice(0, LIMITS.passages).flatMap((range) => within(body, range))).length
}

/** Lines of a paragraph stay lines. */
function lines(text: string): Html | string {
  const all = text.split('\n').map(safe)
  return all.length === 1 ? (all[0] ?? '') : html`${all.map((line, i) => (i === 0 ? line : html`<br>${line}`))}`
}

/** Clipped to the text, widened to whole characters; nothing where nothing is left of it. */
function within(body: string, { start, end }: Range): Range[] {
  if (!Number.isFinite(start) || !Number.isFinite(end)) return []
  const from = whole(body, Math.max(0, Math.trunc(start)), -1)
  const to = whole(body, Math.min(body.length, Math.trunc(end)), 1)
  return from < to && body.slice(from, to).trim() !== '' ? [{ start: from, end: to }] : []
}

/** A place that is not between the two units of one character. */
function whole(text: string, at: number, step: 1 | -1): number {
  const isSplit = /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '')
  return isSplit ? at + step : at
}

/** In order, and those that overlap as one. */
function united(ranges: readonly Range[]): Range[] {
  const all: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = all.at(-1)
    if (last === undefined || range.start >= last.end) all.push(range)
    else if (range.end > last.end) all[all.length - 1] = { start: last.start, end: range.end }
  }
  return all
}

function paragraphsOf(body: string): Range[] {
  const all: Range[] = []
  let start = 0
  for (const gap of body.matchAll(BLANK_LINES)) {
    all.push({ start, end: gap.index })
    start = gap.index + gap[0].length
  }
  all.push({ start, end: body.length })
  return all.filter((one) => one.start < one.end)
}
