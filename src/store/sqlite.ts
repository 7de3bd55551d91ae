/** The store in one SQLite file (better-sqlite3, WAL): opens it safely and puts its parts together. */
import Database from 'better-sqlite3'
import { isCurrent, migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations.ts'
import { sqliteArrivals } from './sqlite-arrivals.ts'
import { sqliteCatalogue } from './sqlite-catalogue.ts'
import { sqliteChat } from './sqlite-chat.ts'
import { faultsOf, glance } from './sqlite-check.ts'
import { sqliteDeliveries } from './sqlite-deliveries.ts'
import { sqliteDigests } from './sqlite-digests.ts'
import { sqliteEntities } from './sqlite-entities.ts'
import { sqliteFeeds } from './sqlite-feeds.ts'
import { sqlitePasses } from './sqlite-passes.ts'
import { sqlitePutter } from './sqlite-put.ts'
import { sqliteLongPut } from './sqlite-put-all.ts'
import { type Reader, sqliteReader } from './sqlite-read.ts'
import { sqliteRemover } from './sqlite-removal.ts'
import { sqliteSegments, type Transact } from './sqlite-segments.ts'
import { sqliteSettings } from './sqlite-settings.ts'
import { sqliteStories } from './sqlite-stories.ts'
import { sqliteWatches } from './sqlite-watches.ts'
import type { Analysed, Store } from './store.ts'
import { asStoreError, guarded, storeError } from './store-error.ts'
import { IN_MEMORY, prepareFile, storePath } from './store-file.ts'

export type SqliteOptions = {
  /** Never writes, and needs the file to exist. Default false. */
  readonly readonly?: boolean
  /** How long a write waits for another process, 0–600,000 ms; default 5,000. */
  readonly busyTimeoutMs?: number
  /** The file may not grow past this; a write that would fails as `full`. Default: no limit but the disk's. */
  readonly maxBytes?: number
}

const DEFAULT_BUSY_MS = 5_000
const MAX_BUSY_MS = 600_000
/** After a large import the log shrinks back to this. */
const LOG_BYTES = 64 * 1024 * 1024

/**
 * Opens the store in `file`, creating it (mode 0600) and its folder at the first run, and brings it to the current schema, all or nothing.
 * `:memory:` is a store that is gone at the end. Several processes may have one file open. Every failure is a StoreError whose kind says what can be done.
 */
export async function openSqliteStore(file: string, options: SqliteOptions = {}): Promise<Store> {
  const path = storePath(file)
  const busyMs = options.busyTimeoutMs ?? DEFAULT_BUSY_MS
  if (!Number.isInteger(busyMs) || busyMs < 0 || busyMs > MAX_BUSY_MS)
    throw new RangeError(`busyTimeoutMs is a whole number from 0 to ${MAX_BUSY_MS}, not ${busyMs}`)
  prepareFile(path, options.readonly !== true)
  const database = guarded(path, 'open', () => connect(path, busyMs, options))
  try {
    if (options.readonly !== true) await migrate(database, path, MIGRATIONS)
    return storeOn(database, path)
  } catch (error) {
    database.close()
    throw asStoreError(error, path, 'open')
  }
}

function connect(path: string, busyMs: number, options: SqliteOptions): Database.Database {
  const readonly = options.readonly === true
  const database = new Database(path, { timeout: busyMs, readonly, fileMustExist: path !== IN_MEMORY })
  try {
    // Looked at before anything is changed: another program's database stays as it is.
    if (!isCurrent(database, path, Object.keys(MIGRATIONS)) && readonly)
      throw storeError('readonly', path, 'open', 'its schema is older than this version’s and would have to be changed')
    glance(database, path)
    database.pragma('foreign_keys = on')
    if (!readonly) {
      useWal(database, busyMs)
      // With every write synced, what was acknowledged outlives a power cut too; imports are batched, so it costs little.
      database.pragma('synchronous = full')
      database.pragma(`journal_size_limit = ${LOG_BYTES}`)
    }
    if (options.maxBytes !== undefined) {
      const pages = Math.floor(options.maxBytes / (database.pragma('page_size', { simple: true }) as number))
      database.pragma(`max_page_count = ${Math.max(1, pages)}`)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const WAL_PAUSE_MS = 20

/** Two processes that create one store turn it to WAL at the same moment; SQLite refuses one of them at once, without the wait that it gives to writes. */
function useWal(database: Database.Database, busyMs: number): void {
  for (let pausesLeft = Math.ceil(busyMs / WAL_PAUSE_MS); ; pausesLeft--) {
    try {
      database.pragma('journal_mode = wal')
      return
    } catch (error) {
      const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
      if (!isBusy || pausesLeft <= 0) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_PAUSE_MS)
    }
  }
}

function storeOn(database: Database.Database, file: string): Store {
  const alone = <T>(doing: string, work: () => T): T => {
    longPut.refuseMeanwhile(doing)
    return guarded(file, doing, work)
  }
  const reading = <T>(work: () => T): T => alone('read from', work)
  // Immediate: two writers queue at the door instead of failing half-way.
  const transact: Transact = (doing, work) => alone(doing, () => database.transaction(work).immediate())
  const reader = sqliteReader(database, file)
  const start = sqlitePutter(database)
  const remove = sqliteRemover(database)
  const catalogue = sqliteCatalogue(database)
  const entities = sqliteEntities(database)
  const settings = sqliteSettings(database)
  const { begin, ...segments } = sqliteSegments(database, transact, reading)
  const longPut = sqliteLongPut(database, file, start, begin)
  return {
    put: async (batch, how) =>
      transact('keep articles in', () => {
        const putting = start(begin, how)
        putting.put(batch)
        return putting.stored()
      }),
    putAll: longPut.putAll,
    remove: async (ids) => transact('remove articles from', () => remove(ids, begin)),
    article: async (id) => reading(() => reader.article(id)),
    analysed: async (ids) => reading(() => reader.analysed(ids)),
    list: async (filter) => reading(() => catalogue.list(filter)),
    count: async (filter) => reading(() => catalogue.count(filter)),
    everything: () => everything(reader, reading),
    corpus: async () => reading(() => catalogue.corpus()),
    entitiesNamed: async (names) => reading(() => entities.named(names)),
    suggestEntities: async (folded, limit) => reading(() => entities.suggest(folded, limit)),
    relatedEntities: async (key, limit) => reading(() => entities.related(key, limit)),
    segments,
    stories: sqliteStories(database, transact, reading),
    chat: sqliteChat(database, transact, reading),
    deliveries: sqliteDeliveries(database, transact, reading),
    digests: sqliteDigests(database, transact, reading),
    watches: sqliteWatches(database, transact, reading),
    feeds: sqliteFeeds(database, transact, reading),
    passes: sqlitePasses(database, transact, reading),
    ...sqliteArrivals(database, file, reading),
    setting: async (name) => reading(() => settings.get(name)),
    setSetting: async (name, value) => transact('keep a setting in', () => settings.set(name, value)),
    settingOr: async (name, value) => transact('keep a setting in', () => settings.getOr(name, value)),
    check: async () => reading(() => faultsOf(database)),
    close: async () => alone('close', () => void database.close()),
  }
}

async function* everything(reader: Reader, reading: <T>(work: () => T) => T): AsyncGenerator<Analysed> {
  let next = reading(() => reader.after(0))
  while (next !== null) {
    yield* next.batch
    const { last } = next
    next = reading(() => reader.after(last))
  }
}
