/** What is wrong with the buttons under the messages made of an answer. */
import type { DiscordPayload } from '../../adapters/discord/render.ts'
import type { Button } from '../../src/answer.ts'

/** All of them under the last message, and none twice. */
export function buttonFaults(payloads: readonly DiscordPayload[], buttons: readonly Button[]): string[] {
  const ids = payloads.map(({ components }) =>
    components.flatMap((row) =>
      row.components.flatMap((one) => (one.type === 2 ? [one.custom_id] : one.options.map(({ value }) => value))),
    ),
  )
  const suffix = payloads.length > 1 ? '+' : ''
  const wanted = buttons.map(({ kind, id }) => `${kind}:${id}${suffix}`).toSorted()
  const last = (ids.at(-1) ?? []).toSorted()
  const faults = ids.slice(0, -1).flat().length > 0 ? ['buttons above the last message'] : []
  return JSON.stringify(last) === JSON.stringify(wanted) ? faults : [...faults, `buttons ${last.join(' ')} instead of ${wanted.join(' ')}`]
}
