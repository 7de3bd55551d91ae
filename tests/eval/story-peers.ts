/** What stories are measured against: articles joined whose headlines share words, or whose simhashes are near. Both plain, as they are described everywhere. */
import { hashTerm } from '../../src/retrieval/story-sketch.ts'
import { components } from './story-pairs.ts'

export type PeerArticle = { readonly id: string; readonly title: readonly string[]; readonly terms: readonly string[] }
/** Article → its group. */
export type Grouping = ReadonlyMap<string, string>

const BITS = 64
/** Beyond it, nearly everything is near everything. */
const MOST_APART = 12

/** Articles whose headlines' words overlap this much (common of all distinct ones), joined. */
export function byTitles(articles: readonly PeerArticle[], least: number): Grouping {
  const sets = articles.map(({ title }) => new Set(title))
  const holders = new Map<string, number[]>()
  for (const [i, set] of sets.entries()) for (const word of set) holders.set(word, [...(holders.get(word) ?? []), i])
  const links: [string, string][] = []
  for (const [i, set] of sets.entries()) {
    const shared = new Map<number, number>()
    for (const word of set) for (const j of holders.get(word) ?? []) if (j > i) shared.set(j, (shared.get(j) ?? 0) + 1)
    for (const [j, common] of shared)
      if (common / (set.size + (sets[j]?.size ?? 0) - common) >= least) links.push([articles[i]?.id ?? '', articles[j]?.id ?? ''])
  }
  return components(
    articles.map(({ id }) => id),
    links,
  )
}

/** Groupings by 64-bit simhash (Charikar, 2002) for every distance from 0 bits on, at most `MOST_APART`. */
export function bySimhash(articles: readonly PeerArticle[]): Grouping[] {
  const ids = articles.map(({ id }) => id)
  const hashes = articles.map(({ terms }) => simhash(terms))
  const links: [string, string][][] = Array.from({ length: MOST_APART + 1 }, () => [])
  // A group's own pairs need no second link: what is joined at a distance stays so at the next, and keeps the lists short.
  const groupings: Grouping[] = []
  let before: Grouping = new Map(ids.map((id) => [id, id]))
  for (let apart = 0; apart <= MOST_APART; apart++) {
    const found = links[apart] ?? []
    for (const [i, x] of hashes.entries())
      for (let j = i + 1; j < hashes.length; j++) {
        const y = hashes[j] as Simhash
        if (bits(x[0] ^ y[0]) + bits(x[1] ^ y[1]) !== apart) continue
        const pair: [string, string] = [before.get(ids[i] as string) as string, before.get(ids[j] as string) as string]
        if (pair[0] !== pair[1]) found.push(pair)
      }
    const joined = components(new Set(before.values()), found)
    before = new Map(ids.map((id) => [id, joined.get(before.get(id) as string) as string]))
    groupings.push(before)
  }
  return groupings
}

type Simhash = readonly [number, number]

/** Each term votes on each bit as often as it stands there. */
export function simhash(terms: readonly string[]): Simhash {
  const votes = new Int32Array(BITS)
  for (const term of terms) {
    const halves = [hashTerm(term), hashTerm(`${term}/2`)] as const
    for (let bit = 0; bit < BITS; bit++) votes[bit] = (votes[bit] ?? 0) + ((((halves[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1 ? 1 : -1)
  }
  const half = (from: number): number => {
    let value = 0
    for (let bit = 0; bit < BITS / 2; bit++) if ((votes[from + bit] ?? 0) > 0) value |= 1 << bit
    return value >>> 0
  }
  return [half(0), half(BITS / 2)]
}

function bits(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
