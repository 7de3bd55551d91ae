/** What every part of the reception works with, and what it makes of something said. */
import type { Answer } from '../../src/answer.ts'
import type { Conversation } from '../../src/conversation.ts'
import type { Log } from '../../src/log.ts'
import type { Message, Place, Room, Said } from '../command.ts'

export type Desk = {
  readonly room: Room
  readonly log: Log
  /** IANA zone of who prefers none. */
  readonly zone: string
  now(): Date
}
/** What is posted, and what its threads remember once it is; `memory` null: nothing new. */
export type Reply = {
  readonly place: Place
  readonly message: Message
  /** Of `Surface.post`. */
  readonly key: string
  readonly memory: { readonly conversation: Conversation | null; readonly muted: boolean } | null
}

export function ownerOf(surface: string, user: string): string {
  return `${surface}:${user}`
}

/** A sentence to who said it, and to nobody else. */
export function privately(said: Said, answer: Answer): Reply {
  return { place: said.place, key: said.key, memory: null, message: { answer, buttons: [], isPrivate: true, inPlace: false } }
}
