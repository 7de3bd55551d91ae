/** How well stories, and the peers over the same articles, agree with the labelled pairs. */
import type { Store } from '../../src/store/store.ts'
import type { Outcome, Row } from './report.ts'
import { type Part, type PartOfPairs, parts, type StoryPair } from './story-pairs.ts'
import { bySimhash, byTitles, type Grouping, type PeerArticle } from './story-peers.ts'

const TITLE_JACCARD = 0.55

export type StoryScores = { readonly rows: readonly Row[]; readonly notes: readonly string[]; readonly outcomes: readonly Outcome[] }

export async function scoreStories(store: Store, pairs: readonly StoryPair[]): Promise<StoryScores> {
  const articles: PeerArticle[] = []
  for await (const { article, analysis } of store.everything())
    articles.push({ id: article.id, title: analysis.titleTerms, terms: analysis.sentences.flatMap((sentence) => sentence.terms) })
  const stored = new Set(articles.map(({ id }) => id))
  const held = pairs.filter(({ a, b }) => stored.has(a) && stored.has(b))
  const both = parts(held)
  const stories = await store.stories.idsOf([...new Set(held.flatMap(({ a, b }) => [a, b]))])
  const hashed = bySimhash(articles)
  // By pairs alone the best would be to join everything with everything: half of the labelled pairs are one event.
  const worth = hashed.map((grouping) => figuresOf(both.development, grouping)['B-cubed F1'] ?? 0)
  const best = worth.indexOf(Math.max(...worth))
  const titles = byTitles(articles, TITLE_JACCARD)
  const rows = (['blind', 'development'] as const).flatMap((part: Part) =>
    (
      [
        ['Newsdesk', stories],
        [`headlines, Jaccard ≥ ${TITLE_JACCARD}`, titles],
        [`simhash, ≤ ${best} of 64 bits apart`, hashed[best] as Grouping],
      ] as const
    ).map(([name, grouping]) => ({ name: `${part}: ${name}`, n: both[part].pairs.length, figures: figuresOf(both[part], grouping) })),
  )
  return {
    rows,
    notes: [
      `${held.length} pairs of ${stored.size} articles; ${held.filter(({ same }) => same).length} of one event. All three group all of the articles.`,
      `The distance of simhash is the best for B-cubed F1 on the development pairs. ${pairs.length - held.length} labelled pairs are not in the corpus.`,
    ],
    outcomes: both.development.pairs.map((pair) => outcomeOf(pair, stories)),
  }
}

type Figures = Readonly<Record<'precision' | 'recall' | 'F1' | 'B-cubed precision' | 'B-cubed recall' | 'B-cubed F1', number | null>>

/** Pairs: of those labelled. B-cubed: over the labelled articles, whose events are what pairs of one event connect (Bagga & Baldwin, 1998). */
export function figuresOf({ pairs, groups }: PartOfPairs, grouping: Grouping): Figures {
  const groupOf = (id: string): string => grouping.get(id) ?? `alone ${id}`
  const said = pairs.filter(({ a, b }) => groupOf(a) === groupOf(b))
  const right = said.filter(({ same }) => same).length
  const [precision, recall] = [ratio(right, said.length), ratio(right, pairs.filter(({ same }) => same).length)]
  const ids = [...groups.keys()]
  let [exact, found] = [0, 0]
  for (const id of ids) {
    const together = ids.filter((other) => groupOf(other) === groupOf(id))
    const event = ids.filter((other) => groups.get(other) === groups.get(id))
    const common = together.filter((other) => groups.get(other) === groups.get(id)).length
    exact += common / together.length / ids.length
    found += common / event.length / ids.length
  }
  const none = ids.length === 0
  return {
    precision,
    recall,
    F1: harmonic(precision, recall),
    'B-cubed precision': none ? null : exact,
    'B-cubed recall': none ? null : found,
    'B-cubed F1': none ? null : harmonic(exact, found),
  }
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function harmonic(a: number | null, b: number | null): number | null {
  return a === null || b === null || a + b === 0 ? null : (2 * a * b) / (a + b)
}

function outcomeOf({ a, b, same, kind }: StoryPair, stories: Grouping): Outcome {
  const said = stories.get(a) !== undefined && stories.get(a) === stories.get(b)
  const word = (one: boolean): string => (one ? 'one story' : 'two stories')
  return { id: a, type: kind, q: b, right: said === same, wanted: word(same), got: word(said) }
}
