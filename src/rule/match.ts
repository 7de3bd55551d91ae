/** Whether an article matches a rule, and why, in words. */
import { foldName } from '../retrieval/terms.ts'
import { isCalled, type Rule, type RuleMatch, type RuleName } from '../rule.ts'
import type { Analysed } from '../store/store.ts'
import { quotedIn } from './quoted.ts'
import { type Standing, saysSomething, standingOfName, standingOfWords } from './standing.ts'
import { hasWords, type RuleView, viewOf } from './view.ts'

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
  if (rule.story !== null) return rule.story.id === storyId ? matched(rule, view, true, () => 'belongs to the story that you follow') : null
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
  const isHeaded = [...names, ...(keywords === null ? [] : [keywords])].every(({ where }) => where === 'headline')
  return matched(rule, view, isHeaded, () => whyOf(rule, view, names, keywords))
}

/** What is told of it is made when it is asked for: of many matches of one story, one is told. `isHeaded`: the headline has its names and words. */
function matched(rule: Rule, view: RuleView, isHeaded: boolean, why: () => string): RuleMatch {
  return {
    get why() {
      return why()
    },
    get sentence() {
      return quotedIn(rule, view, isHeaded)
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
