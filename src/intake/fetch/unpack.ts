/** Unpacks what a server sends while it arrives, with a bound behind every step: a bomb is noticed at the bound, not in memory. */
import zlib from 'node:zlib'
import { inBytes } from '../limits.ts'
import { HopError } from './fetcher.ts'
import { gzipMembers } from './gzip-members.ts'

/** As the transport asks for it. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd'
/** Nobody packs more than twice. */
const MAX_CODINGS = 3
/** RFC 9659: a window of 8 MB is all that a server may ask for. */
const ZSTD_WINDOW_LOG = 23
/** Of a header that a sentence repeats. */
const MAX_SHOWN = 40
/** Shorter than every packed text, so that an empty one is no fault. */
const LEAST_PACKED_BYTES = 40

/** `cuts`: what is past the bound is left away instead of being an error. */
export type Bound = { readonly maxBytes: number; readonly cuts: boolean }
type Chunks = AsyncIterable<Buffer>

/** The whole of a body; throws a HopError, in words that follow “the answer”, where it is too large or not what `encoding` says, else what the stream itself throws. */
export async function unpack(body: Chunks, encoding: string | undefined, bound: Bound): Promise<Uint8Array> {
  const codings = codingsOf(encoding)
  let chunks: Chunks = bounded(body, { ...bound, cuts: bound.cuts && codings.length === 0 })
  for (const coding of codings) chunks = bounded(undone(coding, chunks, bound.maxBytes), bound)
  const whole: Buffer[] = []
  try {
    for await (const chunk of chunks) whole.push(chunk)
  } catch (error) {
    if (!isZlibFault(error)) throw error
    throw new HopError('garbled', `is not packed as its header says (${encoding?.trim().slice(0, MAX_SHOWN)})`, { cause: error })
  }
  return whole.length === 1 && whole[0] !== undefined ? whole[0] : Buffer.concat(whole)
}

/** The codings in the order in which they are undone. What is none (“utf-8”, “none”) is passed over, as browsers do. */
function codingsOf(encoding: string | undefined): readonly string[] {
  const named = (encoding ?? '').toLowerCase().split(',')
  const codings = named.map((name) => name.trim().replace(/^x-/, '')).filter((name) => ['gzip', 'deflate', 'br', 'zstd'].includes(name))
  if (codings.length > MAX_CODINGS) throw new HopError('garbled', `is packed ${codings.length} times over`)
  return codings.toReversed()
}

async function* bounded(chunks: Chunks, { maxBytes, cuts }: Bound): AsyncGenerator<Buffer> {
  let room = maxBytes
  for await (const chunk of chunks) {
    if (chunk.length <= room) yield chunk
    else if (cuts) return yield chunk.subarray(0, room)
    else throw new HopError('size', `is larger than ${inBytes(maxBytes)}`)
    room -= chunk.length
  }
}

/** One coding undone. A body that ends too early gives what there is, as in browsers. */
async function* undone(coding: string, packed: Chunks, maxBytes: number): AsyncGenerator<Buffer> {
  // Only gzip is read a second time (see gzip-members.ts), and of it no more than the bound before it lets through.
  const kept: Buffer[] = []
  let [given, taken] = [0, 0]
  let work: Work | null = null
  try {
    for await (const chunk of packed) {
      taken += chunk.length
      if (coding === 'gzip') kept.push(chunk)
      work ??= workOn(unpackerOf(coding, chunk), maxBytes)
      for (const ready of await work.push(chunk)) {
        given += ready.length
        yield ready
      }
      if (work.isFull()) return
    }
    for (const ready of (await work?.end()) ?? []) {
      given += ready.length
      yield ready
    }
  } catch (error) {
    if (coding !== 'gzip' || !isZlibFault(error)) throw error
    const whole = await gzipMembers(Buffer.concat(kept), maxBytes + 1)
    if (whole === null) throw error
    yield whole.subarray(given)
    return
  } finally {
    work?.close()
  }
  if (given === 0 && taken > LEAST_PACKED_BYTES) throw new HopError('garbled', `is packed (${coding}), and nothing comes out`)
}

function unpackerOf(coding: string, head: Buffer): zlib.Gunzip | zlib.BrotliDecompress {
  const { constants } = zlib
  const lenient = { finishFlush: constants.Z_SYNC_FLUSH }
  if (coding === 'gzip') return zlib.createGunzip(lenient)
  if (coding === 'br') return zlib.createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
  if (coding === 'zstd') return zlib.createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } })
  return hasZlibHeader(head) ? zlib.createInflate(lenient) : zlib.createInflateRaw(lenient)
}

/** “deflate” means the form of RFC 1950, and some servers send that of RFC 1951. */
function hasZlibHeader([first = 0, second]: Buffer): boolean {
  return (first & 0x0f) === 8 && first >> 4 <= 7 && (second === undefined || ((first << 8) | second) % 31 === 0)
}

type Work = { push(chunk: Buffer): Promise<readonly Buffer[]>; end(): Promise<readonly Buffer[]>; isFull(): boolean; close(): void }

/** A stream of zlib, asked chunk by chunk. It gives up to one chunk more than `maxBytes`, so that whoever counts sees that there is more. */
function workOn(stream: zlib.Gunzip | zlib.BrotliDecompress, maxBytes: number): Work {
  const ready: Buffer[] = []
  let given = 0
  let fault: Error | null = null
  let settle: () => void = () => undefined
  stream.on('data', (chunk: Buffer) => {
    ready.push(chunk)
    given += chunk.length
    if (given > maxBytes) stream.destroy()
  })
  stream.on('error', (error) => {
    fault ??= error
  })
  stream.on('close', () => settle())
  const act = async (start: (done: () => void) => void): Promise<readonly Buffer[]> => {
    if (!stream.destroyed) {
      const { promise, resolve } = Promise.withResolvers<void>()
      settle = resolve
      start(resolve)
      await promise
    }
    if (fault !== null) throw fault
    return ready.splice(0)
  }
  return {
    push: (chunk) => act((done) => stream.write(chunk, () => done())),
    // Closed by itself behind its end.
    end: () => act(() => stream.end()),
    isFull: () => given > maxBytes,
    close: () => stream.destroy(),
  }
}

function isZlibFault(error: unknown): boolean {
  return error instanceof Error && /^(?:Z_|ERR__ERROR_|ERR_BROTLI_|ZSTD_error_)/.test(String((error as NodeJS.ErrnoException).code))
}
