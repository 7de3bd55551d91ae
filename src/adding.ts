/** Articles into the newsroom: analysed, stored, and then what follows from the store, its index and its stories. */
import { setImmediate as turn } from 'node:timers/promises'
import { type Article, instantMs } from './article.ts'
import type { Newsroom } from './newsroom.ts'
import { analyse } from './retrieval/analysis.ts'
import type { IndexDocument } from './retrieval/search-index.ts'
import { CATCH_UP, tellStories } from './retrieval/stories.ts'
import type { Analysed, PutHow, Store, Stored } from './store/store.ts'

type Desk = Pick<Newsroom, 'store' | 'index'>
/** How many of the stored articles are in the index, or in stories. Storing itself is as far as the articles were taken. */
export type AddProgress = (step: 'index' | 'stories', done: number, total: number) => void

/** Articles read back at once. Stories catch up with what has none, oldest first: with fewer at a time, they would do the next ones twice. */
const READ_BACK = CATCH_UP

export async function addArticles(desk: Desk, articles: readonly Article[], how: PutHow = {}): Promise<Stored> {
  const analysed: Analysed[] = []
  for (const article of articles) {
    analysed.push(analysedOf(article))
    // Questions come in between: analysing is most of the work.
    await turn()
  }
  const stored = await desk.store.put(analysed, how)
  await follow(desk, stored, () => undefined)
  return stored
}

/** In the memory that one batch takes, however many there are. */
export async function addAllArticles(
  desk: Desk,
  batches: AsyncIterable<readonly Article[]>,
  onProgress: AddProgress = () => undefined,
): Promise<Stored> {
  const stored = await desk.store.putAll(analysedBatches(batches))
  await follow(desk, stored, onProgress)
  return stored
}

/** The store is the truth, and first: what is cut off here is made up for at the next start. */
export async function removeArticles({ store, index }: Desk, ids: readonly string[]): Promise<readonly string[]> {
  const removed = await store.remove(ids)
  // All that were asked for: the index may hold what another process has removed.
  await index.remove(ids)
  return removed
}

async function* analysedBatches(batches: AsyncIterable<readonly Article[]>): AsyncGenerator<readonly Analysed[]> {
  for await (const batch of batches) yield batch.map(analysedOf)
}

function analysedOf(article: Article): Analysed {
  return { article, analysis: analyse(article) }
}

/** What is cut off here is made up for: the index at the next start, the stories with the next articles. */
async function follow({ store, index }: Desk, stored: Stored, onProgress: AddProgress): Promise<void> {
  const ids = [...stored.added, ...stored.changed]
  await index.upsert(documents(store, ids, (done) => onProgress('index', done, ids.length)))
  let told = 0
  for await (const batch of readBack(store, ids)) {
    await tellStories(store.stories, index, batch, (others) => store.analysed(others))
    told += batch.length
    onProgress('stories', told, ids.length)
  }
  // Nothing new is still a chance to make up for what was cut off.
  if (ids.length === 0) await tellStories(store.stories, index, [], (others) => store.analysed(others))
}

/** The stored articles as the index takes them, in batches; `onRead` is told how many there were so far. */
export async function* documents(
  store: Store,
  ids: readonly string[],
  onRead: (done: number) => void = () => undefined,
): AsyncGenerator<IndexDocument> {
  let read = 0
  for await (const batch of readBack(store, ids)) {
    for (const one of batch) yield documentOf(one)
    read += batch.length
    onRead(read)
  }
}

async function* readBack(store: Store, ids: readonly string[]): AsyncGenerator<readonly Analysed[]> {
  for (let at = 0; at < ids.length; at += READ_BACK) yield await store.analysed(ids.slice(at, at + READ_BACK))
}

function documentOf({ article, analysis }: Analysed): IndexDocument {
  return {
    id: article.id,
    publisher: article.publisher,
    publishedMs: instantMs(article),
    titleTerms: analysis.titleTerms,
    bodyTerms: analysis.sentences.flatMap((sentence) => sentence.terms),
  }
}
