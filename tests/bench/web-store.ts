/** A store of generated articles for the load: filled once, and kept where a folder is given, since filling takes far longer than asking. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Article } from '../../src/article.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { BenchArticle, BenchCorpus } from './news-corpus.ts'

const BATCH = 200
const NOTE_EVERY = 5_000

/** The file with `count` articles in `folder`. */
export async function filledStore(folder: string, corpus: BenchCorpus, count: number, note: (doing: string) => void): Promise<string> {
  const file = join(folder, `articles-${count}.db`)
  if (existsSync(file)) return file
  const growing = `${file}.part`
  for (const end of ['', '-wal', '-shm']) rmSync(`${growing}${end}`, { force: true })
  const newsroom = await openNewsroom(await openSqliteStore(growing))
  try {
    let batch: Article[] = []
    let added = 0
    for (const article of corpus.articles(count)) {
      batch.push(articleOf(article))
      added++
      if (batch.length < BATCH && added < count) continue
      await newsroom.add(batch)
      batch = []
      if (added % NOTE_EVERY === 0) note(`${added} of ${count} articles stored`)
    }
  } finally {
    await newsroom.close()
  }
  renameSync(growing, file)
  return file
}

function articleOf({ id, title, publisher, publishedMs, body }: BenchArticle): Article {
  const published = publishedMs === null ? null : new Date(publishedMs).toISOString()
  return { id, title, headlined: true, publisher, authors: [], published, about: null, url: null, tags: [], body }
}
