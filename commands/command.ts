/**
 * The contract between what a reader can say and where it is said. A command is defined once for all surfaces; a surface (an adapter)
 * turns what its platform says into a Said and what comes back, a Message, into what its platform shows. Types only.
 */
import type { Answer, Button, Coverage } from '../src/answer.ts'
import type { Conversation } from '../src/conversation.ts'
import type { Explanation } from '../src/explanation.ts'
import type { Looked } from '../src/intake/live/look.ts'
import type { Meter } from '../src/meter.ts'
import type { Asked, Newsroom, Reply } from '../src/newsroom.ts'

export type OptionKind = 'text' | 'number' | 'flag'
/** What a surface may complete an option with. */
export type Suggestion = 'entity' | 'publisher' | 'zone'
export type Option = {
  readonly name: string
  readonly kind: OptionKind
  readonly summary: string
  /** Positional: the words after the command. At most one. */
  readonly positional?: boolean
  /** The first word after the command where it is one of `choices`: what the rest is for (`digest set …`). At most one; the positional option gets what follows. */
  readonly leading?: boolean
  readonly required?: boolean
  readonly suggest?: Suggestion
  /** Several words are usual: typed without quotation marks and with words behind it, where it ends is asked. */
  readonly spaced?: boolean
  /** The only words that it takes, at most 25, in lower case with hyphens (“forget me” is read as `forget-me`); absent = any. */
  readonly choices?: readonly string[]
}
/** Whose question it is, where several people ask: absent at the terminal. */
export type Reader = {
  readonly surface: string
  /** Who, unique over all surfaces: their settings, buttons and questions are kept under it. */
  readonly owner: string
  /** May see and set up what concerns everybody; only looked up for a command that `heedsManagers`. */
  readonly isManager: boolean
  /** Absent where the surface posts nothing unasked. */
  readonly places?: Places | undefined
  /** The workspace or server that they speak of from outside (the newsroom's pages); absent: the one of their places. */
  readonly team?: string | undefined
}
/** Where something can be posted later that nobody asked for then. */
export type Places = {
  /** For everybody where it was said, outside any thread; null where nobody else is, or nothing can be posted later. */
  readonly here: Place | null
  /** It was said in a thread, of which `here` is the channel. */
  readonly isInThread?: boolean
  /** For the reader alone. */
  readonly direct: Place
}
/** What a reader said, read by a surface: option name → value. */
export type Invocation = {
  readonly command: string
  readonly options: Readonly<Record<string, string | number | boolean>>
  readonly asked: Asked
  readonly reader?: Reader | undefined
}
/** What a command works with: the newsroom, and how the surfaces of this process are. */
export type Room = Newsroom & {
  health?(): readonly Health[]
  /** Of a process that counts what it does: absent where none does. */
  readonly meter?: Meter | undefined
  /** Of a process that posts what nobody asked for (digests, alerts): absent where none does. */
  readonly delivery?: {
    /** Throws where the platform cannot be asked. */
    mayPost(place: Place): Promise<MayPost>
    /** Something is due: look now rather than at the next turn. */
    poke(): void
    /** Posts the digest of this number now, beside its schedule; returns how many stories it tells. Throws a RangeError where there is none. */
    postNow(digest: number): Promise<number>
    /** Why nothing is posted at present; null: all is well. */
    trouble(): string | null
  }
  /** Of a process that hears platforms: asks theirs whether somebody who signed in still manages there. Throws where it cannot be asked. */
  manages?(manager: SigningIn): Promise<boolean>
  /** Of a process that reads the web: absent where none does. */
  readonly feeds?: {
    /** Fetches an address and says what is there; stores nothing. */
    look(url: string): Promise<Looked>
    /** An outline (OPML): at an address, `starter` (the list that comes with Newsdesk), at the terminal also a file. Throws an OutlineError that says the way out. */
    outline(where: string): Promise<string>
    /** Something is due: look now rather than at the next turn. */
    poke(): void
    /** Whether this process goes on fetching what is due, or somebody has to ask for it (`newsdesk intake`). */
    readonly isKeptUp: boolean
    /** Why nothing is fetched at present; null: all is well. */
    trouble(): string | null
  }
  /** Of a process that has a reading room (the web page): absent where none is. */
  readonly readingRoom?:
    | {
        /** Where readers open it, without a slash at the end. */
        readonly address: string
        /** Whether others than people on this machine reach it there. */
        readonly isPublic: boolean
        /** Where a stored article stands there, these passages of it marked. */
        passage(articleId: string, passages: readonly { readonly start: number; readonly end: number }[]): string
        /** The address by which this manager signs in, null: who runs Newsdesk. Once, within ten minutes. */
        signIn(manager: SigningIn | null, now: Date): Promise<string>
      }
    | undefined
}
/** A manager who wants to see the newsroom's pages. `team`: the workspace or server that they manage, '' where none is known; `direct`: where they alone are told something. */
export type SigningIn = { readonly surface: string; readonly owner: string; readonly team: string; readonly direct: Place }
export type Command = {
  readonly name: string
  /** At most 100 characters: Discord's limit of a description. */
  readonly summary: string
  readonly options: readonly Option[]
  readonly examples: readonly string[]
  /** Private: only the asker sees the answer. */
  readonly private?: boolean
  /** Whether the reader is a manager changes what it does. */
  readonly heedsManagers?: boolean
  /** Not listed and not completed: surfaces call it themselves (a home page, the evidence behind a button). */
  readonly hidden?: boolean
  run(invocation: Invocation, room: Room): Promise<Answer | Reply>
}
/** Words as they were understood; `problem` is for the reader and says the way out. */
export type Understood = { readonly ok: true; readonly invocation: Invocation } | { readonly ok: false; readonly problem: string }
/**
 * What came of an invocation. `misuse`: the reader has to say it otherwise, and the answer says how;
 * `failed`: our fault, logged, and the answer says so. Explanation and conversation: only of `ask` and `why`.
 */
