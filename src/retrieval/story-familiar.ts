/** What was in the news for weeks when an article came, as a war or a long trial is: two articles of two days that share little else tell of two events. */
import type { StoryStore } from '../store/store.ts'
import { dayOfTrace, keysOf, type Trace } from './story-traces.ts'
import type { Rarity } from './story-weights.ts'

/** Days before an article that are looked at, and those of them that belong to its own event. */
const PAST_DAYS = 30
const OWN_DAYS = 7
/** So many articles of the past tell of what is familiar, and by so many times more than of the article's own days: of a subject that flares up, an event is told. */
const MANY = 8
const STEADY = 1.5

/** The trace with what is familiar in it. */
export async function knowFamiliar(store: Pick<StoryStore, 'holders'>, trace: Trace, rarity: Rarity): Promise<Trace> {
  const day = dayOfTrace(trace)
  if (day === null) return trace
  const terms = keysOf(trace, rarity)
  const keys = terms.map(({ key }) => key)
  const past = await store.holders(keys, day - PAST_DAYS, day - OWN_DAYS - 1)
  if (Math.max(0, ...past) < MANY) return trace
  const own = await store.holders(keys, day - OWN_DAYS, day)
  const isFamiliar = (n: number): boolean => (past[n] ?? 0) >= Math.max(MANY, STEADY * (own[n] ?? 0))
  return { ...trace, familiar: new Set(terms.filter((_, n) => isFamiliar(n)).map(({ term }) => term)) }
}
