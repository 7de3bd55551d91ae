/** An alert as it is kept, and as it waits in the outbox. */

import type { Answer } from '../../src/answer.ts'
import { tellingLine } from '../../src/digest/line.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import { patiently } from '../../src/store/patience.ts'
import type { AlertRecord, WatchRecord } from '../../src/store/watch-store.ts'
import type { Message, Place } from '../command.ts'
import { led } from '../led.ts'
import { newsActs, withActs } from '../reception/acts.ts'
import type { Desk } from '../reception/desk.ts'
import { retentionMs } from '../retention.ts'
import type { Telling } from './alert-answers.ts'
import { type Content, laneOf, unasked } from './content.ts'

/**
 * How it was told: by which article and sentence (its span), and why; `posts`: what followed in its thread, `edits`: how often the alert itself was written
 * anew; `also`: why other watches of its reader told the same in the same message.
 */
export type AlertTold = {
  readonly articleId: string
  readonly span: readonly [number, number] | null
  readonly why: string
  readonly posts: number
  readonly edits: number
  readonly also?: readonly string[]
}

/** Older, it is no alert any more. */
const WORTH_MS = 24 * 3_600_000

export function toldOf({ analysed, sentence, why }: Telling): AlertTold {
  return { articleId: analysed.article.id, span: sentence === null ? null : [sentence.start, sentence.end], why, posts: 0, edits: 0 }
}

/** What the alert was told by, as it is stored now; null where that is gone. */
export async function tellingOf(desk: Desk, alert: AlertRecord): Promise<Telling | null> {
  const { articleId, span, why } = JSON.parse(alert.told) as AlertTold
  const [analysed] = await patiently(() => desk.room.store.analysed([articleId]))
  if (analysed === undefined) return null
  if (span === null) return { analysed, sentence: null, why }
  const [start, end] = span
  // A changed text may have other sentences: then what tells it now.
  const isThere = analysed.analysis.sentences.some((sentence) => sentence.start <= start && sentence.end === end)
  return { analysed, sentence: isThere ? { start, end } : (tellingLine(analysed)?.span ?? null), why }
}

/** With its buttons. */
export async function alertMessage(desk: Desk, watch: WatchRecord, answer: Answer): Promise<Message> {
  const made = { owner: watch.owner ?? `watch:${watch.id}`, question: answer.question, conversation: null, forMs: retentionMs('presses') }
  return await withActs(desk, unasked(led(answer, desk.room)), made, newsActs(answer))
}

export async function alertDelivery(desk: Desk, watch: WatchRecord, key: string, answer: Answer, under?: string): Promise<NewDelivery> {
  const messages = [await alertMessage(desk, watch, answer)]
  return deliveryFor(desk, watch, key, { kind: 'post', messages, ...(under === undefined ? {} : { under }) })
}

export function deliveryFor(desk: Desk, watch: WatchRecord, key: string, content: Content): NewDelivery {
  const dueMs = desk.now().getTime()
  return {
    key,
    surface: watch.surface,
    lane: laneOf(JSON.parse(watch.place) as Place),
    place: watch.place,
    content: JSON.stringify(content),
    dueMs,
    expiresMs: dueMs + WORTH_MS,
  }
}
