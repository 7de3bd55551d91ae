/** A command is defined once, here for all surfaces: its words, its options, what it does. */
import type { Answer } from '../src/answer.ts'
import type { Conversation } from '../src/conversation.ts'
import type { Explanation } from '../src/explanation.ts'
import type { Asked, Newsroom, Reply } from '../src/newsroom.ts'

export type OptionKind = 'text' | 'number' | 'flag'
export type Option = {
  readonly name: string
  readonly kind: OptionKind
  readonly summary: string
  /** Positional: the words after the command. At most one. */
  readonly positional?: boolean
  readonly required?: boolean
  /** What a surface may complete it with. */
  readonly suggest?: 'entity' | 'publisher' | 'zone'
}
/** What a reader said, read by a surface: option name → value. */
export type Invocation = {
  readonly command: string
  readonly options: Readonly<Record<string, string | number | boolean>>
  readonly asked: Asked
}
export type Command = {
  readonly name: string
  readonly summary: string
  readonly options: readonly Option[]
  readonly examples: readonly string[]
  /** Private: only the asker sees the answer. */
  readonly private?: boolean
  run(invocation: Invocation, newsroom: Newsroom): Promise<Answer | Reply>
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
