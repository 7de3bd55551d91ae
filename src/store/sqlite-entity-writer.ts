/** What articles say about names, counted over a chunk of them and added to the store's entities and aliases. */
import type Database from 'better-sqlite3'
import type { EntityMention, EntityType } from '../retrieval/entities.ts'
import { foldName } from '../retrieval/terms.ts'
import { decodeAnalysis } from './analysis-codec.ts'

/** Changes of counts; negative where a version went. */
type AliasDelta = { articles: number; named: number }
type EntityDelta = { articles: number; readonly types: Record<EntityType, number>; readonly aliases: Map<string, AliasDelta> }
type Mention = { readonly article: number; readonly n: number; readonly key: string }

export type EntityTally = {
  /** Takes back what the stored analysis of an article had added, and its mentions; of an analysis in another format the entities alone, for the forms of their names cannot be told. */
  forget(article: number, analysis: string | null): void
  learn(article: number, entities: readonly EntityMention[]): void
  /** Writes everything that was told since; the tally is used up. */
  write(): void
}
export type EntityWriter = { tally(): EntityTally }

/** Under which name mentions of several articles are one entity. */
const keyOf = (mention: EntityMention): string => foldName(mention.name)

export function sqliteEntityWriter(database: Database.Database): EntityWriter {
  const statements = prepare(database)
  return {
    tally() {
      const deltas = new Map<string, EntityDelta>()
      const mentions: Mention[] = []
      return {
        forget(article, analysis) {
          // The keys as they were stored: the rule that makes them may have changed since.
          const keys = new Map(statements.keysOf.all(article).map((row) => [row.n, row.key]))
          const known = analysis === null ? null : decodeAnalysis(analysis)
          if (known !== null) count(deltas, known.entities, (n) => keys.get(n), -1)
          else for (const key of new Set(keys.values())) deltaOf(deltas, key).articles--
          statements.clear.run(article)
        },
        learn(article, entities) {
          const keys = entities.map(keyOf)
          count(deltas, entities, (n) => keys[n], 1)
          for (const [n, key] of keys.entries()) if (key !== '') mentions.push({ article, n, key })
        },
        write() {
          const ids = writeEntities(statements, deltas)
          for (const { article, n, key } of mentions) {
            const id = ids.get(key)
            if (id !== undefined) statements.mention.run(article, n, id)
          }
        },
      }
    },
  }
}

/** Adds one article's mentions to the deltas; several mentions of one key count as one, under the first one's name and type. A name without a letter has no key and is left out. */
function count(
  deltas: Map<string, EntityDelta>,
  entities: readonly EntityMention[],
  keyAt: (n: number) => string | undefined,
  sign: 1 | -1,
): void {
  const merged = new Map<string, { readonly first: EntityMention; readonly aliases: Set<string> }>()
  for (const [n, mention] of entities.entries()) {
    const key = keyAt(n) ?? ''
    if (key === '') continue
    const same = merged.get(key)
    if (same === undefined) merged.set(key, { first: mention, aliases: new Set([...mention.aliases, mention.name]) })
    else for (const alias of [...mention.aliases, mention.name]) same.aliases.add(alias)
  }
  for (const [key, { first, aliases }] of merged) {
    const delta = deltaOf(deltas, key)
    delta.articles += sign
    delta.types[first.type] += sign
    for (const alias of aliases) {
      const form = delta.aliases.get(alias) ?? { articles: 0, named: 0 }
      delta.aliases.set(alias, form)
      form.articles += sign
      if (alias === first.name) form.named += sign
    }
  }
}

function deltaOf(deltas: Map<string, EntityDelta>, key: string): EntityDelta {
  const known = deltas.get(key)
  if (known !== undefined) return known
  const delta = { articles: 0, types: { person: 0, organisation: 0, place: 0, product: 0, other: 0 }, aliases: new Map() }
  deltas.set(key, delta)
  return delta
}

/** Returns the id of each key. */
function writeEntities(statements: Statements, deltas: ReadonlyMap<string, EntityDelta>): Map<string, number> {
  const ids = new Map<string, number>()
  let next = (statements.lastId.get() ?? 0) + 1
  for (const [key, { articles, types, aliases }] of deltas) {
    const id = statements.upsert.get(next, key, articles, types.person, types.organisation, types.place, types.product, types.other) ?? next
    if (id === next) next++
    ids.set(key, id)
    let shrunk = articles < 0
    for (const [alias, form] of aliases) {
      if (form.articles === 0 && form.named === 0) continue
      statements.upsertAlias.run(id, alias, foldName(alias), form.articles, form.named)
      if (form.articles < 0) shrunk = true
    }
    if (shrunk) {
      statements.dropUnused.run(id)
      statements.dropForgotten.run(id)
    }
  }
  return ids
}

type Statements = ReturnType<typeof prepare>
function prepare(database: Database.Database) {
  return {
    keysOf: database.prepare<[number], { n: number; key: string }>(
      'select m.n, e.key from mentions m join entities e on e.id = m.entity where m.article = ?',
    ),
    clear: database.prepare<[number]>('delete from mentions where article = ?'),
    lastId: database.prepare<[], number | null>('select max(id) from entities').pluck(),
    upsert: database
      .prepare<[number, string, number, number, number, number, number, number], number>(
        `insert into entities (id, key, articles, person, organisation, place, product, other) values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (key) do update set articles = entities.articles + excluded.articles, person = entities.person + excluded.person,
           organisation = entities.organisation + excluded.organisation, place = entities.place + excluded.place,
           product = entities.product + excluded.product, other = entities.other + excluded.other
         returning id`,
      )
      .pluck(),
    upsertAlias: database.prepare<[number, string, string, number, number]>(
      `insert into aliases (entity, alias, alias_key, articles, named) values (?, ?, ?, ?, ?)
       on conflict (entity, alias) do update set articles = aliases.articles + excluded.articles, named = aliases.named + excluded.named`,
    ),
    dropUnused: database.prepare<[number]>('delete from aliases where entity = ? and articles <= 0'),
    // Names come and go with the news; one that is in no article any more would only be looked past.
    dropForgotten: database.prepare<[number]>(
      'delete from entities where id = ? and articles <= 0 and not exists (select 1 from mentions where mentions.entity = entities.id)',
    ),
    mention: database.prepare<[number, number, number]>('insert into mentions (article, n, entity) values (?, ?, ?)'),
  }
}
