/** The newsroom behind every surface: a store, an index over it, and the questions they answer. */

import { type AddProgress, addAllArticles, addArticles, documents } from './adding.ts'
import type { Answer, Source } from './answer.ts'
import type { Article } from './article.ts'
import { answerQuestion } from './ask.ts'
import type { Conversation } from './conversation.ts'
import type { Explanation } from './explanation.ts'
import { openKeywordIndex } from './retrieval/keyword-index.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { SegmentError } from './retrieval/segment-format.ts'
import { searchPassages } from './retrieve.ts'
import type { Store, Stored } from './store/store.ts'

/** When and where a question is asked; `src/` never reads the clock. `zone`: IANA name. */
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
  /** Analyses, stores and indexes, all or nothing for one call; then puts the articles into stories, which the next call makes up for where it was cut off. */
  add(articles: readonly Article[]): Promise<Stored>
  /** As `add`, for more articles than memory holds, batch by batch. Until all are stored, the store refuses everything else as `busy`, questions too. */
  addAll(batches: AsyncIterable<readonly Article[]>, onProgress?: AddProgress): Promise<Stored>
  close(): Promise<void>
}

/** What pages are made from: the newsroom without its asking and adding. */
export type Archive = Pick<Newsroom, 'store' | 'index' | 'search'>

/** Each damaged segment costs one new try; more than there can be segments means that they are not the trouble. */
const MAX_REPAIRS = 64

export async function openNewsroom(store: Store): Promise<Newsroom> {
  const index = await openIndex(store)
  const desk = { store, index }
  return {
    ...desk,
    ask: (question, asked) => answerQuestion(desk, question, asked),
    search: (query, asked, limit) => searchPassages(desk, query, asked, limit),
    add: (articles) => addArticles(desk, articles),
    addAll: (batches, onProgress) => addAllArticles(desk, batches, onProgress),
    close: () => store.close(),
  }
}

/** A damaged segment is forgotten: its articles are in the store and are indexed again. */
async function openIndex(store: Store): Promise<SearchIndex> {
  for (let repairs = 0; ; repairs++) {
    try {
      return await openKeywordIndex(store.segments, (ids) => documents(store, ids))
    } catch (error) {
      if (!(error instanceof SegmentError) || repairs >= MAX_REPAIRS) throw error
      store.segments.replace([error.segmentId], null)
    }
  }
}
