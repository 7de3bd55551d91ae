/** Looking for damage: a glance at every opening, everything when asked. */
import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Article } from '../article.ts'
import { decodeAnalysis } from './analysis-codec.ts'
import { contentHash } from './content-hash.ts'
import { articleOf, type HeadRow } from './sqlite-read.ts'
import { storeError } from './store-error.ts'
import { IN_MEMORY } from './store-file.ts'

/** A store up to this size is looked at whole when it is opened (a few milliseconds); of a larger one, the small tables. */
const GLANCE_BYTES = 4 * 1024 * 1024
/** Looking further would only repeat what is known. */
const MAX_FAULTS = 20

/** Throws a StoreError `corrupt` where SQLite finds the pages inconsistent; bounded by `GLANCE_BYTES`, so it can miss damage that `faultsOf` finds. */
export function glance(database: Database.Database, file: string): void {
  const small = file === IN_MEMORY || statSync(file).size <= GLANCE_BYTES
  const faults = quickCheck(database, small ? '1' : 'settings')
  if (faults[0] !== undefined) throw storeError('corrupt', file, 'open', faults[0].replaceAll(/\s+/g, ' '))
}

/** Every fault found, at most about 20 of a sort: pages, references, and articles that are not what was put in. */
export function faultsOf(database: Database.Database): string[] {
  const pages = quickCheck(database, String(MAX_FAULTS))
  // What rests on broken pages would only be told twice, or throw.
  if (pages.length > 0) return pages
  const references = database
    .prepare<[], { table: string; parent: string }>('select "table", parent from pragma_foreign_key_check limit 20')
    .all()
  return [
    ...references.map((fault) => `a row of ${fault.table} refers to a row of ${fault.parent} that is not there`),
    ...looseEnds(database),
    ...garbledArticles(database),
  ]
}

/** What no reference between tables would keep from happening; each query brings what is named in its sentence. */
const LOOSE_ENDS: readonly { readonly query: string; readonly fault: (found: string) => string }[] = [
  {
    query: 'select id from stories where not exists (select 1 from articles where articles.story_id = stories.id)',
    fault: (story) => `story “${story}” has no articles`,
  },
  {
    query: 'select distinct article from story_keys where article not in (select article from story_traces)',
    fault: (seq) => `stories are looked for by article number ${seq}, which has no trace`,
  },
  {
    query: `select a.id from articles a where exists (select 1 from tombstones t where t.segment = a.segment_id and t.article = a.seq)
              or exists (select 1 from segment_losses l where l.segment = a.segment_id and l.article = a.id)`,
    fault: (id) => `article “${id}” is dead in the index segment that holds it`,
  },
  {
    query: 'select key from entities where articles <> (select count(distinct article) from mentions where mentions.entity = entities.id)',
    fault: (key) => `“${key}” is in another number of articles than is kept`,
  },
]

function looseEnds(database: Database.Database): string[] {
  return LOOSE_ENDS.flatMap(({ query, fault }) =>
    database
      .prepare<[], string | number>(`${query} limit ${MAX_FAULTS}`)
      .pluck()
      .all()
      .map((found) => fault(String(found))),
  )
}

function quickCheck(database: Database.Database, what: string): string[] {
  const lines = database.prepare<[], string>(`pragma quick_check(${what})`).pluck().all()
  return lines.filter((line) => line !== 'ok')
}

type WholeRow = HeadRow & { readonly tags: string; readonly body: string; readonly hash: string; readonly analysis: string }

function garbledArticles(database: Database.Database): string[] {
  const faults: string[] = []
  const count = database.prepare<[], number>('select count(*) from articles').pluck().get() ?? 0
  const rows = database.prepare<[], WholeRow>('select a.*, t.body, t.analysis from articles a join article_texts t on t.article = a.seq')
  let seen = 0
  for (const row of rows.iterate()) {
    seen++
    const fault = faultOf(row)
    if (fault !== null && faults.push(`article “${row.id}” ${fault}`) >= MAX_FAULTS) return faults
  }
  if (seen !== count) faults.push(`${count - seen} articles have lost their text`)
  return faults
}

function faultOf(row: WholeRow): string | null {
  let article: Article
  try {
    article = articleOf(row)
    // One of another format is read as well (`sqlite-read.ts`).
    decodeAnalysis(row.analysis)
  } catch {
    return 'cannot be read: its stored form is garbled'
  }
  return contentHash(article) === row.hash ? null : 'is not what was put in: its checksum differs'
}
