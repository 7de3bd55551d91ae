/** Labelled pairs of real articles: one event or not. Ids and labels only; how they were labelled stands in tests/stories/README.md. */
/** `blind`: of the part that nobody looks at while the grouping is made. */
export type StoryPair = {
  readonly a: string
  readonly b: string
  readonly set: 'realtime' | 'multihop'
  readonly same: boolean
  readonly kind: string
  readonly blind?: boolean
}
export type Part = 'blind' | 'development'
/** `groups`: article → what its event is named after; of all articles of the part. */
export type PartOfPairs = { readonly pairs: readonly StoryPair[]; readonly groups: ReadonlyMap<string, string> }

export function parts(pairs: readonly StoryPair[]): Readonly<Record<Part, PartOfPairs>> {
  const of = (isBlind: boolean): PartOfPairs => {
    const own = pairs.filter(({ blind = false }) => blind === isBlind)
    const links = own.filter(({ same }) => same).map(({ a, b }) => [a, b] as const)
    return {
      pairs: own,
      groups: components(
        own.flatMap(({ a, b }) => [a, b]),
        links,
      ),
    }
  }
  return { blind: of(true), development: of(false) }
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
