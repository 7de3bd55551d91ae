/** “Less like this”: what an alert was about besides what its watch looks for, so that more of the same is left out. */

import type { SearchIndex } from './retrieval/search-index.ts'
import { foldName } from './retrieval/terms.ts'
import { viewOf } from './rule/view.ts'
import type { Rule } from './rule.ts'
import type { Analysed } from './store/store.ts'

/** Plain data: kept as JSON with the watch. */
export type Less = {
  /** The alert that was one too many. */
  readonly alert: number
  readonly title: string
  readonly storyIds: readonly string[]
  /** Folded form → as it is written. */
  readonly names: Readonly<Record<string, string>>
  /** Terms of its headline. */
  readonly words: readonly string[]
}

/** An article leads with few names; further ones are its background. */
const MAX_NAMES = 4
const MAX_WORDS = 4
/** Two names in common, or one and two words of the headline, or all of its four words. */
const ALIKE = 4
const NAME_WORTH = 2
const WORD_WORTH = 1

export function lessOf(
  rule: Rule,
  analysed: Analysed,
  of: { readonly alert: number; readonly storyIds: readonly string[] },
  index: Pick<SearchIndex, 'documentFrequency'>,
): Less {
  const { article, analysis } = analysed
  const wanted = new Set(rule.names.flatMap((name) => [...name.forms]))
  const wantedTerms = new Set([...rule.keywords.keys(), ...rule.phrases.flatMap(({ text }) => text.split(' '))])
  const names = analysis.entities
    .filter((mention) => ![mention.name, ...mention.aliases].some((form) => wanted.has(foldName(form))))
    .sort((a, b) => b.spans.length - a.spans.length || (a.spans[0]?.[0] ?? 0) - (b.spans[0]?.[0] ?? 0))
    .slice(0, MAX_NAMES)
  const isOfName = new Set([...wanted, ...names.map((mention) => foldName(mention.name))].flatMap((form) => form.split(' ')))
  const words = [...new Set(analysis.titleTerms)]
    .filter((term) => !wantedTerms.has(term) && !isOfName.has(term))
    .sort((a, b) => index.documentFrequency(a) - index.documentFrequency(b))
    .slice(0, MAX_WORDS)
  return { ...of, title: article.title, names: Object.fromEntries(names.map((mention) => [foldName(mention.name), mention.name])), words }
}

export function looksLike({ storyIds, names, words }: Less, analysed: Analysed, storyId: string | null): boolean {
  if (storyId !== null && storyIds.includes(storyId)) return true
  const { named, title } = viewOf(analysed)
  const shared = Object.keys(names).filter((form) => named.has(form) || title.includes(` ${form} `)).length
  const said = words.filter((term) => analysed.analysis.titleTerms.includes(term)).length
  return shared * NAME_WORTH + said * WORD_WORTH >= ALIKE
}

/** What is left out, as its reader is told. */
export function printedLess({ title, names }: Less): string {
  const all = Object.values(names)
  const also =
    all.length < 2
      ? ' and what has nearly its headline'
      : `, and what names two of ${all.join(', ')}, or one of them under a headline like it`
  return `the story “${title}”${also}`
}
