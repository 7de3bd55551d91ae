/**
 * Which of thousands of rules a new article matches: each rule is filed under what an article must have to match it at all (a form of a name, its
 * weightiest words, a word of its phrase, an outlet, a story), and only what the article brings up is matched in full.
 */
import { coverageNeeded } from './on-topic.ts'
import { foldName } from './retrieval/terms.ts'
import { type RuleView, viewOf } from './rule/view.ts'
import { isCalled, matchRule, type Rule, type RuleMatch } from './rule.ts'
import type { Analysed } from './store/store.ts'

export type WatchIndex = {
  /** In the place of the rule that had this number. */
  set(id: number, rule: Rule): void
  /** False where there is none of this number. */
  remove(id: number): boolean
  get(id: number): Rule | null
  /** Those that match, by number. */
  matches(analysed: Analysed, storyId: string | null): readonly { readonly id: number; readonly match: RuleMatch }[]
  readonly size: number
}

const DRAWERS = ['story', 'form', 'title', 'term', 'word', 'outlet', 'author', 'tag'] as const
/** What a rule is filed under: one of a drawer's labels. */
type Anchor = { readonly drawer: (typeof DRAWERS)[number]; readonly label: string }
type Drawer = Map<string, Set<number>>
/** Weights are sums of fractions: what is as near to the threshold as this may be on either side of it. */
const ROUNDING = 1e-9
/** Outlets and authors of which it is remembered what they are called by; past it they are found out anew. */
const MAX_CALLED = 5_000

export function openWatchIndex(): WatchIndex {
  const rules = new Map<number, Rule>()
  const drawers = new Map(DRAWERS.map((name) => [name, new Map() as Drawer]))
  const drawer = (name: Anchor['drawer']): Drawer => drawers.get(name) as Drawer
  const called = { outlet: calledBy(drawer('outlet')), author: calledBy(drawer('author')) }
  const remove = (id: number): boolean => {
    const rule = rules.get(id)
    if (rule === undefined) return false
    for (const { drawer: name, label } of anchorsOf(rule)) {
      const filed = drawer(name).get(label)
      filed?.delete(id)
      if (filed?.size === 0) drawer(name).delete(label)
    }
    return rules.delete(id)
  }
  return {
    set(id, rule) {
      remove(id)
      rules.set(id, rule)
      for (const { drawer: name, label } of anchorsOf(rule)) {
        const filed = drawer(name).get(label)
        if (filed === undefined) {
          drawer(name).set(label, new Set([id]))
          called.outlet.forget()
          called.author.forget()
        } else filed.add(id)
      }
    },
    remove,
    get: (id) => rules.get(id) ?? null,
    matches(analysed, storyId) {
      const view = viewOf(analysed)
      const candidates = new Set<number>()
      const open = (name: Anchor['drawer'], labels: Iterable<string>): void => {
        const from = drawer(name)
        if (from.size === 0) return
        for (const label of labels) {
          const filed = from.get(label)
          if (filed !== undefined) for (const id of filed) candidates.add(id)
        }
      }
      if (storyId !== null) open('story', [storyId])
      open('form', view.named.keys())
      open('title', wordsOf(view))
      open('term', view.places.keys())
      if (drawer('word').size > 0) open('word', view.words())
      open('outlet', called.outlet.of(analysed.article.publisher))
      for (const author of analysed.article.authors) open('author', called.author.of(author))
      open('tag', analysed.article.tags.map(foldName))
      return [...candidates]
        .sort((a, b) => a - b)
        .flatMap((id) => {
          const match = matchRule(rules.get(id) as Rule, analysed, storyId)
          return match === null ? [] : [{ id, match }]
        })
    },
    get size() {
      return rules.size
    },
  }
}

/** By one demand of the rule alone, the one that most articles fail. */
function anchorsOf({ story, names, phrases, keywords, authors, tags, publishers }: Rule): Anchor[] {
  const under = (drawer: Anchor['drawer'], labels: Iterable<string>): Anchor[] => [...new Set(labels)].map((label) => ({ drawer, label }))
  if (story !== null) return under('story', [story.id])
  const [name] = names
  // Headlines are not looked through for names at intake: there the longest word of each form leads to it.
  if (name !== undefined) return [...under('form', name.forms), ...under('title', [...name.forms].map(longestWord))]
  const [phrase] = phrases
  if (phrase !== undefined) return under('word', [phrase.anchor])
  if (keywords.size > 0) return under('term', indispensable(keywords))
  if (authors.length > 0) return under('author', authors)
  if (tags.length > 0) return under('tag', tags)
  return under('outlet', publishers)
}

function longestWord(form: string): string {
  return form.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '')
}

/** The fewest words, the weightiest first, of which an article must have one: all the others together are too little. */
export function indispensable(keywords: ReadonlyMap<string, number>): readonly string[] {
  let others = [...keywords.values()].reduce((sum, weight) => sum + weight, 0)
  const needed: string[] = []
  for (const [term, weight] of [...keywords].sort((a, b) => b[1] - a[1])) {
    if (others < coverageNeeded(keywords) - ROUNDING) break
    needed.push(term)
    others -= weight
  }
  return needed
}

function wordsOf({ title }: RuleView): readonly string[] {
  return title.split(' ').filter(Boolean)
}

/** Which of a drawer's labels an outlet or author is called by: found out once for each, since there are few of them. */
function calledBy(drawer: Drawer): { of(name: string): readonly string[]; forget(): void } {
  const known = new Map<string, readonly string[]>()
  return {
    of(name) {
      const before = known.get(name)
      if (before !== undefined) return before
      const labels = [...drawer.keys()].filter((label) => isCalled(name, label))
      if (known.size >= MAX_CALLED) known.clear()
      known.set(name, labels)
      return labels
    },
    forget: () => known.clear(),
  }
}
