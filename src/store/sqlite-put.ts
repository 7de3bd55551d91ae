/** Articles into SQLite: which are new, which changed, what hangs on them. The caller begins and ends the transaction. */
import type Database from 'better-sqlite3'
import { type Article, instantMs } from '../article.ts'
import { foldName } from '../retrieval/terms.ts'
import { encodeAnalysis } from './analysis-codec.ts'
import { contentHash, storable } from './content-hash.ts'
import type { Tables } from './schema.ts'
import { type EntityWriter, sqliteEntityWriter } from './sqlite-entity-writer.ts'
import { articleOf, type HeadRow } from './sqlite-read.ts'
import { lastSeq } from './sqlite-seq.ts'
import type { Analysed, PutHow, Stored } from './store.ts'

type Kept = Pick<Tables['articles'], 'seq' | 'version' | 'hash' | 'segment_id'>
type Change = {
  readonly item: Analysed
  readonly article: Article
  readonly hash: string
  readonly seq: number
  readonly version: number
  readonly kept: Kept | null
}
/** Articles whose entities are counted together before they are written: saves most of the upserts. */
const CHUNK = 500

/** One transaction's writing; `stored` is what became of all that was put. */
export type Putting = { put(batch: readonly Analysed[]): void; stored(): Stored }
/** `begin` gives the generation of this write; called once, and only where something is written. */
export type Putter = (begin: () => number, how?: PutHow) => Putting
/** What all of one write have in common. */
type Write = { readonly generation: number; readonly quiet: number }

export function sqlitePutter(database: Database.Database): Putter {
  const statements = prepare(database)
  const entities = sqliteEntityWriter(database)
  const last = lastSeq(database)
  return (begin, how = {}) => {
    const outcome = new Map<string, keyof Stored>()
    let generation: number | null = null
    let nextSeq = 0
    let chunk = new Map<string, Change>()
    const write = (): void => {
      writeChunk(statements, entities, [...chunk.values()], { generation: generation ?? 0, quiet: Number(how.isQuiet === true) })
      chunk = new Map()
    }
    const take = (item: Analysed): void => {
      const article = storable(item.article)
      if (chunk.size >= CHUNK || chunk.has(article.id)) write()
      const hash = contentHash(article)
      const kept = statements.kept.get(article.id) ?? null
      if (kept?.hash === hash) {
        if (!outcome.has(article.id)) outcome.set(article.id, 'unchanged')
        return
      }
      if (generation === null) {
        generation = begin()
        nextSeq = last() + 1
      }
      // An id that comes twice is told once, as what became of it in all.
      if (outcome.get(article.id) !== 'added') outcome.set(article.id, kept === null ? 'added' : 'changed')
      chunk.set(article.id, { item, article, hash, seq: kept?.seq ?? nextSeq++, version: (kept?.version ?? 0) + 1, kept })
    }
    return {
      put(batch) {
        for (const item of batch) take(item)
        if (chunk.size > 0) write()
      },
      stored: () => storedOf(outcome),
    }
  }
}

function storedOf(outcome: ReadonlyMap<string, keyof Stored>): Stored {
  const stored = { added: [] as string[], changed: [] as string[], unchanged: [] as string[] }
  for (const [id, what] of outcome) stored[what].push(id)
  return stored
}

function writeChunk(statements: Statements, entities: EntityWriter, changes: readonly Change[], write: Write): void {
  const tally = entities.tally()
  for (const change of changes) {
    if (change.kept === null) insert(statements, change, write)
    else {
      tally.forget(change.seq, statements.analysis.get(change.seq) ?? null)
      replace(statements, change, change.kept, write)
    }
    insertParts(statements, change)
    tally.learn(change.seq, change.item.analysis.entities)
  }
  tally.write()
}

function insert(statements: Statements, { article, hash, seq, version, item }: Change, write: Write): void {
  statements.insert.run({ seq, id: article.id, version, hash, ...write, ...columnsOf(article) })
  statements.insertText.run(seq, article.body, encodeAnalysis(item.analysis))
}

