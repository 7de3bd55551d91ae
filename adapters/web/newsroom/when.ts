/** When something was or will be: the time of day, and how far that is from now. */
import { html } from 'hono/html'
import { momentHtml } from '../moment.ts'
import type { Frame } from '../page.ts'
import type { Html } from '../render.ts'

const UNITS = [
  ['year', 365 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** `28 Nov 2026, 19:13, 3 hours ago`; `none` where there is no such time. */
export function when(ms: number | null, { now, zone }: Pick<Frame, 'now' | 'zone'>, none: string): Html | string {
  if (ms === null) return none
  return html`${momentHtml(ms, zone)}<span class="far">, ${fromNow(ms, now.getTime())}</span>`
}

export function fromNow(ms: number, nowMs: number): string {
  const away = ms - nowMs
  for (const [unit, unitMs] of UNITS) if (Math.abs(away) >= unitMs) return words.format(Math.trunc(away / unitMs), unit)
  return away > 0 ? 'in less than a minute' : 'just now'
}
