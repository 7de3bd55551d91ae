/** Sentences in the paragraphs that they stand in. Ranges are [start, end) in a body, UTF-16 units. */
export type Range = { readonly start: number; readonly end: number }
/** `shown`: a paragraph, or as much of it as `isPart` says; `strong`: the sentence, within it. */
export type InParagraph = { readonly shown: Range; readonly strong: Range; readonly isPart: boolean }

/** Paragraphs are parted by a blank line. */
const BREAK = '\n\n'
/** A body without paragraphs would fill a message by itself; this many characters around a sentence tell what it is about. */
const MAX_SHOWN = 1_200

/**
 * Each paragraph once, in the order in which its sentences are first named: neighbouring sentences are one range, and between others
 * the paragraph is parted, so that each part has its own.
 */
export function inParagraphs(body: string, ranges: readonly Range[], sentences: readonly Range[]): InParagraph[] {
  const paragraphs = new Map<number, { readonly whole: Range; readonly named: Range[] }>()
  for (const range of ranges) {
    const whole = paragraphOf(body, range)
    const known = paragraphs.get(whole.start)
    if (known === undefined) paragraphs.set(whole.start, { whole, named: [range] })
    else known.named.push(range)
  }
  return [...paragraphs.values()].flatMap(({ whole, named }) => parts(body, whole, joined(body, named), sentences))
}

function paragraphOf(body: string, { start, end }: Range): Range {
  const before = body.lastIndexOf(BREAK, start - 1)
  const after = body.indexOf(BREAK, end - 1)
  return { start: start === 0 || before < 0 ? 0 : before + BREAK.length, end: after < 0 ? body.length : after }
}

/** In the order of the text, neighbours as one. */
function joined(body: string, ranges: readonly Range[]): Range[] {
  const apart: Range[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1)
    if (last !== undefined && body.slice(last.end, range.start).trim() === '')
      apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    else apart.push(range)
  }
  return apart
}

function parts(body: string, whole: Range, ranges: readonly Range[], sentences: readonly Range[]): InParagraph[] {
  return ranges.map((strong, i) => {
    const start = i === 0 ? whole.start : strong.start
    const next = ranges[i + 1]
    const part = { start, end: next === undefined ? whole.end : start + body.slice(start, next.start).trimEnd().length }
    const shown = around(strong, part, sentences)
    return { shown, strong, isPart: shown.start > part.start || shown.end < part.end }
  })
}

/** The part, or the sentences around the range that fit, taken from both sides in turns. */
function around(range: Range, part: Range, sentences: readonly Range[]): Range {
  if (part.end - part.start <= MAX_SHOWN) return part
  const before = sentences.filter(({ start, end }) => start >= part.start && end <= range.start).reverse()
  const after = sentences.filter(({ start, end }) => start >= range.end && end <= part.end)
  let { start, end } = range
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    const left = before[i]?.start ?? start
    if (end - left > MAX_SHOWN) break
    start = left
    const right = after[i]?.end ?? end
    if (right - start > MAX_SHOWN) break
    end = right
  }
  return { start, end }
}
