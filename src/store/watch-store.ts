/** Watches: what readers and channels want to be told of, the alerts that came of it, and how far the arrivals were looked through. Places, rules and what was told are JSON, opaque to the store. Times are epoch ms. */
import type { NewDelivery } from './delivery-store.ts'
import type { Arrived } from './store.ts'

export type NewWatch = {
  readonly surface: string
  /** Workspace or server; '' where there is none. Whoever manages another one must not reach it. */
  readonly team: string
  readonly channel: string
  readonly place: string
  /** For its owner alone; else for everybody in the channel. */
  readonly isDirect: boolean
  /** Who set it, and where they are told what goes wrong; null once they were forgotten, which a channel's watch outlives. */
  readonly owner: string | null
  readonly direct: string | null
  /** As it was typed. */
  readonly query: string
  /** The same for queries that mean the same: one place has each once. */
  readonly rule: string
  readonly createdMs: number
}
export type WatchRecord = NewWatch & {
  /** From 1, never used twice. */
  readonly id: number
  readonly isPaused: boolean
  /** Why it is paused, where a person did not do it. */
  readonly why: string | null
  /** Until then its alerts wait. */
  readonly snoozedUntilMs: number | null
  /** JSON of what is left out: “less like this”. */
  readonly less: string
}
export type WatchChange = {
  readonly isPaused?: boolean
  readonly why?: string | null
  readonly snoozedUntilMs?: number | null
  readonly less?: string
  /** What waited, of a watch that is paused, is forgotten; of another one, it is looked at again at this time. */
  readonly wakeMs?: number
}
export type AddedWatch =
  | { readonly kind: 'added' | 'known'; readonly watch: WatchRecord }
  /** There are as many as there may be. */
  | { readonly kind: 'full' }

/** What makes an alert wait: the reader's quiet hours, a snooze, or too many before it. */
export type HeldBy = 'quiet' | 'snooze' | 'rate'
export type Held = { readonly by: HeldBy; readonly untilMs: number }
/** One thing that a watch tells: a story, by one article or more. */
export type AlertRecord = {
  /** From 1, never used twice. */
  readonly id: number
  readonly watch: number
  /** As it was called when it was told: stories are named anew where they join. */
  readonly storyId: string | null
  readonly atMs: number
  /** Of its last article. */
  readonly changedMs: number
  /** In the order in which they came. */
  readonly articles: readonly string[]
  /** JSON of how it was told. */
  readonly told: string
  /** null: it waits, or was given up with its watch. */
  readonly delivery: string | null
  /** null: it does not wait. */
  readonly held: Held | null
}
/** One of the two is null. */
export type NewAlert = Omit<AlertRecord, 'changedMs' | 'delivery'> & { readonly delivery: NewDelivery | null }
/** More of what was told. */
export type AlertChange = {
  readonly id: number
  /** To add to its articles. */
  readonly articles: readonly string[]
  readonly changedMs: number
  readonly told: string
  /** Where the alert's own delivery was not begun and nobody holds it, this takes the place of its content, and `delivery` is not needed. */
  readonly instead: string | null
  /** Its key is the alert's with more behind it: `…:more:1` is a message of its own, `…:edit:1` changes one. */
  readonly delivery: NewDelivery | null
}
/** What comes of some arrivals; all of it or nothing. */
export type AlertPlan = {
  /** Where the planner found them, and up to where it looked. */
  readonly from: Arrived
  readonly to: Arrived
  readonly alerts: readonly NewAlert[]
  readonly changes: readonly AlertChange[]
}
export type AlertCount = { readonly alerts: number; readonly lastMs: number }

/** Each method is one transaction. */
export type WatchStore = {
  /** `most`: how many the owner may have, or the channel. */
  add(watch: NewWatch, most: number): Promise<AddedWatch>
  byId(id: number): Promise<WatchRecord | null>
  /** Of an owner those for them alone, of a channel those for everybody there. Oldest first, at most 1,000. */
  list(
    where: { readonly owner: string } | { readonly surface: string; readonly team: string; readonly channel: string },
  ): Promise<readonly WatchRecord[]>
  /** Those for everybody in a channel, of all surfaces or of one, of all its workspaces or of one. Oldest first, at most 1,000. */
  inChannels(where: { readonly surface?: string; readonly team?: string }): Promise<readonly WatchRecord[]>
  /** Those not paused, by number, after this number; limit 1–1,000. */
  active(afterId: number, limit: number): Promise<readonly WatchRecord[]>
  /** Grows with every change of a watch, whoever made it. */
  revision(): Promise<number>
  /** False where it is gone. */
  change(id: number, change: WatchChange): Promise<boolean>
  /** With its alerts, and what of them was not begun to be posted. False where it is gone. */
  remove(id: number): Promise<boolean>
  /** What waits for a reader alone is looked at again at this time: their quiet hours are others now. */
  wake(owner: string, atMs: number): Promise<void>

  /** Up to where the arrivals were looked through, and the number that the next alert takes; null: nobody has begun. */
  cursor(): Promise<{ readonly arrived: Arrived; readonly nextAlert: number } | null>
  /** Begins there, where nobody has begun. */
  begin(at: Arrived): Promise<void>
  /**
   * Alerts, their deliveries and the cursor together. False where another process moved the cursor first, and nothing happened. What is
   * of a watch that is gone or paused by now, or of an alert that is gone, is left out.
   */
  alert(plan: AlertPlan): Promise<boolean>
  alertById(id: number): Promise<AlertRecord | null>
  /** Newest first. Limit 1–1,000. */
  alertsOf(watch: number, limit: number): Promise<readonly AlertRecord[]>
  /** The newest alert of a watch changed since then that told one of these articles, or another one that is in this story now; one that was given up told nothing. */
  alertOn(where: {
    readonly watch: number
    readonly storyId: string | null
    readonly articleIds: readonly string[]
    readonly sinceMs: number
  }): Promise<AlertRecord | null>
  /** Of each watch the times of what went out by itself since then, alerts and what was posted after one, oldest first, at most 100 of each. */
  sentSince(watches: readonly number[], sinceMs: number): Promise<ReadonlyMap<number, readonly number[]>>
  /** Of each watch its alerts since then, waiting ones too. */
  counts(watches: readonly number[], sinceMs: number): Promise<ReadonlyMap<number, AlertCount>>
  /** What has waited long enough, with its watch, oldest first. Limit 1–1,000. */
  waiting(untilMs: number, limit: number): Promise<readonly { readonly alert: AlertRecord; readonly watch: WatchRecord }[]>
  /** They wait longer; those that do not wait any more are passed over. */
  hold(ids: readonly number[], held: Held): Promise<void>
  /** They leave in one delivery; null: they are given up. False where one of them waits no longer, and nothing happened. */
  release(ids: readonly number[], delivery: NewDelivery | null): Promise<boolean>
  /** The watches whose alerts went out with a delivery. */
  ofDelivery(key: string): Promise<readonly WatchRecord[]>
  /** Forgets alerts that were changed last before, at most 1,000 a call. */
  sweep(beforeMs: number): Promise<void>
}
