/** The newsroom behind every surface: a store, an index over it, and the questions they answer. */
import type { Answer, Source } from './answer.ts'
import type { Article } from './article.ts'
import type { Conversation } from './conversation.ts'
import type { Explanation } from './explanation.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import type { Store, Stored } from './store/store.ts'

/** When and where a question is asked; `src/` never reads the clock. */
export type Asked = { readonly now: Date; readonly zone: string; readonly conversation?: Conversation | undefined }
export type Reply = { readonly answer: Answer; readonly explanation: Explanation; readonly conversation: Conversation }
/** A ranked passage; `text` exactly as stored, at most 256 GPT tokens. */
export type PassageHit = Pick<Source, 'articleId' | 'url' | 'publisher' | 'title' | 'published'> & {
  readonly score: number
  readonly text: string
  readonly start: number
  readonly end: number
}

export type Newsroom = {
  readonly store: Store
  readonly index: SearchIndex
  ask(question: string, asked: Asked): Promise<Reply>
  search(query: string, asked: Asked, limit: number): Promise<readonly PassageHit[]>
  /** Analyses, stores and indexes; all or nothing for one call. */
  add(articles: readonly Article[]): Promise<Stored>
  close(): Promise<void>
}
