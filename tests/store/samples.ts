/** Made-up articles and throw-away folders for the store's tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Article } from '../../src/article.ts'
import { analyse } from '../../src/retrieval/analysis.ts'
import type { EntityMention, EntityType } from '../../src/retrieval/entities.ts'
import { openSqliteStore, type SqliteOptions } from '../../src/store/sqlite.ts'
import type { Analysed, Store } from '../../src/store/store.ts'

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'newsdesk-store-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A store that is closed after the test. */
export async function open(file = ':memory:', options: SqliteOptions = {}): Promise<Store> {
  const store = await openSqliteStore(file, options)
  onTestFinished(() => store.close())
  return store
}

export function article(id: string, fields: Partial<Article> = {}): Article {
  return {
    id,
    title: `Ferry line ${id} reopens`,
    headlined: true,
    publisher: 'Harbour Post',
    authors: ['Ida Brandt'],
    published: '2021-03-04T09:30:00+01:00',
    about: null,
    url: `https://example.org/${id}`,
    tags: ['transport'],
    body: `The ferry to Marstal sails again, Ida Brandt reports.\n\nTickets for line ${id} cost $12. The operator expects 4,000 passengers a week.`,
    ...fields,
  }
}

/** Names given by the test, found in the body where they stand; whatever the recogniser finds is put aside. */
export type Name = string | readonly [name: string, type: EntityType, ...aliases: string[]]

export function analysed(of: Article, names?: readonly Name[]): Analysed {
  const analysis = analyse(of)
  return { article: of, analysis: names === undefined ? analysis : { ...analysis, entities: names.map((name) => mention(of.body, name)) } }
}

function mention(body: string, given: Name): EntityMention {
  const [name, type, ...aliases] = typeof given === 'string' ? ([given, 'organisation'] as const) : given
  const at = body.indexOf(name)
  return { name, type, aliases: [name, ...aliases], spans: at < 0 ? [] : [[at, at + name.length]] }
}

export async function all(store: Store): Promise<Analysed[]> {
  const found: Analysed[] = []
  for await (const item of store.everything()) found.push(item)
  return found
}
