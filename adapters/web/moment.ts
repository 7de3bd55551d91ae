/** An instant of ours (not one that a source prints) in the zone of the reading room. */
import { html } from 'hono/html'
import type { Html } from './render.ts'

/** `28 Nov 2026, 19:13`; the zone is told where somebody points at it. */
export function momentHtml(ms: number, zone: string): Html {
  const at = new Date(ms)
  const text = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at)
  return html`<time datetime="${at.toISOString()}" title="${zone}">${text}</time>`
}

/** `Saturday, 28 November 2026` */
export function dayLine(now: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(now)
}

/** `1 article`, `1,204 articles`. */
export function counted(count: number, what: string, many = `${what}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? what : many}`
}
