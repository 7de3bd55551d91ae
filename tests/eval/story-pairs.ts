/** Labelled pairs of real articles: one event or not. Ids and labels only; how they were labelled stands in tests/stories/README.md. */
import { hashTerm } from '../../src/retrieval/story-sketch.ts'

export type StoryPair = {
  readonly a: string
  readonly b: string
  readonly set: 'realtime' | 'multihop'
  readonly same: boolean
  readonly kind: string
}
export type Half = 'tuning' | 'held-out'
/** `groups`: article → what its event is named after; of all articles of the half. */
export type HalfOfPairs = { readonly pairs: readonly StoryPair[]; readonly groups: ReadonlyMap<string, string> }

/** By a hash of the event of a pair's first article, so that what is labelled one event is in one half. */
export function halves(pairs: readonly StoryPair[]): Readonly<Record<Half, HalfOfPairs>> {
  const groups = components(
    pairs.flatMap(({ a, b }) => [a, b]),
    pairs.filter(({ same }) => same).map(({ a, b }) => [a, b]),
  )
  const halfOf = (id: string): Half => (hashTerm(groups.get(id) ?? id) % 2 === 0 ? 'tuning' : 'held-out')
  const of = (half: Half): HalfOfPairs => ({
    pairs: pairs.filter(({ a }) => halfOf(a) === half),
    groups: new Map([...groups].filter(([id]) => halfOf(id) === half)),
  })
  return { tuning: of('tuning'), 'held-out': of('held-out') }
}

/** Item → the smallest item that it is joined with, over any number of links. */
export function components(items: Iterable<string>, links: Iterable<readonly [string, string]>): Map<string, string> {
  const parent = new Map<string, string>()
  for (const item of items) parent.set(item, item)
  const root = (item: string): string => {
    let at = item
    for (let next = parent.get(at); next !== undefined && next !== at; next = parent.get(at)) {
      parent.set(at, parent.get(next) ?? next)
      at = next
    }
    return at
  }
  for (const [a, b] of links) {
    const [x, y] = [root(a), root(b)]
    if (x < y) parent.set(y, x)
    else if (y < x) parent.set(x, y)
  }
  return new Map([...parent.keys()].map((item) => [item, root(item)]))
}
