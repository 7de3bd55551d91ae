/** A file into the newsroom, all of it or nothing, as a stream: memory holds a batch of its articles. */
import { setImmediate as turn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { printedDate } from './answer.ts'
import type { Article } from './article.ts'
import { type FileReading, openArticles } from './intake/read-file.ts'
import type { Newsroom } from './newsroom.ts'
import type { Stored } from './store/store.ts'

export type FileImport = {
  /** Only tells what would be found. */
  readonly dryRun: boolean
  readonly zone: string | null
  readonly publisher: string | null
  /** Ends the import while nothing is kept yet; once everything is, it goes on to its end. */
  readonly stop: AbortSignal
  readonly progress: (doing: string, done: number, total: number) => void
}
type Row = Pick<Article, 'id' | 'title' | 'publisher'> & { readonly dated: string }

/** Articles of one file that are listed by name. */
const MAX_LISTED = 50
/** Articles analysed and stored at once, and the UTF-16 units of their bodies past which there are fewer. */
const BATCH = 200
const BATCH_UNITS = 2_000_000

/** Throws an IntakeError on a bad file, and the reason of `stop`; in both cases all is as it was. */
export async function importFile(newsroom: Newsroom, file: string, options: FileImport) {
  const { dryRun, zone, publisher, progress } = options
  const reading = await openArticles(file, {
    ...(zone === null ? {} : { zone }),
    ...(publisher === null ? {} : { publisher }),
    onProgress: (done, size) => progress(dryRun ? `Reading ${file}` : `Storing ${file}`, done, size),
  })
  const listed: Row[] = []
  const batches = inBatches(reading, options.stop, (article) => {
    if (listed.length < MAX_LISTED) listed.push(rowOf(article))
  })
  const stored = dryRun
    ? await compareWithStored(newsroom, batches)
    : await newsroom.addAll(batches, (step, done, total) =>
        progress(`${step === 'index' ? 'Indexing' : 'Grouping into stories'} ${file}`, done, total),
      )
  const [added, changed] = [new Set(stored.added), new Set(stored.changed)]
  const counts = { added: added.size, changed: changed.size, unchanged: stored.unchanged.length }
  const { format, encoding, notes, leftOut } = reading.report()
  return {
    file,
    format: `${format}, ${encoding}`,
    articles: listed.map((row) => ({
      ...row,
      state: added.has(row.id) ? ('new' as const) : changed.has(row.id) ? ('changed' as const) : ('unchanged' as const),
    })),
    more: counts.added + counts.changed + counts.unchanged - listed.length,
    counts,
    notes: [
      ...notes,
      ...leftOut.map(({ line, text, reason }) => `${format === 'jsonl' ? 'record' : 'line'} ${line} left out (${reason}): ${text}`),
    ],
  }
}

function rowOf(article: Article): Row {
  return { id: article.id, title: article.title, publisher: article.publisher, dated: printedDate(article) }
}

async function* inBatches(reading: FileReading, stop: AbortSignal, seen: (article: Article) => void): AsyncGenerator<readonly Article[]> {
  let batch: Article[] = []
  let units = 0
  for await (const article of reading.articles) {
    seen(article)
    batch.push(article)
    units += article.body.length
    if (batch.length < BATCH && units < BATCH_UNITS) continue
    yield batch
    // Signals come in between two turns of the event loop.
    await turn()
    stop.throwIfAborted()
    batch = []
    units = 0
  }
  if (batch.length > 0) yield batch
  stop.throwIfAborted()
}

/** What `addAll` would find, without adding. */
async function compareWithStored({ store }: Newsroom, batches: AsyncIterable<readonly Article[]>): Promise<Stored> {
  const found = { added: [] as string[], changed: [] as string[], unchanged: [] as string[] }
  for await (const batch of batches)
    for (const article of batch) {
      const stored = await store.article(article.id)
      const state = stored === null ? 'added' : isDeepStrictEqual(stored, article) ? 'unchanged' : 'changed'
      found[state].push(article.id)
    }
  return found
}
