/** How well an article is about a topic that it matches, and which of its sentences speak of it. */
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import { standingOfName, standingOfWords } from '../rule/standing.ts'
import { type RuleView, viewOf } from '../rule/view.ts'
import { plainText, type Rule } from '../rule.ts'
import type { Analysed } from '../store/store.ts'

/** `fit`: 0–1, 1 where the headline has it. */
export type TopicFit = { readonly fit: number; readonly speaking: ReadonlySet<AnalysedSentence> }

/** A sentence that has this much of what was asked for speaks of it. */
const SPEAKS = 0.5
/** A match in the fifth sentence is half of one in the first. */
const HALF_FIT = 5
/** Later ones say nothing of how well it fits. */
const MAX_SENTENCES = 100

export function topicFit(rule: Rule, analysed: Analysed): TopicFit {
  const wanted = rule.names.length + rule.phrases.length + (rule.keywords.size > 0 ? 1 : 0)
  // Of an outlet, an author or a story, every article is wholly about it.
  if (wanted === 0) return { fit: 1, speaking: new Set() }
  const view = viewOf(analysed)
  const sentences = analysed.analysis.sentences.slice(0, MAX_SENTENCES)
  const speaking = sentences.filter((sentence) => shareIn(rule, view, sentence) / wanted >= SPEAKS)
  const first = speaking[0] === undefined ? 0 : sentences.indexOf(speaking[0])
  const fit = titleShare(rule, view) / wanted >= SPEAKS ? 1 : 1 / (1 + first / HALF_FIT)
  return { fit, speaking: new Set(speaking) }
}

function shareIn(rule: Rule, { analysed, named }: RuleView, { start, end, terms }: AnalysedSentence): number {
  const isNamed = (form: string): boolean => named.get(form)?.spans.some(([from, to]) => from >= start && to <= end) === true
  let share = rule.names.filter(({ forms }) => [...forms].some(isNamed)).length
  if (rule.phrases.length > 0) {
    const text = plainText(analysed.article.body.slice(start, end))
    share += rule.phrases.filter((phrase) => text.includes(phrase.text)).length
  }
  for (const term of new Set(terms)) share += rule.keywords.get(term) ?? 0
  return share
}

function titleShare(rule: Rule, view: RuleView): number {
  const names = rule.names.filter((name) => standingOfName(name, view)?.where === 'headline').length
  const words = rule.keywords.size > 0 && standingOfWords(rule, view)?.where === 'headline' ? 1 : 0
  const title = plainText(view.analysed.article.title)
  return names + words + rule.phrases.filter((phrase) => title.includes(phrase.text)).length
}
