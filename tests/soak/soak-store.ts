/** The store of a soak, as another process writes into it: news of today, digests that are due, and what became of them. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Place } from '../../commands/command.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import type { RunState } from '../../src/store/digest-store.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { INVENTED } from '../invented-newsroom.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

export type Due = { readonly place: Place; readonly style: DigestSpec['style'] }
export type Ended = { readonly id: number; readonly place: Place; readonly state: RunState | 'none'; readonly refs: readonly string[] }
export type SoakStore = {
  /** Due from now on, or at that time; their ids. */
  add(due: readonly Due[], atMs?: number): Promise<readonly number[]>
  /** What became of each so far. */
  read(): Promise<readonly Ended[]>
  check(): Promise<readonly string[]>
  close(): Promise<void>
}

/** Articles of the last hours, so that there is something to tell; digests are set as a command would set them. */
export async function openSoakStore(file: string): Promise<SoakStore> {
  mkdirSync(dirname(file), { recursive: true })
  const store = await openSqliteStore(file)
  const newsroom = await openNewsroom(store)
  const nowMs = Date.now()
  await newsroom.add(INVENTED.map((article, n) => ({ ...article, published: new Date(nowMs - (n + 1) * HOUR_MS).toISOString() })))
  const set: { readonly id: number; readonly place: Place; readonly slot: string }[] = []
  return {
    async add(due, atMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS) {
      const ids: number[] = []
      for (const one of due) {
        const record = await setDigest(store, one, atMs)
        set.push({ id: record.id, place: one.place, slot: record.nextSlot })
        ids.push(record.id)
      }
      return ids
    },
    async read() {
      const ended: Ended[] = []
      for (const { id, place, slot } of set) {
        const run = (await store.digests.history(id, 10)).find((one) => one.slot === slot)
        const key = run?.delivery ?? null
        const known = key === null ? undefined : (await store.deliveries.byKeys([key])).get(key)
        ended.push({ id, place, state: run?.state ?? 'none', refs: known?.refs ?? [] })
      }
      return ended
    },
    check: () => store.check(),
    close: () => newsroom.close(),
  }
}

function setDigest(store: Store, { place, style }: Due, nextMs: number) {
  const nextSlot = new Date(nextMs).toISOString().slice(0, 16)
  const minute = Math.floor(nextMs / MINUTE_MS) % (24 * 60)
  const schedule = { days: [1, 2, 3, 4, 5, 6, 7], minute, zone: 'UTC' }
  const spec: DigestSpec = { schedule, topic: '', max: 3, style, empty: 'say', graceMs: 3 * HOUR_MS }
  const { surface, team, channel } = place
  const kept = { owner: null, direct: null, place: JSON.stringify(place), spec: JSON.stringify(spec) }
  return store.digests.add({ surface, team, channel, ...kept, nextSlot, nextMs, createdMs: Date.now() })
}
