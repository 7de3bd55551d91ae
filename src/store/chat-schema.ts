/** The tables of what chat surfaces remember, in the same portable types as the rest (`schema.ts`). Owners are `surface:user`. */
export type ChatTables = {
  heard: HeardTable
  threads: ThreadsTable
  presses: PressesTable
  preferences: PreferencesTable
  questions: QuestionsTable
  ratings: RatingsTable
  installations: InstallationsTable
}

/** What was heard. Once it is answered, the key alone tells that: nobody's words, nobody's name. */
type HeardTable = {
  key: string
  surface: string
  /** This and two more are null where it was answered or is forgotten. */
  owner: string | null
  /** JSON, opaque. */
  said: string | null
  /** Until then whoever took it is at work on it. */
  held_until_ms: number | null
  /** The process at work on it. */
  holder: string | null
  at_ms: number
  /** How often it was taken, from 1. */
  tries: number
}
/** `conversation`: JSON, opaque; null = nothing to follow up. */
type ThreadsTable = { key: string; owner: string; conversation: string | null; muted: number; at_ms: number }
/** `content`: JSON, opaque. */
type PressesTable = { token: string; owner: string; content: string; expires_ms: number }
type PreferencesTable = { owner: string; name: string; value: string }
/** `n` counts up with each question of an owner; `times`: how often they asked it with this outcome. */
type QuestionsTable = { owner: string; n: number; question: string; answered: number; at_ms: number; times: number }
type RatingsTable = { owner: string; token: string; is_good: number; question: string; at_ms: number }
/** `sealed`: encrypted before it comes here. */
type InstallationsTable = { id: string; sealed: string }
