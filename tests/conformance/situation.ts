/** A situation as data: what readers do, step by step, and what must come of it. */
import type { Limits } from '../../commands/reception/admission.ts'
import type { NotForIt, Options, Trouble, Where, Who } from './driver.ts'

type Words = string | RegExp
/** What must be true of what is seen. Texts must stand somewhere in it, as they are or as the pattern says. */
export type Must = {
  readonly says?: readonly Words[]
  readonly never?: readonly Words[]
  /** The first line under the title. */
  readonly first?: Words
  readonly title?: Words
  /** In the first quotation. */
  readonly bold?: string
  /** How many quotations, at least and at most. */
  readonly quotes?: readonly [number, number]
  /** Headlines of sources, each of which is there. */
  readonly sources?: readonly Words[]
  /** Labels, all of which can be pressed, in this order. */
  readonly buttons?: readonly string[]
  readonly noButtons?: readonly string[]
  readonly audience?: 'everyone' | 'asker'
  readonly isInPlace?: boolean
  readonly isAttached?: boolean
  readonly messages?: number
  /** A picture whose words say so, and no bars; at the terminal, which shows no pictures, bars. */
  readonly chart?: Words
  /** The same quotations and sources as at the step of this number, from 0. */
  readonly like?: number
}
/** `unseen`: what would be pressed is not seen by who would press it. */
export type Sees = Must | 'nothing' | 'unseen'
type Act =
  | { readonly mention: string }
  | { readonly talk: string; readonly under?: number }
  | { readonly dm: string }
  | { readonly command: string; readonly options?: Options }
  /** `typed`: instead, where there are no buttons. */
  | { readonly press: string; readonly typed?: string }
  | { readonly shortcut: string }
  | { readonly again: true }
  | { readonly overhear: NotForIt }
  | { readonly restart: true }
/** By ann, in the channel, once, without trouble, where nothing else is said. */
export type Said = Act & {
  readonly by?: Who
  readonly where?: Where
  readonly times?: number
  readonly trouble?: Trouble
  readonly sees: Sees
}
export type Step = Said | { readonly later: number }
export type Situation = {
  readonly name: string
  readonly steps: readonly Step[]
  /** Why it cannot be had at the terminal. */
  readonly notAtTerminal?: string
  /** Why it means something else there. */
  readonly otherAtTerminal?: string
  /** Why each surface says it in its own way. */
  readonly isOwn?: string
  /** Charts are drawn, which takes a while. */
  readonly draws?: true
  /** Runs on Slack over HTTP too. */
  readonly overHttp?: true
  readonly limits?: Partial<Limits>
}

/** What comes of a restart, where nothing was left undone. */
export const RESTART: Step = { restart: true, sees: 'nothing' }

/** What of a situation a surface is opened with. */
export type Opened = Pick<Situation, 'limits' | 'draws'>

/** Why something cannot be had at the terminal. */
export const NOT_THERE = {
  buttons: 'nothing can be pressed there',
  others: 'nobody else is there',
  memory: 'nothing is kept of who asks there, and settings are its options',
  deliveries: 'nothing is delivered there, a line is typed',
} as const

/** A question that most situations begin with, and what is seen of its answer. */
export const CEO = 'Who is the CEO of Hellobike?'
export const ANSWERED = { bold: 'Yang Lei', quotes: [2, 6] } as const
/** Asks the same of what was spoken of before. */
export const FOLLOW_UP = 'who is its CEO?'
/** A page that one message holds on every surface. */
export const PAGED = 'latest limit:3'