/** The version that was goes into the archive, whole; its copy in the index is dead. */
function replace(statements: Statements, { article, hash, seq, version, item }: Change, kept: Kept, write: Write): void {
  const before = statements.whole.get(seq)
  if (before !== undefined) statements.archive.run(seq, kept.version, kept.hash, JSON.stringify(articleOf(before)))
  if (kept.segment_id !== null) statements.bury.run(kept.segment_id, seq)
  statements.clearPassages.run(seq)
  statements.clearAuthors.run(seq)
  statements.update.run({ seq, version, hash, ...write, ...columnsOf(article) })
  statements.updateText.run({ seq, body: article.body, analysis: encodeAnalysis(item.analysis) })
}

function insertParts(statements: Statements, { article, seq, item }: Change): void {
  for (const [n, author] of article.authors.entries()) statements.insertAuthor.run(seq, n, foldName(author), author)
  const { sentences, passages } = item.analysis
  for (const [n, passage] of passages.entries()) {
    const first = sentences[passage.first]
    const last = sentences[passage.last - 1]
    if (first !== undefined && last !== undefined) statements.insertPassage.run(seq, n, first.start, last.end)
  }
}

function columnsOf(article: Article) {
  return {
    title: article.title,
    headlined: article.headlined ? 1 : 0,
    publisher: article.publisher,
    publisherKey: foldName(article.publisher),
    authors: JSON.stringify(article.authors),
    published: article.published,
    about: article.about,
    publishedMs: instantMs(article),
    url: article.url,
    tags: JSON.stringify(article.tags),
  }
}

type Statements = ReturnType<typeof prepare>
function prepare(database: Database.Database) {
  return {
    kept: database.prepare<[string], Kept>('select seq, version, hash, segment_id from articles where id = ?'),
    whole: database.prepare<[number], HeadRow & { tags: string; body: string }>(
      'select a.*, t.body from articles a join article_texts t on t.article = a.seq where a.seq = ?',
    ),
    analysis: database.prepare<[number], string>('select analysis from article_texts where article = ?').pluck(),
    insert: database.prepare(
      `insert into articles (seq, id, version, hash, title, headlined, publisher, publisher_key, authors, published, about, published_ms, url, tags, generation, quiet)
       values (@seq, @id, @version, @hash, @title, @headlined, @publisher, @publisherKey, @authors, @published, @about, @publishedMs, @url, @tags, @generation, @quiet)`,
    ),
    update: database.prepare(
      `update articles set version = @version, hash = @hash, title = @title, headlined = @headlined, publisher = @publisher, publisher_key = @publisherKey,
         authors = @authors, published = @published, about = @about, published_ms = @publishedMs, url = @url, tags = @tags, segment_id = null, generation = @generation, quiet = @quiet
       where seq = @seq`,
    ),
    insertText: database.prepare<[number, string, string]>('insert into article_texts (article, body, analysis) values (?, ?, ?)'),
    updateText: database.prepare('update article_texts set body = @body, analysis = @analysis where article = @seq'),
    archive: database.prepare<[number, number, string, string]>(
      'insert into article_versions (article, version, hash, content) values (?, ?, ?, ?)',
    ),
    bury: database.prepare<[number, number]>('insert into tombstones (segment, article) values (?, ?) on conflict do nothing'),
    clearPassages: database.prepare<[number]>('delete from passages where article = ?'),
    clearAuthors: database.prepare<[number]>('delete from article_authors where article = ?'),
    insertAuthor: database.prepare<[number, number, string, string]>(
      'insert into article_authors (article, n, author_key, author) values (?, ?, ?, ?)',
    ),
    insertPassage: database.prepare<[number, number, number, number]>(
      'insert into passages (article, n, start_at, end_at) values (?, ?, ?, ?)',
    ),
  }
}
