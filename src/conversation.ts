/** What a thread remembers of its last answer, so that “when did that happen?” or “and Huawei?” can be understood. Plain data: it is stored as JSON. */
export type Conversation = {
  /** The last question as it was understood, after resolving. */
  readonly question: string
  readonly entities: readonly string[]
  readonly articleIds: readonly string[]
  /** Epoch ms, inclusive. */
  readonly period: { readonly fromMs: number; readonly toMs: number } | null
}