export type Outcome = {
  readonly kind: 'answered' | 'nothing' | 'misuse' | 'failed'
  readonly answer: Answer
  readonly explanation: Explanation | null
  readonly conversation: Conversation | null
}

/** Where something is posted. Plain data: it is stored as JSON. */
export type Place = {
  readonly surface: string
  /** Workspace or server; '' where there is none. */
  readonly team: string
  readonly channel: string
  /** The thread in the channel, in the platform's own id; null = the channel itself. */
  readonly thread: string | null
  /** The platform's id of the one person who sees it; null = everybody there. For what had to be decided before it was acknowledged (see `isPrivate`), that decision. */
  readonly to: string | null
  /** What only the surface understands, such as how an interaction is answered; but for `direct`, which is not empty where nobody else is: nothing needs to be shared there. */
  readonly via: Readonly<Record<string, string>>
}
/** Something that was said to the bot. Plain data: it is stored as JSON until it is answered. */
export type Said = {
  /** The same for every delivery of the same message, under whatever event id: `slack:T1:C1:1700000000.000100`. */
  readonly key: string
  /** Where the answer goes. */
  readonly place: Place
  /** Who said it, unique on the surface. */
  readonly user: string
  readonly heard:
    | { readonly kind: 'line'; readonly text: string }
    | {
        readonly kind: 'command'
        readonly name: string
        readonly text: string
        readonly given: Readonly<Record<string, string | number | boolean>>
      }
    | { readonly kind: 'press'; readonly id: string }
  /**
   * Where its conversation is remembered, the most particular first: the answered message, the thread, the direct channel, the asker in the
   * channel. The last begins with `asker:` (`asker:slack:T1:C1:U1`): it lends its conversation for half an hour only, and is never followed or muted.
   */
  readonly threads: readonly string[]
  /** What was typed is not seen by others, so that the answer says it again (slash commands, shortcuts). */
  readonly restate: boolean
  /** Epoch ms at which it was said, by the platform's clock. */
  readonly atMs: number
}
/** What is posted. `inPlace`: instead of the message whose button was pressed. `isPrivate`: for the asker's eyes only. */
export type Message = {
  readonly answer: Answer
  /** In reading order. */
  readonly buttons: readonly Button[]
  readonly isPrivate: boolean
  readonly inPlace: boolean
}
/** Further places under which the conversation will be looked for: what `Said.threads` says of a follow-up. */
export type Posted = { readonly threads: readonly string[] }
/** A picture of a Coverage. `alt`: what it shows, in words; for who cannot see it, and always sent with it. */
export type Picture = { readonly png: Uint8Array; readonly width: number; readonly height: number; readonly alt: string }
/** null where none can be made: then the bars of the text do. Never throws. */
export type Draw = (coverage: Coverage) => Promise<Picture | null>
/** How a surface is. `down`: it hears nothing, or cannot speak, until `problem` (one sentence with the way out) is mended. */
export type Health = {
  readonly surface: string
  readonly state: 'connecting' | 'connected' | 'down'
  readonly problem: string | null
  /** Epoch ms since which it is in this state. */
  readonly sinceMs: number
  readonly lastEventMs: number | null
  readonly lastError: { readonly atMs: number; readonly message: string } | null
}
/**
 * Whether the bot may post somewhere. `note`: one sentence on what is worse there than elsewhere. `problem`: one sentence with the way out. `isGone`: there
 * is no such place (any more).
 */
