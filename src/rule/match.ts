/** Whether an article matches a rule, and why, in words. */
import { ARTICLE_COVERAGE, opensDependent } from '../on-topic.ts'
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import type { EntityMention } from '../retrieval/entities.ts'
import { foldName } from '../retrieval/terms.ts'
import { isDictionaryWord } from '../retrieval/wordnet.ts'
import { isCalled, plainText, type Rule, type RuleMatch, type RuleName, WORD } from '../rule.ts'
import type { Analysed } from '../store/store.ts'

/** An article as rules look at it; made once, for however many rules. */
export type RuleView = {
  readonly analysed: Analysed
  /** Folded form → who is meant by it. */
  readonly named: ReadonlyMap<string, EntityMention>
  /** Words of the headline, folded, with a space on either side of each. */
  readonly title: string
  /** Those of them that begin with a capital or digit. */
  readonly capitals: ReadonlySet<string>
  /** Term → the sentences that have it, ascending; -1 is the headline. */
  readonly places: ReadonlyMap<string, readonly number[]>
  /** All that it says, as phrases are compared; made when a rule asks for it. */
  text(): string
  /** Its words. */
  words(): ReadonlySet<string>
}
type Found = { readonly where: 'headline' | 'opening' | 'further'; readonly as: string }

const views = new WeakMap<Analysed, RuleView>()
/** Sentences that count as an article's opening. */
const OPENING = 2
const HEADLINE = -1

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
    named: namedIn(analysed),
    title: ` ${titleWords.map(foldName).join(' ')} `,
    capitals: new Set(titleWords.filter((word) => /^[\p{Lu}\p{N}]/u.test(word)).map(foldName)),
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

function namedIn({ analysis }: Analysed): Map<string, EntityMention> {
  const named = new Map<string, EntityMention>()
  for (const mention of analysis.entities) {
    for (const form of [mention.name, ...mention.aliases]) {
      const folded = foldName(form)
      // Who is called by a surname alone is told by the full name that stands elsewhere in the article.
      const isPart = mention.type === 'person' && form !== mention.name && !folded.includes(' ')
      if (folded !== '' && !isPart && !named.has(folded)) named.set(folded, mention)
    }
  }
  return named
}

/** null: it does not match. `storyId`: of the story that the article is in. */
export function matchRule(rule: Rule, analysed: Analysed, storyId: string | null): RuleMatch | null {
  const view = viewOf(analysed)
  if (rule.story !== null) return rule.story.id === storyId ? matched(rule, view, () => 'belongs to the story that you follow') : null
  if (!passesFilters(rule, view)) return null
  const names = rule.names.map((name) => findName(name, view))
  if (names.includes(null)) return null
  const keywords = rule.keywords.size === 0 ? null : findKeywords(rule, view)
  if (rule.keywords.size > 0 && keywords === null) return null
  if (!rule.phrases.every((phrase) => view.words().has(phrase.anchor) && hasWords(view.text(), phrase.text))) return null
  return matched(rule, view, () => whyOf(rule, view, names as Found[], keywords))
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

function findName(name: RuleName, view: RuleView): Found | null {
  for (const form of name.forms) if (isInTitle(form, view)) return { where: 'headline', as: spelled(view.analysed.article.title, form) }
  let first: { readonly mention: EntityMention; readonly at: number } | null = null
  for (const form of name.forms) {
    const mention = view.named.get(form)
    const at = mention?.spans[0]?.[0]
    if (mention !== undefined && at !== undefined && (first === null || at < first.at)) first = { mention, at }
  }
  if (first === null) return null
  const { at, mention } = first
  const { sentences } = view.analysed.analysis
  return { where: at < (sentences[OPENING]?.start ?? Number.MAX_SAFE_INTEGER) ? 'opening' : 'further', as: mention.name }
}

/** Headlines write every word large: an ordinary word is a name there only where the text says so too. */
export function isInTitle(form: string, { title, capitals }: RuleView): boolean {
  if (!title.includes(` ${form} `)) return false
  return form.includes(' ') || (capitals.has(form) && !isDictionaryWord(form))
}

function spelled(title: string, form: string): string {
  const words = title.split(/\s+/)
  const length = form.split(' ').length
  const at = words.findIndex(
    (_, n) =>
      foldName(
        words
          .slice(n, n + length)
          .join(' ')
          .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
      ) === form,
  )
  return at < 0
    ? form
    : words
        .slice(at, at + length)
        .join(' ')
        .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}

/** The first place where the headline and two neighbouring sentences say enough of the words, as `on-topic.ts` has it. */
function findKeywords({ keywords }: Rule, { places, analysed }: RuleView): Found | null {
  let possible = 0
  let inTitle = 0
  for (const [term, weight] of keywords) {
    const at = places.get(term)
    if (at === undefined) continue
    possible += weight
    if (at[0] === HEADLINE) inTitle += weight
  }
  if (possible < ARTICLE_COVERAGE) return null
  if (inTitle >= ARTICLE_COVERAGE) return { where: 'headline', as: '' }
  const starts = new Set<number>()
  for (const term of keywords.keys())
    for (const place of places.get(term) ?? []) if (place !== HEADLINE) starts.add(place).add(Math.max(0, place - 1))
  for (const start of [...starts].sort((a, b) => a - b)) {
    if (start >= analysed.analysis.sentences.length) continue
    let covered = 0
    for (const [term, weight] of keywords)
      if (places.get(term)?.some((place) => place === HEADLINE || place === start || place === start + 1)) covered += weight
    if (covered >= ARTICLE_COVERAGE) return { where: start < OPENING ? 'opening' : 'further', as: '' }
  }
  return null
}

const PLACES = { headline: 'in the headline', opening: 'in its opening', further: 'further down' } as const

function whyOf(rule: Rule, view: RuleView, names: readonly Found[], keywords: Found | null): string {
  const parts = names.map((found, n) => {
    const { label } = rule.names[n] as RuleName
    return `names ${label}${foldName(found.as) === foldName(label) ? '' : ` (as “${found.as}”)`} ${PLACES[found.where]}`
  })
  if (keywords !== null) parts.push(`has “${rule.words}” ${PLACES[keywords.where]}`)
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
    const score = 2 * Math.min(2, share) - (isDependent ? 0.6 : 0) - (sentence.terms.length < MIN_TERMS ? 0.8 : 0) - Math.min(at, 20) * 0.08
    if (score > bestScore) {
      best = sentence
      bestScore = score
    }
  }
  return best
}

/** The sentence in which an offset of the body lies; -1: in none. */
function sentenceAt(sentences: readonly AnalysedSentence[], offset: number): number {
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

/** Where the body says it; -1 where it does not, or says it over a line's end, or with other marks. */
function placeOf(body: string, phrase: string): number {
  return body.toLowerCase().indexOf(phrase)
}
