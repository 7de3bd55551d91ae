/** What waits in the outbox, as it is kept there: JSON that outlives the process. */
import type { Message, Place } from '../command.ts'

/**
 * `post`: the first message stands in the place, or under what another delivery posted (`under`, its key), the others under the first. `zone`: what is posted
 * late says so in this zone's time; absent = nobody waits for it by the clock. `isLate`: it says so. `word`: what it tells one person, so that it can be told
 * with more of the kind. `revise`: takes the place of what another delivery posted.
 */
export type Content =
  | {
      readonly kind: 'post'
      readonly messages: readonly Message[]
      readonly under?: string
      readonly zone?: string
      readonly isLate?: boolean
      readonly word?: Word
    }
  | { readonly kind: 'revise'; readonly of: string; readonly message: Message }

/** Lines of word to somebody; `others`: how many more there were than have room. */
export type Word = { readonly lines: readonly string[]; readonly others: number }

/** What waits behind one another: a channel, or a person. */
export function laneOf({ team, channel, to }: Place): string {
  return `${team}:${to ?? channel}`
}

/** A message that nobody asked for, for everybody in its place. */
export function unasked(answer: Message['answer']): Message {
  return { answer, buttons: [], isPrivate: false, inPlace: false }
}
