/** Where an article speaks of what a rule looks for, and whether it says something of it or mentions it in passing. */
import { coverageNeeded } from '../on-topic.ts'
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import type { EntityMention } from '../retrieval/entities.ts'
import { foldName, isStopWord } from '../retrieval/terms.ts'
import { isDictionaryWord } from '../retrieval/wordnet.ts'
import type { Rule, RuleName } from '../rule.ts'
import { HEADLINE, type RuleView, sentenceAt, withoutPossessive } from './view.ts'

/** `times`: how many of its sentences speak of it; `as`: how it is called there. */
export type Standing = {
  readonly where: 'headline' | 'opening' | 'further'
  readonly times: number
  readonly as: string
}

/** Sentences that count as an article's opening. */
export const OPENING = 2
/** Further down, at least every so manieth sentence speaks of what an article says something of; what is rarer there stands in a list, a link or a comparison. */
const EVERY = 15
/** Weights are sums of fractions. */
const ROUNDING = 1e-9
/** “PARIS (AP) —”, “London/Washington CNN —”: where it was written, not of what. The two stand before and after a place in its sentence. */
const MAX_DATELINE_CHARS = 60
const BEFORE_DATELINE = /^(?:\p{Lu}[\p{L}.]*[\s,/]+){0,4}$/u
const DATELINE = /^[^.!?;:]{0,40}?(?:\([A-Z][^)]{0,30}\)|\s[—–-]+(?:\s|$))/

export function saysSomething({ where, times }: Standing, { analysed }: RuleView): boolean {
  return where !== 'further' || times * EVERY >= analysed.analysis.sentences.length
}

export function standingOfName({ forms }: Pick<RuleName, 'forms'>, view: RuleView): Standing | null {
  const { article, analysis } = view.analysed
  const { sentences } = analysis
  const called = new Set([...forms].flatMap((form) => view.named.get(form) ?? []))
  const named = new Set<number>()
  let first: { readonly mention: EntityMention; readonly at: number } | null = null
  for (const mention of called) {
    for (const [at, end] of mention.spans) {
      const place = sentenceAt(sentences, at)
      const sentence = sentences[place]
      if (sentence !== undefined && mention.type === 'place' && isDateline(article.body, sentence, at, end)) continue
      named.add(place)
      if (first === null || at < first.at) first = { mention, at }
    }
  }
  const times = named.size
  const inTitle = formInTitle(forms, called, view)
  if (inTitle !== null) return { where: 'headline', times, as: spelled(article.title, inTitle) }
  if (first === null) return null
  const isOpening = first.at < (sentences[OPENING]?.start ?? Number.MAX_SAFE_INTEGER)
  return { where: isOpening ? 'opening' : 'further', times, as: first.mention.name }
}

function isDateline(body: string, { start }: AnalysedSentence, from: number, to: number): boolean {
  if (from - start >= MAX_DATELINE_CHARS || !BEFORE_DATELINE.test(body.slice(start, from))) return false
  return DATELINE.test(body.slice(to, to + MAX_DATELINE_CHARS))
}

/** A form of the name that the headline has, or of those whom the text calls by it: there a surname alone is theirs. */
function formInTitle(forms: ReadonlySet<string>, called: ReadonlySet<EntityMention>, view: RuleView): string | null {
  for (const form of forms) if (!view.surnames.has(form) && isInTitle(form, view.named.get(form), view)) return form
  for (const mention of called) {
    const last = foldName(mention.name).split(' ').at(-1)
    for (const alias of mention.aliases.map(foldName)) {
      // A first name is many people’s.
      const isTheirs = mention.type !== 'person' || alias.includes(' ') || alias === last
      if (isTheirs && isInTitle(alias, mention, view)) return alias
    }
  }
  return null
}

/** Headlines write every word large: an ordinary word is a name there only where the text writes it so too, and a part of somebody’s name is not another’s. */
export function isInTitle(form: string, mention: EntityMention | undefined, { title, capitals, named }: RuleView): boolean {
  if (!title.includes(` ${form} `)) return false
  if (form.includes(' ')) return true
  const written = [...capitals].filter(([, folded]) => folded === form).map(([word]) => word)
  if (written.length === 0) return false
  const isOrdinary = isStopWord(form) || isDictionaryWord(form)
  if (isOrdinary && !mention?.aliases.some((alias) => written.includes(withoutPossessive(alias)))) return false
  return ![...named].some(
    ([whole, other]) => other !== mention && other.type === 'person' && ` ${whole} `.includes(` ${form} `) && title.includes(` ${whole} `),
  )
}

function spelled(title: string, form: string): string {
  const words = title.split(/\s+/)
  const length = form.split(' ').length
  const runs = words.map((_, n) =>
    words
      .slice(n, n + length)
      .join(' ')
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
  )
  return runs.find((run) => foldName(run) === form) ?? form
}

/** The first place where the headline and two neighbouring sentences say enough of the words, as `on-topic.ts` has it; `times`: how many there are. */
export function standingOfWords({ keywords }: Pick<Rule, 'keywords'>, { places }: RuleView): Standing | null {
  const needed = coverageNeeded(keywords)
  let possible = 0
  let inTitle = 0
  const said: (readonly [places: readonly number[], weight: number])[] = []
  for (const [term, weight] of keywords) {
    const at = places.get(term)
    if (at === undefined) continue
    possible += weight
    if (at[0] === HEADLINE) inTitle += weight
    else said.push([at, weight])
  }
  if (possible < needed - ROUNDING) return null
  // Sentence → what it and the next one have of what the headline lacks.
  const covers = new Map(said.flatMap(([at]) => at).map((place) => [place, inTitle]))
  for (const [at, weight] of said) {
    for (const [n, place] of at.entries()) {
      covers.set(place, (covers.get(place) ?? 0) + weight)
      const before = covers.get(place - 1)
      if (before !== undefined && at[n - 1] !== place - 1) covers.set(place - 1, before + weight)
    }
  }
  const standing = [...covers].filter(([, covered]) => covered >= needed - ROUNDING).map(([place]) => place)
  const times = standing.length
  if (inTitle >= needed - ROUNDING) return { where: 'headline', times, as: '' }
  return times === 0 ? null : { where: Math.min(...standing) < OPENING ? 'opening' : 'further', times, as: '' }
}
