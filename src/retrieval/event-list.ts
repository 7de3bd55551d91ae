/**
 * Pages of many events, by how they are built: the headline lists things (“Ferry strike, comet, bread prices”) that the text tells in
 * places of their own, and its parts have little to do with one another.
 */
import type { Analysed } from '../store/store.ts'
import { read } from './language.ts'
import { cosine, type Rarity, type Weights, weighed } from './story-weights.ts'
import { termsOf } from './terms.ts'

/** Things are divided by these; “8,000” is one word. */
const DIVIDER = /[,;](?!\d)/
/** A headline with more tells its page apart by the first ones. */
const MAX_LISTED = 8
/** Words that more articles have say nothing of where a thing is told. */
const MIN_RARITY = 0.3
/** Sentences that are looked at; a briefing is shorter. */
const MAX_SENTENCES = 120
/** Share of a thing's sentences that speak of another one, too, on average over all pairs of them. */
const MAX_TOGETHER = 0.2
/** Sentences of one part, and what its words are cut to. */
const PART_SENTENCES = 5
const PART_TERMS = 200
/** Likeness of the parts, on average: of three things and more, of two. A comma divides many a headline of one event, two commas fewer. */
const MAX_LIKENESS = 0.12
const MAX_LIKENESS_OF_TWO = 0.095

export function listsEvents({ article, analysis }: Analysed, rarity: Rarity): boolean {
  const listed = article.title.split(DIVIDER).slice(0, MAX_LISTED)
  if (listed.length < 2) return false
  const things = listed.map((words) => new Set(termsOf(read(words).tokens).filter((term) => rarity(term) >= MIN_RARITY)))
  const named = things.filter((thing) => thing.size > 0)
  if (named.length < 2) return false
  const sentences = analysis.sentences.slice(0, MAX_SENTENCES).map(({ terms }) => terms)
  return together(named, sentences) <= MAX_TOGETHER && likenessOfParts(sentences) <= (named.length > 2 ? MAX_LIKENESS : MAX_LIKENESS_OF_TWO)
}

/** 1 where the text tells fewer than two of the things. */
function together(things: readonly ReadonlySet<string>[], sentences: readonly (readonly string[])[]): number {
  const places = things
    .map((thing) => new Set([...sentences.keys()].filter((n) => sentences[n]?.some((term) => thing.has(term)))))
    .filter((place) => place.size > 0)
  const shares = pairsOf(places).map(([a, b]) => a.intersection(b).size / Math.min(a.size, b.size))
  return mean(shares, 1)
}

/** By words alone, however rare: a small corpus does not know. 1 where there is one part. */
function likenessOfParts(sentences: readonly (readonly string[])[]): number {
  const parts: Weights[] = []
  for (let at = 0; at < sentences.length; at += PART_SENTENCES)
    parts.push(weighed([], sentences.slice(at, at + PART_SENTENCES).flat(), () => 1, PART_TERMS))
  return mean(
    pairsOf(parts).map(([a, b]) => cosine(a, b)),
    1,
  )
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]))
}

function mean(values: readonly number[], none: number): number {
  return values.length === 0 ? none : values.reduce((sum, value) => sum + value, 0) / values.length
}
