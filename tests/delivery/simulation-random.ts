/** Chance that comes the same way for the same seed. */
import { seededRandom } from '../bench/news-corpus.ts'

export type Random = {
  /** From 0, below 1. */
  next(): number
  /** A whole number, both ends inclusive. */
  whole(least: number, most: number): number
  chance(of: number): boolean
  pick<T>(all: readonly T[]): T
}

export function chanceOf(seed: number): Random {
  const next = seededRandom(seed)
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (of) => next() < of,
    pick<T>(all: readonly T[]): T {
      const one = all[Math.floor(next() * all.length)]
      if (one === undefined) throw new RangeError('nothing to pick from')
      return one
    },
  }
}
