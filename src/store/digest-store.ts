/** Digests: where, what and when; every run of each with what became of it; what was told in them. Specs and places are JSON, opaque to the store. Times are epoch ms. */
import type { DeliveryEnd, NewDelivery } from './delivery-store.ts'

export type NewDigest = {
  readonly surface: string
  /** Workspace or server; '' where there is none. Whoever manages another one must not reach it. */
  readonly team: string
  readonly channel: string
  readonly place: string
  /** Who set it, and where they are told what goes wrong; null once they were forgotten. */
  readonly owner: string | null
  readonly direct: string | null
  readonly spec: string
  /** The next run. */
  readonly nextSlot: string
  readonly nextMs: number
  readonly createdMs: number
}
export type DigestRecord = NewDigest & {
  /** From 1, never used twice. */
  readonly id: number
  readonly isPaused: boolean
  /** Why it is paused, where a person did not do it. */
  readonly why: string | null
}
/** `queued`: chosen and in the outbox. */
export type RunState = 'queued' | 'empty' | DeliveryEnd['state']
export type DigestRun = {
  readonly digest: number
  /** Local date and time as scheduled, `2026-11-28T08:00`; `now:…` for one that was asked for beside the schedule. */
  readonly slot: string
  readonly dueMs: number
  readonly state: RunState
  readonly reason: string | null
  readonly delivery: string | null
  readonly url: string | null
  /** When it ended; null while it is queued. */
  readonly atMs: number | null
  readonly stories: number
  /** Articles up to this write were looked at. */
  readonly generation: number
}
/** `told`: JSON of what was told of it, opaque to the store. */
export type ToldStory = { readonly storyId: string; readonly told: string; readonly atMs: number }
/** What comes of one slot, or of several that were missed together; all of it or nothing. */
export type DigestPlan = {
  readonly digest: number
  /** `nextMs` of the digest as it was read: where it is another by now, somebody else planned it, and nothing happens. null: a run beside the schedule. */
  readonly fromMs: number | null
  readonly next: { readonly slot: string; readonly ms: number } | null
  readonly runs: readonly Omit<DigestRun, 'digest' | 'url'>[]
  readonly told: readonly Omit<ToldStory, 'atMs'>[]
  readonly deliveries: readonly NewDelivery[]
  /** Pauses it, with the reason. */
  readonly pause?: string
}
export type DigestChange = Partial<Pick<NewDigest, 'spec' | 'nextSlot' | 'nextMs' | 'owner' | 'direct'>> & {
  readonly isPaused?: boolean
  readonly why?: string | null
}

/** Each method is one transaction. */
export type DigestStore = {
  add(digest: NewDigest): Promise<DigestRecord>
  byId(id: number): Promise<DigestRecord | null>
  /** Oldest first, at most 1,000; absent fields restrict nothing. */
  list(where: { readonly surface?: string; readonly team?: string; readonly channel?: string }): Promise<readonly DigestRecord[]>
  /** Those of these surfaces, not paused, whose next run is due, earliest first. Limit 1–1,000. */
  due(surfaces: readonly string[], nowMs: number, limit: number): Promise<readonly DigestRecord[]>
  /** False where another process was first, or the digest is gone or paused (beside the schedule: gone alone); a slot that has a run already makes it throw. */
  plan(plan: DigestPlan): Promise<boolean>
  /** False where it is gone. */
  change(id: number, change: DigestChange): Promise<boolean>
  /** With its runs, and what of them was not begun to be posted. False where it is gone. */
  remove(id: number): Promise<boolean>
  /** Newest first. Limit 1–1,000. */
  history(id: number, limit: number): Promise<readonly DigestRun[]>
  runOf(delivery: string): Promise<DigestRun | null>
  /** Whether a scheduled run of that local date (`2026-11-28`) was not missed. */
  ranOn(id: number, date: string): Promise<boolean>
  /** The last scheduled run that was not missed: since then is news. */
  lastTold(id: number): Promise<{ readonly dueMs: number; readonly generation: number } | null>
  /** What scheduled runs since `sinceMs` that were not missed told of each story, the newest of each. */
  told(id: number, sinceMs: number): Promise<ReadonlyMap<string, ToldStory>>
  /** How many runs due since then were missed, by digests of where (as of `list`). */
  missed(where: { readonly surface?: string; readonly team?: string }, sinceMs: number): Promise<number>
  /** Forgets runs and what was told before, at most 1,000 of each a call. */
  sweep(beforeMs: number): Promise<void>
}
