/** Entities out of SQLite: by name for linking, by beginning for autocompletion, by shared articles. */
import type Database from 'better-sqlite3'
import type { EntityType } from '../retrieval/entities.ts'
import { boundedLimit } from './bounds.ts'
import type { Tables } from './schema.ts'
import type { EntityRecord } from './store.ts'

/** How many entities one name may stand for; the rarer ones are left out. */
const MAX_NAMESAKES = 20
/** How many of its forms an entity is told with. */
const MAX_ALIASES = 100
/** Articles of a frequent entity in which related ones are counted: bounds the join. */
const NEWEST = 500
/** Sorts after every name that begins with what stands before it. */
const LAST_CHARACTER = '\u{10FFFF}'
/** The first of equals wins. */
const TYPES: readonly EntityType[] = ['person', 'organisation', 'place', 'product', 'other']

export type EntityReader = {
  named(foldedNames: readonly string[]): readonly EntityRecord[]
  suggest(folded: string, limit: number): readonly EntityRecord[]
  related(key: string, limit: number): readonly EntityRecord[]
}

export function sqliteEntities(database: Database.Database): EntityReader {
  const statements = prepare(database)
  const records = (ids: Iterable<number>): EntityRecord[] => {
    const found: EntityRecord[] = []
    for (const id of new Set(ids)) {
      const row = statements.entity.get(id)
      if (row !== undefined && row.articles > 0) found.push(recordOf(row, statements.forms.all(id)))
    }
    return found
  }
  return {
    named(foldedNames) {
      return records(foldedNames.flatMap((name) => statements.named.all(name)))
    },
    suggest(folded, limit) {
      const most = boundedLimit(limit)
      if (folded === '') return records(statements.mostFrequent.all(most))
      const first = statements.beginning.all(folded, folded + LAST_CHARACTER, most)
      const rest = first.length < most ? statements.containing.all(folded, most) : []
      return records([...first, ...rest]).slice(0, most)
    },
    related(key, limit) {
      return records(statements.related.all({ key, limit: boundedLimit(limit) }))
    },
  }
}

function recordOf(row: Tables['entities'], forms: readonly string[]): EntityRecord {
  const type = TYPES.reduce((best, next) => (row[next] > row[best] ? next : best))
  return { key: row.key, name: forms[0] ?? row.key, type, aliases: forms, articles: row.articles }
}

function prepare(database: Database.Database) {
  return {
    entity: database.prepare<[number], Tables['entities']>('select * from entities where id = ?'),
    forms: database
      .prepare<[number], string>(
        `select alias from aliases where entity = ? order by named desc, articles desc, length(alias) desc, alias limit ${MAX_ALIASES}`,
      )
      .pluck(),
    named: database
      .prepare<[string], number>(
        `select a.entity from aliases a join entities e on e.id = a.entity where a.alias_key = ?
         group by a.entity order by sum(a.articles) desc, e.articles desc, a.entity limit ${MAX_NAMESAKES}`,
      )
      .pluck(),
    mostFrequent: database.prepare<[number], number>('select id from entities order by articles desc, id limit ?').pluck(),
    beginning: database
      .prepare<[string, string, number], number>(
        `select e.id from entities e where e.id in (select entity from aliases where alias_key >= ? and alias_key < ?)
         order by e.articles desc, e.id limit ?`,
      )
      .pluck(),
    containing: database
      .prepare<[string, number], number>(
        `select e.id from entities e where e.id in (select entity from aliases where instr(alias_key, ?) > 0)
         order by e.articles desc, e.id limit ?`,
      )
      .pluck(),
    related: database
      .prepare<[{ key: string; limit: number }], number>(
        `with newest as (
           select a.seq from articles a where a.seq in (select m.article from mentions m join entities e on e.id = m.entity where e.key = @key)
           order by a.published_ms desc nulls last, a.seq desc limit ${NEWEST})
         select m.entity from newest join mentions m on m.article = newest.seq join entities e on e.id = m.entity where e.key <> @key
         group by m.entity order by count(distinct m.article) desc, e.articles, m.entity limit @limit`,
      )
      .pluck(),
  }
}
