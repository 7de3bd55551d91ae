/** How something is and where, in a word; a mark beside it, so that nothing is told by colour alone. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { Html } from '../render.ts'

const MARKS = { ok: '●', new: '○', bad: '▲', off: '‖' } as const

export function state(kind: keyof typeof MARKS, word: string, reason: string | null = null): Html {
  return html`<span class="state ${kind}"><span aria-hidden="true">${MARKS[kind]}</span> ${safe(word)}</span>${
    reason === null || reason.trim() === '' ? '' : html`<br><span class="reason">${safe(reason)}</span>`
  }`
}

/** As a platform writes itself: `Slack`. */
export function platform(surface: string): string {
  const name = safe(surface)
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
