/** What the terminal needs of the rest, given by the composition root: the adapter itself knows no store, no index and no importer. */
import type { Command, Invocation, Outcome, Understood } from '../../commands/command.ts'
import type { Answer } from '../../src/answer.ts'
import type { Log } from '../../src/log.ts'

type Asked = Invocation['asked']
/** `done` and `total` in the unit of the work; total null = not known. */
export type Progress = (doing: string, done: number, total: number | null) => void

export type PassageRow = {
  readonly articleId: string
  readonly url: string | null
  readonly publisher: string
  readonly title: string
  readonly published: string | null
  readonly score: number
  readonly text: string
}
export type ArticleRow = {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly authors: readonly string[]
  readonly published: string | null
  readonly url: string | null
  readonly body: string
}
/** What was made of one file. `articles` are those found in it, in its order. */
export type ImportReport = {
  readonly file: string
  readonly format: string
  readonly articles: readonly {
    readonly id: string
    readonly title: string
    readonly publisher: string
    readonly dated: string
    readonly state: 'new' | 'changed' | 'unchanged' | 'found'
  }[]
  /** Articles past those listed. */
  readonly more: number
  readonly counts: { readonly added: number; readonly changed: number; readonly unchanged: number }
  /** What was left out or guessed, in plain words. */
  readonly notes: readonly string[]
}
export type ImportOptions = {
  readonly dryRun: boolean
  readonly zone: string | null
  readonly publisher: string | null
  /** Ends it early, with the signal's reason and nothing kept. */
  readonly stop: AbortSignal
  readonly progress: Progress
}

/** What became of one fetch. `added` and `changed` count articles; `unchanged`: nothing new was there. */
export type IntakeReport = {
  readonly feed: number
  readonly url: string
  readonly title: string | null
  readonly outcome: 'new' | 'unchanged' | 'failed'
  readonly added: number
  readonly changed: number
  /** Why it failed; null: it did not. */
  readonly reason: string | null
  readonly notes: readonly string[]
}
export type IntakeOptions = {
  /** What is due now, and no more; else until `stop`. */
  readonly once: boolean
  /** Every feed that is not paused, due or not; then as ever. */
  readonly all: boolean
  /** What is in hand is finished or broken off cleanly; it ends without throwing. */
  readonly stop: AbortSignal
  readonly progress: Progress
  /** A feed at a time. */
  readonly told: (report: IntakeReport) => Promise<void>
}

/** An open newsroom. */
export type Desk = {
  respond(invocation: Invocation): Promise<Outcome>
  /** 1–100 passages, best first. */
  search(query: string, asked: Asked, limit: number): Promise<readonly PassageRow[]>
  /** All articles of the file or none. Throws an Expected error on a bad file. */
  importFile(file: string, options: ImportOptions): Promise<ImportReport>
  articles(): AsyncIterable<ArticleRow>
  /** Prints what is due at the terminal, digests and alerts; returns how many there were. */
  due(print: (answer: Answer) => Promise<void>): Promise<number>
  /** Fetches the feeds that are due. A bad one is told, and the others go on. */
  intake(options: IntakeOptions): Promise<void>
  /** Something that was said has made something due. */
  isDue(): boolean
  /** Something that was said has made a feed due that nobody fetches by themselves. */
  isFeedDue(): boolean
  /** Opens the page that answers in a browser, and returns its address; null: the settings want none. It closes with the desk. Throws where its port cannot be had. */
  openReadingRoom(): Promise<string | null>
  /** From now on feeds are fetched when they are due, until it is closed. */
  keepUp(): void
  close(): Promise<void>
}
export type Host = {
  readonly version: string
  readonly log: Log
  /** Defaults, where no option says otherwise. */
  readonly db: string
  readonly zone: string
  now(): Date
  isZone(text: string): boolean
  /** An ISO 8601 date (its last instant in the zone) or time; null for anything else. */
  readTime(text: string, zone: string): Date | null
  commands(): Promise<readonly Command[]>
  nearest(typed: string, names: readonly string[]): string | null
  readLine(line: string, asked: Asked): Promise<Understood>
  readCommand(name: string, text: string, given: Readonly<Record<string, string | number | boolean>>, asked: Asked): Promise<Understood>
  /** Chat platforms that are configured, by name: with none of them, starting is for who sits here. */
  readonly platforms: readonly string[]
  /** Answers there until `stop`; `tell` gets lines for who runs it. Returns the exit code. */
  serve(
    where: { readonly db: string; readonly rebuild: boolean; readonly zone: string },
    tell: (line: string) => void,
    stop: AbortSignal,
    progress: Progress,
  ): Promise<number>
  open(where: { readonly db: string; readonly rebuild: boolean; readonly seed: boolean }, progress: Progress): Promise<Desk>
  /** The message of a fault of the world (a file, a disk) for the reader; null where it is ours. */
  explain(error: unknown): string | null
}

/** `interrupted`: a signal ended long work before its end; what a shell reports of SIGINT. */
export const EXIT = { answered: 0, nothing: 1, misuse: 2, failed: 70, interrupted: 130 } as const
