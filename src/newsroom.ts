/** The newsroom behind every surface: a store, an index over it, and the questions they answer. */

import { type AddProgress, addAllArticles, addArticles, documents, removeArticles } from './adding.ts'
import type { Answer, Source } from './answer.ts'
import type { Article } from './article.ts'
import { answerQuestion } from './ask.ts'
import type { Conversation } from './conversation.ts'
import type { Explanation } from './explanation.ts'
import { followFrom, placeIn } from './following.ts'
import { openKeywordIndex } from './retrieval/keyword-index.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { SegmentError } from './retrieval/segment-format.ts'
import { searchPassages } from './retrieve.ts'
import type { PutHow, Store, Stored } from './store/store.ts'

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
  add(articles: readonly Article[], how?: PutHow): Promise<Stored>
  /** As `add`, for more articles than memory holds, batch by batch. Until all are stored, the store refuses everything else as `busy`, questions too. */
  addAll(batches: AsyncIterable<readonly Article[]>, onProgress?: AddProgress): Promise<Stored>
  /** Forgets articles in the store and in the index; returns those that there were. At most 1,000. */
  remove(ids: readonly string[]): Promise<readonly string[]>
  /** Takes into the index what other processes have written and removed since. Asked each second: where nothing changed, it costs one look-up; one at a time. */
  follow(): Promise<void>
  close(): Promise<void>
}

/** What pages are made from: the newsroom without its asking and adding. */
export type Archive = Pick<Newsroom, 'store' | 'index' | 'search'>

/** Each damaged segment costs one new try; more than there can be segments means that they are not the trouble. */
const MAX_REPAIRS = 64

export async function openNewsroom(store: Store): Promise<Newsroom> {
  // Taken down before the index is read: what comes in between is looked at twice rather than never.
  const place = await placeIn(store)
  const index = await openIndex(store)
  const desk = { store, index }
  const following = followFrom(place, store, index)
  const own = { store: following.store, index }
  return {
    ...desk,
    ask: (question, asked) => answerQuestion(desk, question, asked),
    search: (query, asked, limit) => searchPassages(desk, query, asked, limit),
    add: (articles, how) => addArticles(own, articles, how),
    addAll: (batches, onProgress) => addAllArticles(own, batches, onProgress),
    remove: (ids) => removeArticles(own, ids),
    follow: following.follow,
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
