/** The store's file as a file: created for its owner only, looked at before SQLite touches it, set aside when damaged. */
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { storeError } from './store-error.ts'

export const IN_MEMORY = ':memory:'
const MAGIC = 'SQLite format 3\0'
/** A database that SQLite could read has at least its first page, and no page is smaller. */
const MIN_BYTES = 512
/** How often one file can be set aside: past that somebody should look. */
const MAX_SET_ASIDE = 999
/** What SQLite keeps beside a database; both belong to it. */
const COMPANIONS = ['-wal', '-shm'] as const

/** Absolute, so that no name can be taken for a `file:` address. */
export function storePath(file: string): string {
  return file === IN_MEMORY ? file : resolve(file.trim())
}

/**
 * Makes sure that there is a file that SQLite may open: creates it (and its folder) where missing and `create` is set, mode 0600.
 * True where it was created. Throws a StoreError `corrupt` where it is no database, before SQLite could recover it into something else.
 */
export function prepareFile(file: string, create: boolean): boolean {
  if (file === IN_MEMORY) return true
  try {
    if (create && createFile(file)) return true
    inspect(file)
    return false
  } catch (error) {
    if (!isSystemError(error)) throw error
    const kind = SYSTEM_KINDS[error.code] ?? 'unusable'
    throw storeError(kind, file, 'open', `${REASONS[error.code] ?? error.message} (${error.code})`, error)
  }
}

/**
 * Renames a damaged store, and what belongs to it, to `FILE.corrupt-1` (or the first number that is free), destroying nothing;
 * `FILE` is then free for a new store. Close every store on it first. Returns the new name; throws the system's error where it cannot be renamed.
 */
export function setAside(file: string): string {
  const from = storePath(file)
  for (let n = 1; n <= MAX_SET_ASIDE; n++) {
    const to = `${from}.corrupt-${n}`
    if ([to, ...COMPANIONS.map((end) => to + end)].some((name) => existsSync(name))) continue
    // The file itself last: a crash in between must not leave its log beside a new store.
    for (const end of COMPANIONS) if (existsSync(from + end)) renameSync(from + end, to + end)
    renameSync(from, to)
    return to
  }
  throw storeError('unusable', from, 'set aside', `${MAX_SET_ASIDE} earlier ones are already beside it`)
}

function createFile(file: string): boolean {
  makeFolder(dirname(file))
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false
    // A file that exists in a folder that cannot be written is still there to be read.
    if (existsSync(file)) return false
    throw error
  }
}

function inspect(file: string): void {
  const { size } = statSync(file)
  if (statSync(file).isDirectory()) throw storeError('unusable', file, 'open', 'it is a folder')
  if (size === 0) {
    // SQLite would take it for new, and delete the log that may hold all there is.
    const log = `${file}-wal`
    if (existsSync(log) && statSync(log).size > 0) throw storeError('corrupt', file, 'open', 'it is empty, but its log beside it is not')
    return
  }
  const head = Buffer.alloc(MAGIC.length)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, head, 0, head.length, 0)
  } finally {
    closeSync(descriptor)
  }
  if (head.toString('latin1') !== MAGIC) throw storeError('corrupt', file, 'open', 'it is not a database')
  if (size < MIN_BYTES) throw storeError('corrupt', file, 'open', `it ends after ${size} bytes`)
}

/** One folder after the other: Node's own recursion never ends where a file system knows the parent but refuses the child (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it in between.
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error
  }
}

type SystemError = Error & { readonly code: string }
function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)
}
const SYSTEM_KINDS: Readonly<Record<string, 'full' | 'io' | 'readonly'>> = { ENOSPC: 'full', EDQUOT: 'full', EIO: 'io', EROFS: 'readonly' }
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist and cannot be created',
  EACCES: 'this user may not open or create it',
  EPERM: 'this user may not open or create it',
  EROFS: 'its disk is mounted read-only',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
}
