/** An index that follows the store where other processes write to it: what arrived since is taken in, what was removed is taken out. */
import { documents } from './adding.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import type { Arrived, Removal, Store } from './store/store.ts'
import { StoreError } from './store/store-error.ts'

/** How far an index has followed. */
export type Followed = {
  /** Nothing was written since. */
  readonly generation: number
  readonly arrived: Arrived
}
export type Following = {
  /** The store, for this process's own articles: what is written through it is in the index already and is passed over. */
  readonly store: Store
  follow(): Promise<void>
}

/** What one look takes in; the next one goes on. An import of another process comes in over some seconds, in pieces that are worth freezing. */
const MAX_TAKEN = 4_096
/** Places read at once: as many as one write can remove, so that none of its removals is cut off. */
const PAGE = 1_000
/** Own writes that nobody has looked past yet; of one that is forgotten, the articles are only taken in once more. */
const MAX_OWN = 10_000

/** Mutable. */
type State = {
  readonly store: Store
  readonly index: SearchIndex
  readonly own: Set<number>
  generation: number
  removed: number
  arrived: Arrived
}

/** To be asked before the index is read. */
export async function placeIn(store: Store): Promise<Followed> {
  const generation = store.segments.generation()
  return { generation, arrived: await store.arrived() }
}

export function followFrom({ generation, arrived }: Followed, store: Store, index: SearchIndex): Following {
  const state: State = { store, index, own: new Set(), generation, removed: generation, arrived }
  let underWay: Promise<void> | null = null
  return {
    store: noting(state),
    follow() {
      underWay ??= look(state).finally(() => {
        underWay = null
      })
      return underWay
    },
  }
}

function noting(state: State): Store {
  const { store, own } = state
  const note = async <T>(write: Promise<T>, hasWritten: (outcome: T) => boolean, before: number): Promise<T> => {
    const outcome = await write
    const after = store.segments.generation()
    // One more than before: nobody else can have written in between.
    if (hasWritten(outcome) && after === before + 1 && own.size < MAX_OWN) own.add(after)
    return outcome
  }
  const hasStored = ({ added, changed }: Awaited<ReturnType<Store['put']>>): boolean => added.length + changed.length > 0
  return {
    ...store,
    put: async (batch, how) => {
      const before = store.segments.generation()
      return note(store.put(batch, how), hasStored, before)
    },
    putAll: async (batches) => {
      const before = store.segments.generation()
      return note(store.putAll(batches), hasStored, before)
    },
    remove: async (ids) => {
      const before = store.segments.generation()
      return note(store.remove(ids), (removed) => removed.length > 0, before)
    },
  }
}

async function look(state: State): Promise<void> {
  try {
    const now = state.store.segments.generation()
    if (now === state.generation) return
    await takeOut(state)
    if (!(await takeIn(state))) return
    state.generation = now
    for (const generation of state.own) if (generation <= now) state.own.delete(generation)
  } catch (error) {
    // An import has the store to itself, or another process is writing: the next look sees what came of it.
    if (!(error instanceof StoreError) || error.kind !== 'busy') throw error
  }
}

async function takeOut(state: State): Promise<void> {
  const { store, index, own } = state
  for (let taken = 0; taken < MAX_TAKEN; ) {
    const removals = wholeWrites(store.segments.removedSince(state.removed, PAGE))
    const last = removals.at(-1)
    if (last === undefined) return
    const ids = removals.filter(({ generation }) => !own.has(generation)).map(({ articleId }) => articleId)
    // What has come again is in the index as it now is, or is about to be.
    const back = await store.versionNumbers(ids)
    await index.remove(ids.filter((id) => !back.has(id)))
    state.removed = last.generation
    taken += removals.length
  }
}

/** Without the last write where it may be cut off. */
function wholeWrites(removals: readonly Removal[]): readonly Removal[] {
  const last = removals.at(-1)?.generation
  if (removals.length < PAGE || removals[0]?.generation === last) return removals
  return removals.filter(({ generation }) => generation !== last)
}

/** False where there is more. */
async function takeIn(state: State): Promise<boolean> {
  const { store, index, own } = state
  const ids: string[] = []
  let { arrived } = state
  let isAll = false
  for (let read = 0; !isAll && read < MAX_TAKEN; read += PAGE) {
    const arrivals = await store.arrivals(arrived, PAGE)
    arrived = arrivals.at(-1) ?? arrived
    for (const { id, generation } of arrivals) if (!own.has(generation)) ids.push(id)
    isAll = arrivals.length < PAGE
  }
  if (ids.length > 0) await index.upsert(documents(store, ids))
  state.arrived = { generation: arrived.generation, seq: arrived.seq }
  return isAll
}
