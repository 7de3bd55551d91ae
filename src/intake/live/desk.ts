/** What the live intake works with. */
import type { Holder } from '../../holder.ts'
import type { Log } from '../../log.ts'
import type { Meter } from '../../meter.ts'
import type { Newsroom } from '../../newsroom.ts'
import type { NewDelivery } from '../../store/delivery-store.ts'
import type { FeedRecord } from '../../store/feed-store.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { Workshop } from '../workshop.ts'

/** `quarantined`: it ended the worker that read it; `gone`: its server says for good that it is no more; both rest until somebody resumes them. */
export type Event = 'dead' | 'back' | 'quarantined' | 'gone' | 'flood'
export type Desk = {
  readonly newsroom: Pick<Newsroom, 'store' | 'add' | 'remove'>
  readonly fetcher: Fetcher
  readonly workshop: Workshop
  readonly log: Log
  readonly holder: Holder
  now(): Date
  /** 0–1; spreads what would come at once. */
  random(): number
  /** Counts fetches; absent where nobody does. */
  readonly meter?: Pick<Meter, 'fetched'> | undefined
  /** The shortest time between two fetches of a feed. */
  readonly minIntervalMs: number
  /** What its managers are told, as it goes into the outbox. */
  word(feed: FeedRecord, event: Event, detail: string, nowMs: number): readonly NewDelivery[]
}
