/** The bytes of a file, unpacked where it is a gzip, with a bound on what comes out. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { IntakeError } from './intake-error.ts'
import { inBytes, type Limits } from './limits.ts'

export type FileBytes = {
  readonly file: string
  /** Bytes on disk. */
  readonly size: number
  readonly packed: boolean
  /** The first 64 kB, unpacked. */
  readonly head: Buffer
}

const HEAD_BYTES = 65_536

/** Looks at a file: is it there, a file, with something in it, and what are its first bytes. */
export async function openFile(file: string, limits: Limits): Promise<FileBytes> {
  const size = await sizeOf(file)
  const raw = await headOf(createReadStream(file, { end: HEAD_BYTES - 1 }), file)
  const packed = raw[0] === 0x1f && raw[1] === 0x8b
  if (!packed) return { file, size, packed, head: raw }
  const opened: FileBytes = { file, size, packed, head: Buffer.alloc(0) }
  const head = await headOf(chunksOf(opened, limits.streamedBytes, limits), file)
  if (head.length === 0) throw new IntakeError(file, 'the gzip holds nothing', 'Check how the file was made.')
  return { ...opened, head }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw cannotRead(file, error)
  })
  if (found.isDirectory()) throw new IntakeError(file, 'it is a folder', 'Name the files in it, for example FOLDER/*.md.')
  if (!found.isFile()) throw new IntakeError(file, 'it is neither a file nor a link to one', 'Save its content to a file and import that.')
  if (found.size === 0) throw new IntakeError(file, 'the file is empty', 'Check how it was saved.')
  return found.size
}

function cannotRead(file: string, error: NodeJS.ErrnoException): IntakeError {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    return new IntakeError(file, 'there is no such file', 'Check the name and the folder.')
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return new IntakeError(file, 'the file may not be read', 'Give yourself read permission (chmod u+r FILE).')
  return new IntakeError(file, `the file cannot be read (${error.code ?? error.message})`, 'Check the disk, or copy the file elsewhere.')
}

async function headOf(chunks: AsyncIterable<Buffer>, file: string): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of chunks) {
      parts.push(chunk)
      length += chunk.length
      if (length >= HEAD_BYTES) break
    }
  } catch (error) {
    if (error instanceof IntakeError) throw error
    throw cannotRead(file, error as NodeJS.ErrnoException)
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES)
}

/** All bytes in order; `max` bounds the unpacked bytes and is told to the reader as the limit of the format. */
export async function* chunksOf(opened: FileBytes, max: number, limits: Limits, onRead?: (done: number) => void): AsyncGenerator<Buffer> {
  const { file, packed, size } = opened
  if (!packed && size > max) throw tooLarge(file, max, size)
  const raw = createReadStream(file)
  const stream = packed ? raw.pipe(createGunzip()) : raw
  if (packed) raw.on('error', (error) => stream.destroy(error))
  let unpacked = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      unpacked += chunk.length
      if (packed && unpacked > 4_000_000 && unpacked > size * limits.unpackRatio)
        throw new IntakeError(
          file,
          `the gzip unpacks to more than ${limits.unpackRatio} times its size, which no text does`,
          'It looks like a gzip bomb; unpack it by hand and look at it before importing it.',
        )
      if (unpacked > max) throw tooLarge(file, max, null)
      onRead?.(raw.bytesRead)
      yield chunk
    }
  } catch (error) {
    throw error instanceof IntakeError ? error : unpackError(file, error as NodeJS.ErrnoException, unpacked)
  } finally {
    raw.destroy()
    stream.destroy()
  }
}

function tooLarge(file: string, max: number, size: number | null): IntakeError {
  const cause = size === null ? `it unpacks to more than ${inBytes(max)}` : `it is ${inBytes(size)} large`
  return new IntakeError(
    file,
    `${cause}; the limit for this format is ${inBytes(max)}`,
    'Split it into smaller files, or convert it to JSONL (one article a line), which is streamed.',
  )
}

function unpackError(file: string, error: NodeJS.ErrnoException, unpacked: number): IntakeError {
  if (error.code === 'Z_BUF_ERROR')
    return new IntakeError(file, `the gzip breaks off after ${inBytes(unpacked)} of text: it is incomplete`, 'Download or copy it again.')
  if (error.code?.startsWith('Z_'))
    return new IntakeError(
      file,
      `the gzip is damaged after ${inBytes(unpacked)} of text`,
      'Download or copy it again; gzip -t FILE tests it.',
    )
  return cannotRead(file, error)
}

/** The whole file in memory. */
export async function wholeFile(opened: FileBytes, limits: Limits): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of chunksOf(opened, limits.wholeFileBytes, limits)) parts.push(chunk)
  return Buffer.concat(parts)
}
