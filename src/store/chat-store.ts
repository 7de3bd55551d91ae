/** What chat surfaces must not forget over a restart: what was heard, what threads were about, what buttons do, what readers prefer. */

/** Something heard. `said`: JSON, opaque to the store, dropped when it is done. `holder`: the process that took it. */
export type Claim = {
  readonly key: string
  readonly surface: string
  readonly owner: string
  readonly said: string
  readonly holder: string
  readonly atMs: number
}
/** What a thread was about. `conversation`: JSON, null where nothing can be followed up. `muted`: the bot was told to stop there. */
export type ThreadMemory = { readonly conversation: string | null; readonly muted: boolean; readonly atMs: number }
/** What the buttons of one message do. `content`: JSON, opaque to the store. */
export type KeptPress = { readonly token: string; readonly owner: string; readonly content: string; readonly expiresMs: number }
export type AskedQuestion = { readonly question: string; readonly answered: boolean; readonly atMs: number }
/** `times`: how often it was asked and not answered; `atMs`: when last. */
export type UnansweredQuestion = { readonly question: string; readonly times: number; readonly atMs: number }
export type Rating = Pick<Feedback, 'question' | 'isGood' | 'atMs'>
export type Feedback = {
  readonly token: string
  readonly owner: string
  readonly isGood: boolean
  readonly question: string
  readonly atMs: number
}

/** Times are epoch ms. Owners are `surface:user`. Each method is one transaction. */
export type ChatStore = {
  /** True for one caller a key, in whatever process; held until `nowMs + leaseMs`, then `takeUnfinished` may hand it on. */
  claim(claim: Claim, leaseMs: number): Promise<boolean>
  /** It was answered: forgets what was said, keeps the key. */
  done(key: string): Promise<void>
  /** Claims of this surface heard since `sinceMs`, not done, whose lease is over and that were tried fewer than `maxTries` times; holds them anew. Oldest first, at most `limit`. */
  takeUnfinished(
    surface: string,
    when: {
      readonly sinceMs: number
      readonly nowMs: number
      readonly leaseMs: number
      readonly maxTries: number
      readonly holder: string
    },
    limit: number,
  ): Promise<readonly Claim[]>
  /** Who holds what is not done: for a process to tell those that are gone, and not to wait for the end of their leases. */
  holders(): Promise<readonly string[]>
  /** Ends the leases of these. */
  release(holders: readonly string[]): Promise<void>
  /** Those that are remembered. */
  threads(keys: readonly string[]): Promise<ReadonlyMap<string, ThreadMemory>>
  /** The same memory under each key, replacing what was there. */
  rememberThreads(keys: readonly string[], owner: string, memory: ThreadMemory): Promise<void>
  keepPress(press: KeptPress): Promise<void>
  /** Also one that has expired, until it is swept: only the caller knows the time. */
  press(token: string): Promise<KeptPress | null>
  preferences(owner: string): Promise<Readonly<Record<string, string>>>
  /** null forgets it. */
  setPreference(owner: string, name: string, value: string | null): Promise<void>
  /** Keeps the newest 20 of an owner, or as many as are wanted (1–1,000), each question once. */
  addQuestion(owner: string, question: AskedQuestion, kept?: number): Promise<void>
  /** Newest first. */
  questions(owner: string, limit: number): Promise<readonly AskedQuestion[]>
  /**
   * Questions since then that were not answered when they were last asked, by their words, newest first, of all owners or of those whose name begins like this:
   * how often, not by whom. Limit 1–1,000.
   */
  unanswered(sinceMs: number, limit: number, ownersLike?: string): Promise<readonly UnansweredQuestion[]>
  /** The newest ratings, first the newest; of whom and by whom as of `unanswered`. */
  rated(limit: number, ownersLike?: string): Promise<readonly Rating[]>
  /** One rating an owner and token; the later one counts. */
  rate(feedback: Feedback): Promise<void>
  /** Of one question, or of all. */
  ratings(question?: string): Promise<{ readonly good: number; readonly bad: number }>
  /** What a platform gave for one workspace; `sealed` is opaque (encrypted by the caller). */
  installation(id: string): Promise<string | null>
  setInstallation(id: string, sealed: string): Promise<void>
  deleteInstallation(id: string): Promise<void>
  /** Forgets everything of an owner but the bare keys of what was heard, so that it is not answered again; returns how many things that were. */
  forget(owner: string): Promise<number>
  /** Forgets claims, threads, presses that are older than these times, at most 1,000 of each a call. */
  sweep(before: { readonly claimsMs: number; readonly threadsMs: number; readonly pressesMs: number }): Promise<void>
}
