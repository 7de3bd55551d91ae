/** An article as rules look at it: who is named, where its words stand. Made once, for however many rules. */
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import type { EntityMention } from '../retrieval/entities.ts'
import { foldName } from '../retrieval/terms.ts'
import { plainText, WORD } from '../rule.ts'
import type { Analysed } from '../store/store.ts'

export type RuleView = {
  readonly analysed: Analysed
  /** Folded form → who is meant by it. */
  readonly named: ReadonlyMap<string, EntityMention>
  /** Surnames that stand for somebody named in full, folded. */
  readonly surnames: ReadonlySet<string>
  /** Words of the headline, folded, with a space on either side of each. */
  readonly title: string
  /** Those of them that begin with a capital or digit, as they are written → folded. */
  readonly capitals: ReadonlyMap<string, string>
  /** Term → the sentences that have it, ascending; -1 is the headline. */
  readonly places: ReadonlyMap<string, readonly number[]>
  /** All that it says, as phrases are compared; made when a rule asks for it. */
  text(): string
  /** Its words. */
  words(): ReadonlySet<string>
}

const views = new WeakMap<Analysed, RuleView>()
export const HEADLINE = -1

export function viewOf(analysed: Analysed): RuleView {
  const known = views.get(analysed)
  if (known !== undefined) return known
  const { article, analysis } = analysed
  const titleWords = article.title.split(/[^\p{L}\p{N}'’.&-]+/u).filter(Boolean)
  const places = new Map<string, number[]>()
  const put = (term: string, at: number): void => {
    const known = places.get(term)
    if (known === undefined) places.set(term, [at])
    else if (known.at(-1) !== at) known.push(at)
  }
  for (const term of analysis.titleTerms) put(term, HEADLINE)
  for (const [at, sentence] of analysis.sentences.entries()) for (const term of sentence.terms) put(term, at)
  let text: string | null = null
  let words: ReadonlySet<string> | null = null
  const view: RuleView = {
    analysed,
    ...namedIn(analysed),
    title: ` ${titleWords.map(foldName).join(' ')} `,
    capitals: new Map(titleWords.filter((word) => /^[\p{Lu}\p{N}]/u.test(word)).map((word) => [withoutPossessive(word), foldName(word)])),
    places,
    text() {
      text ??= plainText(`${article.title}\n${article.body}`)
      return text
    },
    words() {
      words ??= new Set(this.text().match(WORD))
      return words
    },
  }
  views.set(analysed, view)
  return view
}

function namedIn({ analysis }: Analysed): Pick<RuleView, 'named' | 'surnames'> {
  const named = new Map<string, EntityMention>()
  const surnames = new Set<string>()
  // In order of their first mention: after Jim Jordan, Jordan alone is he, though it is a country, too.
  for (const mention of analysis.entities) {
    for (const form of [mention.name, ...mention.aliases]) {
      const folded = foldName(form)
      const isPart = mention.type === 'person' ? form !== mention.name && !folded.includes(' ') : surnames.has(folded)
      // Who is called by a surname alone is told by the full name that stands elsewhere in the article.
      if (isPart) surnames.add(folded)
      else if (folded !== '' && !named.has(folded)) named.set(folded, mention)
    }
    const last = mention.type === 'person' ? foldName(mention.name).split(' ').slice(1).at(-1) : undefined
    if (last !== undefined) surnames.add(last)
  }
  return { named, surnames }
}

export function withoutPossessive(word: string): string {
  return word.replace(/['’]s$/, '')
}

/** The sentence in which an offset of the body lies; -1: in none. */
export function sentenceAt(sentences: readonly AnalysedSentence[], offset: number): number {
  let [low, high] = [0, sentences.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const { start, end } = sentences[middle] as AnalysedSentence
    if (offset < start) high = middle - 1
    else if (offset >= end) low = middle + 1
    else return middle
  }
  return -1
}

/** Whole words, so that “art” is not found in “part”. */
export function hasWords(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text.slice(Math.max(0, at - 2), at), text.slice(at + wanted.length, at + wanted.length + 2)]
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}
