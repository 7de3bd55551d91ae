/** What is quoted of an article that a rule matches: by the same measures as the line of a digest, a sentence that says what was looked for. */
import { tellingLine } from '../digest/line.ts'
import { isOfTheText, type Span, spanOf } from '../digest/sentence-form.ts'
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import { plainText, type Rule } from '../rule.ts'
import { hasWords, type RuleView, sentenceAt } from './view.ts'

/** Sentences that are weighed: what stands further down tells less of it. */
const MAX_WEIGHED = 24
/** Of a name's mentions, the first. */
const MAX_SPANS = 8
/** A phrase is rarer than a name: the sentence that has it tells more. */
const PHRASE = 2

/**
 * The best sentence that says it and stands alone; else, where only the text says it, one that others must explain; else the line that tells the article.
 * null: its headline tells more than any.
 */
export function quotedIn(rule: Rule, view: RuleView, isHeaded: boolean): Span | null {
  const { analysed } = view
  const { body, title } = analysed.article
  const said = saying(rule, view)
  const most = Math.max(0, ...said.values())
  if (most > 0) {
    const fullest = new Set([...said].flatMap(([sentence, share]) => (share === most ? [sentence] : [])))
    // Of several words, most of what any sentence has.
    const line = tellingLine(analysed, (sentence) => (said.get(sentence) ?? 0) * 2 >= most, fullest, analysed.analysis.sentences.length)
    if (line !== null) return line.span
    const isSeen = isHeaded && rule.phrases.every(({ text }) => hasWords(plainText(title), text))
    const hanging = isSeen ? undefined : [...fullest].find((sentence) => isOfTheText(analysed, sentence))
    if (hanging !== undefined) return spanOf(body, hanging)
  }
  return tellingLine(analysed)?.span ?? null
}

/** The first sentences that have a name, word or phrase of the rule, in their order → how much of it. */
function saying({ names, keywords, phrases }: Rule, { analysed, named, places }: RuleView): Map<AnalysedSentence, number> {
  const { article, analysis } = analysed
  const { sentences } = analysis
  const shares = new Map<number, number>()
  const add = (at: number, share: number): void => void shares.set(at, (shares.get(at) ?? 0) + share)
  for (const { forms } of names) {
    const at = new Set<number>()
    for (const mention of new Set([...forms].flatMap((form) => named.get(form) ?? [])))
      for (const [start] of mention.spans.slice(0, MAX_SPANS)) {
        const place = sentenceAt(sentences, start)
        const sentence = sentences[place]
        // The place of a dateline is not quoted.
        if (sentence !== undefined && start >= spanOf(article.body, sentence).start) at.add(place)
      }
    for (const place of at) add(place, 1)
  }
  for (const [term, weight] of keywords) for (const at of places.get(term)?.slice(0, MAX_WEIGHED) ?? []) if (at >= 0) add(at, weight)
  for (const { text } of phrases)
    for (const [at, { start, end }] of sentences.entries()) if (hasWords(plainText(article.body.slice(start, end)), text)) add(at, PHRASE)
  const first = [...shares].sort((a, b) => a[0] - b[0]).slice(0, MAX_WEIGHED)
  return new Map(first.map(([at, share]) => [sentences[at] as AnalysedSentence, share]))
}
