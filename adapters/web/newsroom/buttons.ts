/** Buttons that do something: each posts the command line that it stands for. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { Html } from '../render.ts'
import { ACT } from './room.ts'

/** `of`: what it is done to, for who hears the buttons one by one: `feed 3`. */
export type Push = { readonly label: string; readonly line: string }

/** Side by side; the last of them, which cannot be taken back, asks whether it is meant. */
export function buttons(of: string, pushes: readonly Push[], removal: { readonly line: string; readonly warning: string } | null): Html {
  return html`<form class="acts" method="post" action="${ACT}">${pushes.map((one) => push(one, of))}${
    removal === null
      ? ''
      : html`<details class="sure"><summary aria-label="Remove ${of}, asks first">Remove…</summary><p>${removal.warning}</p><button class="grave" name="line" value="${removal.line}">Remove ${of}</button></details>`
  }</form>`
}

function push({ label, line }: Push, of: string): Html {
  return html`<button name="line" value="${line}" aria-label="${label} ${of}">${label}</button>`
}

/** What can be done next, as an answer offers it. */
export function nextSteps(pushes: readonly Push[]): Html | '' {
  if (pushes.length === 0) return ''
  return html`<form class="acts" method="post" action="${ACT}">${pushes.map(
    ({ label, line }) => html`<button name="line" value="${line}">${safe(label)}</button>`,
  )}</form>`
}
