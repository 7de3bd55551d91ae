/** Scores a recogniser on labelled articles: unique name + type per article, names compared by their key. */
import { entityKey } from '../../src/retrieval/alias.ts'
import { type EntityType, recogniseEntities } from '../../src/retrieval/entities.ts'
import { read } from '../../src/retrieval/language.ts'
import type { LabelledArticle } from './labelled.ts'

export type Named = { readonly type: EntityType; readonly name: string }
export type Recogniser = (text: string) => readonly Named[]
/** Shares of 1; `f1` is their harmonic mean. */
export type Score = { readonly precision: number; readonly recall: number; readonly f1: number }
export type Scores = { readonly typed: Score; readonly untyped: Score }

/** `types` limits both sides to those types. */
export function score(articles: readonly LabelledArticle[], recognise: Recogniser, types: readonly EntityType[]): Scores {
  const typed = { hits: 0, found: 0, wanted: 0 }
  const untyped = { hits: 0, found: 0, wanted: 0 }
  for (const { text, spans } of articles) {
    const gold = spans.filter(({ type }) => types.includes(type)).map(({ type, start, end }) => ({ type, name: text.slice(start, end) }))
    const found = recognise(text).filter(({ type }) => types.includes(type))
    count(typed, keys(gold, true), keys(found, true))
    count(untyped, keys(gold, false), keys(found, false))
  }
  return { typed: rates(typed), untyped: rates(untyped) }
}

type Counts = { hits: number; found: number; wanted: number }

function keys(names: readonly Named[], typed: boolean): Set<string> {
  return new Set(names.map(({ name, type }) => (typed ? `${type} ${entityKey(name)}` : entityKey(name))))
}

function count(counts: Counts, gold: Set<string>, found: Set<string>): void {
  counts.wanted += gold.size
  counts.found += found.size
  for (const key of found) if (gold.has(key)) counts.hits++
}

function rates({ hits, found, wanted }: Counts): Score {
  const precision = found === 0 ? 0 : hits / found
  const recall = wanted === 0 ? 0 : hits / wanted
  return { precision, recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** The project's own recogniser: every form of every entity. */
export const ours: Recogniser = (text) =>
  recogniseEntities(read(text)).flatMap(({ type, aliases }) => aliases.map((name) => ({ type, name })))

/** A labelled text as single sentences, each an article of its own. */
export function sentencesOf(articles: readonly LabelledArticle[]): LabelledArticle[] {
  return articles.flatMap(({ text, spans }) => {
    let at = 0
    return text.split('\n').map((line) => {
      const from = at
      at += line.length + 1
      return {
        text: line,
        spans: spans
          .filter(({ start }) => start >= from && start < at)
          .map(({ type, start, end }) => ({ type, start: start - from, end: end - from })),
      }
    })
  })
}
