/**
 * How far an extracted text agrees with the true one, as article-extraction-benchmark counts it (`evaluate.py`, MIT): runs of four words, per page
 * so that long pages weigh no more, precision and recall as means over pages, F1 of those two means.
 */
import { createHash } from 'node:crypto'

/** Shares of all shingles of a page: found, too much, missed. */
export type Agreement = { readonly tp: number; readonly fp: number; readonly fn: number }
export type Scores = { readonly f1: number; readonly precision: number; readonly recall: number }

const RUN = 4
/** Python's `\w`: letters and digits of every script, without combining marks. */
const WORD = /[\p{L}\p{N}_]+/gu

export function agreement(truth: string, found: string): Agreement {
  const wanted = shingles(truth)
  const got = shingles(found)
  let tp = 0
  let fp = 0
  let fn = 0
  for (const key of new Set([...wanted.keys(), ...got.keys()])) {
    const there = wanted.get(key) ?? 0
    const here = got.get(key) ?? 0
    tp += Math.min(there, here)
    fp += Math.max(0, here - there)
    fn += Math.max(0, there - here)
  }
  const sum = tp + fp + fn
  return sum === 0 ? { tp, fp, fn } : { tp: tp / sum, fp: fp / sum, fn: fn / sum }
}

function shingles(text: string): Map<string, number> {
  const words = text.match(WORD) ?? []
  const counts = new Map<string, number>()
  for (let i = 0; i < Math.max(1, words.length - RUN + 1); i++) {
    const key = words.slice(i, i + RUN).join(' ')
    if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

export function scoresOf(pages: readonly Agreement[]): Scores {
  const precision = mean(pages.filter(({ tp, fp }) => tp + fp > 0).map(({ tp, fp, fn }) => (fp === 0 && fn === 0 ? 1 : tp / (tp + fp))))
  const recall = mean(pages.filter(({ tp, fn }) => tp + fn > 0).map(({ tp, fp, fn }) => (fp === 0 && fn === 0 ? 1 : tp / (tp + fn))))
  return { f1: (2 * precision * recall) / (precision + recall), precision, recall }
}

/** The spread of the scores over pages drawn with replacement: what of a difference is luck of the draw. */
export function spreadOf(pages: readonly Agreement[], draws = 1_000): Scores {
  const drawn = Array.from({ length: draws }, (_, draw) => scoresOf(pages.map((_, i) => pages[pick(draw, i, pages.length)] ?? ZERO)))
  return {
    f1: deviation(drawn.map((s) => s.f1)),
    precision: deviation(drawn.map((s) => s.precision)),
    recall: deviation(drawn.map((s) => s.recall)),
  }
}
const ZERO: Agreement = { tp: 0, fp: 0, fn: 0 }

/** The same draw in every run, so that a figure can be printed twice. */
function pick(draw: number, i: number, length: number): number {
  return createHash('md5').update(`${draw} ${i}`).digest().readUInt32LE() % length
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1))
}
