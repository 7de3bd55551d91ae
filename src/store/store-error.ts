/** What can go wrong between the newsroom and its file, told apart by what can be done about it. */
import Database from 'better-sqlite3'

export type StoreErrorKind =
  /** The file is damaged or no database at all: set it aside (`setAside`) and rebuild. */
  | 'corrupt'
  /** A database of another program: choose another file. */
  | 'foreign'
  /** Written by a newer version of this program: update, or choose another file. */
  | 'newer'
  /** Another process held the write lock past the time-out, or this one is in the middle of `putAll`: try again. */
  | 'busy'
  /** The disk, or the store's own limit, is full; nothing of the failed write was kept. */
  | 'full'
  /** The file or its folder cannot be written. */
  | 'readonly'
  /** The file cannot be opened or created: permissions, or a folder is in its place. */
  | 'unusable'
  /** The device failed to read or write. */
  | 'io'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly kind: StoreErrorKind
  readonly file: string
  constructor(kind: StoreErrorKind, file: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
    this.file = file
  }
}

/** Prefixes of SQLite's extended result codes; the first that fits counts. */
const KINDS: readonly (readonly [string, StoreErrorKind])[] = [
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'readonly'],
  ['SQLITE_PERM', 'unusable'],
  ['SQLITE_AUTH', 'unusable'],
  ['SQLITE_CANTOPEN', 'unusable'],
  // The room for the log's index is asked for first: where it fails, the disk is full.
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_IOERR', 'io'],
]
const WAY_OUT: Readonly<Record<StoreErrorKind, string>> = {
  corrupt: 'The file is damaged. Restore a copy, or set the file aside and rebuild it by importing again.',
  foreign: 'The file belongs to another program. Choose another file for the store.',
  newer: 'The file was written by a newer version. Update this program, or choose another file.',
  busy: 'Something else is being written to it. Try again when that has finished.',
  full: 'There is no room left; nothing of this write was kept. Free space, then try again.',
  readonly: 'It cannot be written. Make the file and its folder writable, or choose another file.',
  unusable: 'Check that the path is right and that this user may read and write it.',
  io: 'The disk failed to read or write. Check the disk, then try again.',
}

/** An error about `file`: what was done, the cause in the world's words, the way out. */
export function storeError(kind: StoreErrorKind, file: string, doing: string, reason: string, cause?: unknown): StoreError {
  return new StoreError(kind, file, `Could not ${doing} ${file}: ${reason}. ${WAY_OUT[kind]}`, cause)
}

/** Turns what better-sqlite3 threw into a StoreError; anything that is not the world's fault (a constraint, a TypeError) comes back as it is. */
export function asStoreError(error: unknown, file: string, doing: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const code = error.code
  const kind = KINDS.find(([prefix]) => code.startsWith(prefix))?.[1]
  return kind === undefined ? error : storeError(kind, file, doing, `${error.message} (${code})`, error)
}

/** Runs `work`, whose failures are told as those of `doing` something to `file` (“read articles from”). */
export function guarded<T>(file: string, doing: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asStoreError(error, file, doing)
  }
}
