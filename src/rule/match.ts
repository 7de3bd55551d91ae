/** Whether an article matches a rule, and why, in words. */
import { opensDependent } from '../on-topic.ts'
import { foldName } from '../retrieval/terms.ts'
import { isCalled, type Rule, type RuleMatch, type RuleName } from '../rule.ts'
import type { Analysed } from '../store/store.ts'
import { OPENING, type Standing, saysSomething, standingOfName, standingOfWords } from './standing.ts'
import { type RuleView, sentenceAt, viewOf } from './view.ts'

/** null: it does not match. `storyId`: of the story that the article is in. */
export function matchRule(rule: Rule, analysed: Analysed, storyId: string | null): RuleMatch | null {
  return matchIn(rule, analysed, storyId, saysSomething)
}

/** Whether it has all that the rule looks for, if only in passing. */
export function mentionsRule(rule: Rule, analysed: Analysed): boolean {
  return matchIn(rule, analysed, null, () => true) !== null
}

function matchIn(rule: Rule, analysed: Analysed, storyId: string | null, isEnough: typeof saysSomething): RuleMatch | null {
  const view = viewOf(analysed)
  if (rule.story !== null) return rule.story.id === storyId ? matched(rule, view, () => 'belongs to the story that you follow') : null
  if (!passesFilters(rule, view)) return null
  const names: Standing[] = []
  for (const name of rule.names) {
    const standing = standingOfName(name, view)
    if (standing === null || !(name.isAnywhere || isEnough(standing, view))) return null
    names.push(standing)
  }
  const keywords = rule.keywords.size === 0 ? null : standingOfWords(rule, view)
  if (rule.keywords.size > 0 && !(keywords !== null && isEnough(keywords, view))) return null
  if (!rule.phrases.every((phrase) => view.words().has(phrase.anchor) && hasWords(view.text(), phrase.text))) return null
  return matched(rule, view, () => whyOf(rule, view, names, keywords))
}

/** What is told of it is made when it is asked for: of many matches of one story, one is told. */
function matched(rule: Rule, view: RuleView, why: () => string): RuleMatch {
  return {
    get why() {
      return why()
    },
    get sentence() {
      return sentenceOf(rule, view)
    },
  }
}

function passesFilters(rule: Rule, view: RuleView): boolean {
  const { article } = view.analysed
  if (rule.publishers.length > 0 && !rule.publishers.some((wanted) => isCalled(article.publisher, wanted))) return false
  if (rule.authors.length > 0 && !rule.authors.some((wanted) => article.authors.some((author) => isCalled(author, wanted)))) return false
  if (rule.tags.length > 0 && !article.tags.some((tag) => rule.tags.includes(foldName(tag)))) return false
  return !rule.excluded.some((word) => hasWords(view.text(), word))
}

/** Whole words, so that “art” is not found in “part”. */
export function hasWords(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text.slice(Math.max(0, at - 2), at), text.slice(at + wanted.length, at + wanted.length + 2)]
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}

function placeIn({ where, times }: Standing, { analysed }: RuleView): string {
  if (where === 'headline') return 'in the headline'
  if (where === 'opening') return 'in its opening'
  return times < 2 ? 'further down' : `in ${times} of its ${analysed.analysis.sentences.length} sentences`
}

function whyOf(rule: Rule, view: RuleView, names: readonly Standing[], keywords: Standing | null): string {
  const parts = names.map((standing, n) => {
    const { label } = rule.names[n] as RuleName
    return `names ${label}${foldName(standing.as) === foldName(label) ? '' : ` (as “${standing.as}”)`} ${placeIn(standing, view)}`
  })
  if (keywords !== null) parts.push(`has “${rule.words}” ${placeIn(keywords, view)}`)
  for (const { text } of rule.phrases) parts.push(`has the words “${text}”`)
  const { article } = view.analysed
  if (rule.authors.length > 0) parts.push(`by ${article.authors.find((author) => rule.authors.some((wanted) => isCalled(author, wanted)))}`)
  if (rule.publishers.length > 0) parts.push(rule.authors.length > 0 ? `in ${article.publisher}` : `by ${article.publisher}`)
  if (rule.tags.length > 0) parts.push(`tagged ${article.tags.find((tag) => rule.tags.includes(foldName(tag)))}`)
  return parts.join(', ')
}

/** Sentences that are weighed as the most telling one: what stands further down tells less of it. */
const MAX_WEIGHED = 24
/** Of a name's mentions, the first. */
const MAX_SPANS = 8
/** Shorter ones are headings and bylines. */
const MIN_TERMS = 4

/** More than all else that is weighed. */
const SPEAKS = 5

/** As `tellingSentence` weighs them, but only where the names and words are known to stand: one article matches many rules. */
function sentenceOf(rule: Rule, view: RuleView): RuleMatch['sentence'] {
  const { article, analysis } = view.analysed
  const { sentences } = analysis
  const shares = new Map<number, number>()
  const add = (at: number, share: number): void => void (at >= 0 && shares.set(at, (shares.get(at) ?? 0) + share))
  for (let at = 0; at <= OPENING; at++) add(at, 0)
  for (const form of rule.names.flatMap((name) => [...name.forms]))
    for (const [start] of view.named.get(form)?.spans.slice(0, MAX_SPANS) ?? []) add(sentenceAt(sentences, start), 1)
  for (const [term, weight] of rule.keywords) for (const at of view.places.get(term)?.slice(0, MAX_WEIGHED) ?? []) add(at, weight)
  for (const { text } of rule.phrases) add(sentenceAt(sentences, placeOf(article.body, text)), 2)
  let best: RuleMatch['sentence'] = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const [at, share] of [...shares].sort((a, b) => a[0] - b[0]).slice(0, MAX_WEIGHED)) {
    const sentence = sentences[at]
    if (sentence === undefined) continue
    const isDependent = opensDependent(article.body.slice(sentence.start, sentence.end))
    // Of what says nothing of it, the opening is shown only where a headline alone has it.
    const score =
      (share > 0 ? SPEAKS : 0) +
      2 * Math.min(2, share) -
      (isDependent ? 0.6 : 0) -
      (sentence.terms.length < MIN_TERMS ? 0.8 : 0) -
      Math.min(at, 20) * 0.08
    if (score > bestScore) {
      best = sentence
      bestScore = score
    }
  }
  return best
}

/** Where the body says it; -1 where it does not, or says it over a line's end, or with other marks. */
function placeOf(body: string, phrase: string): number {
  return body.toLowerCase().indexOf(phrase)
}