export type MayPost =
  | { readonly ok: true; readonly note?: string }
  | { readonly ok: false; readonly problem: string; readonly isGone: boolean }
/** What stands. `ref`: the platform's id of the message, of its first where one Message takes several; `url`: where people can open it, null where there is no such thing. */
export type Delivered = { readonly ref: string; readonly url: string | null; readonly threads: readonly string[] }
/** One try to deliver something. */
export type Attempt = {
  /** Epoch ms since which an earlier try, whose end nobody knows, may have posted it: it is looked for before it is posted. null: nothing can stand. */
  readonly sinceMs: number | null
  /** Too late to post it: it is only looked for, and completed where a part of it stands. */
  readonly isOver: boolean
}
/**
 * Why something was not delivered, as a property of the Error that is thrown; an error without it counts as `unsure`. `closed`: the place is gone, or the
 * bot may not write there, until somebody changes that; `later`: certainly not posted, and worth another try; `unsure`: it may stand, and cannot be looked
 * for now; `wrong`: the platform will never take it.
 */
export type Undelivered = { readonly undelivered: 'closed' | 'later' | 'unsure' | 'wrong' }
/** How a surface posts what nobody asked for: digests, alerts, word to managers. */
export type Delivery = {
  /** Messages a second that the platform takes in all beside the answers. */
  readonly perSecond: number
  places(said: Said): Places
  /** Asks the platform. Throws where it cannot be asked. */
  mayPost(place: Place): Promise<MayPost>
  /** Where what belongs to a message that stands is posted: into its thread, else after it. `ref`: as of Delivered. */
  under(place: Place, ref: string): Place
  /**
   * Posts once per key, as far as `attempt` and the platform let it be known: an error whose end is unknown is read back, never guessed at. What stands of
   * several parts is completed. null: `isOver`, and it does not stand. Throws an Error with `Undelivered`.
   */
  post(place: Place, message: Message, key: string, attempt: Attempt): Promise<Delivered | null>
  /** Puts another message in the place of one that stands. Doing it twice does no harm. Throws an Error with `Undelivered`; `closed` where it cannot be changed any more. */
  revise(place: Place, ref: string, message: Message): Promise<void>
}
/** A chat platform, as everybody else knows it. */
export type Surface = {
  /** Also the `surface` of its places: `slack`. */
  readonly name: string
  /** Stories on a page, where the reader asks for no number: what one message of the platform holds. */
  readonly pageSize: number
  /** Connects. Never rejects: what fails turns `health()` down, and is tried again where that can help. */
  start(): Promise<void>
  /** Shows that a message was heard (👀, typing). Best effort: a failure is logged, never thrown. */
  hear(said: Said): Promise<void>
  /** Takes away what `hear` showed, where that does not go by itself. Best effort. */
  settle(said: Said): Promise<void>
  /**
   * Posts once per key, however often it is called with it and whatever the network does; waits out rate limits of the place within its bound.
   * Throws where it could not be posted, or where that cannot be known.
   */
  post(place: Place, message: Message, key: string): Promise<Posted>
  isManager(said: Said): Promise<boolean>
  readonly delivery: Delivery
  health(): Health
  /** An error that reached nobody else (an unhandled rejection): true where it came from this platform's client, which then shows in `health()`. */
  claims(error: unknown): boolean
  /** Hears nothing new, then disconnects. */
  close(): Promise<void>
}
/** What a surface needs of the rest: one door in. */
export type Reception = {
  readonly commands: readonly Command[]
  /** Answers it once per key, also over restarts and processes, through `surface.post`. Never throws; resolved when nothing is left to do about it. */
  receive(said: Said, surface: Surface): Promise<void>
  /** Whether only the asker shall see the answer to a command: its nature, else what the reader prefers. For surfaces that must know before they acknowledge. */
  isPrivate(command: string, surface: string, user: string): Promise<boolean>
  /** Whether words without a mention are meant for the bot here: it has spoken in the thread, and was not told to stop. */
  follows(thread: string): Promise<boolean>
  /** What completes a word, best first, at most `limit`. */
  suggest(what: Suggestion, typed: string, limit: number): Promise<readonly string[]>
  /** Questions that can be answered now, at most four: for a surface that offers some before anything was asked. */
  prompts(): Promise<readonly string[]>
  /** A page that a surface shows by itself, such as `home`. */
  page(command: string, said: Said, surface: Surface): Promise<Message>
}
