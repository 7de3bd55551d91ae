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
  /** Names this process among those that share the store; what a process left that is gone is taken up at once, not at the end of its lease. */
  readonly holder?: { readonly name: string; isGone(name: string): boolean }
}
/** `threads`: of what was said, where others may know of it. */
export type Memory = { readonly conversation: Conversation | null; readonly muted: boolean; readonly threads: readonly string[] }
/** What is posted, and what its threads remember once it is; `memory` null: nothing new. */
export type Reply = {
  readonly place: Place
  readonly message: Message
  /** Of `Surface.post`. */
  readonly key: string
  readonly memory: Memory | null
}

/** '' where nobody else shares the store: never gone. */
export function holderName(desk: Desk): string {
  return desk.holder?.name ?? ''
}

export function ownerOf(surface: string, user: string): string {
  return `${surface}:${user}`
}

/** A sentence to who said it, and to nobody else. */
export function privately(said: Said, answer: Answer): Reply {
  return { place: said.place, key: said.key, memory: null, message: { answer, buttons: [], isPrivate: true, inPlace: false } }
}
