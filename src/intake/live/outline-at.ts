/** An outline that somebody names: fetched, or read from a file where files may be. */
import type { Fetcher } from '../fetch/fetcher.ts'
import { OutlineError } from './look.ts'

const MAX_BYTES = 5_000_000

export type OutlineFiles = {
  /** The list that comes with Newsdesk. */
  readonly starter: string
  read(file: string): Promise<Uint8Array>
  /** Whether who asks may name any file. */
  readonly mayName: boolean
}

/** Its text. Throws an OutlineError that says the way out. */
export async function outlineAt(where: string, fetcher: () => Promise<Fetcher>, files: OutlineFiles): Promise<string> {
  const named = where.trim()
  if (named === 'starter') return textOf(await fileAt(files.starter, files))
  if (/^https?:\/\//i.test(named)) return textOf(await fetchedAt(named, await fetcher()))
  if (files.mayName) return textOf(await fileAt(named, files))
  throw new OutlineError(
    `“${named.slice(0, 100)}” is no web address. Give the address of an OPML file, or say “starter” for the list that comes with Newsdesk.`,
  )
}

async function fileAt(file: string, { read }: OutlineFiles): Promise<Uint8Array> {
  try {
    return await read(file)
  } catch (error) {
    throw new OutlineError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, { cause: error })
  }
}

async function fetchedAt(url: string, fetcher: Fetcher): Promise<Uint8Array> {
  const fetched = await fetcher.get({ url, want: 'feed' })
  if (fetched.kind === 'fetched') return fetched.bytes
  throw new OutlineError(fetched.kind === 'failed' ? fetched.reason : 'The server sent nothing.')
}

/** OPML is UTF-8 but for old files, whose other letters matter little beside their addresses. */
function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) throw new OutlineError(`The outline has ${bytes.length} bytes; the limit is ${MAX_BYTES}. Split it.`)
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes)
}
