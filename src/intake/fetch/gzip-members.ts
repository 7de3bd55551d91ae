/** Reads a gzip by its members (RFC 1952), for those that something else follows: zlib takes that for a broken member, browsers pass it over. */
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const inflate = promisify((packed: Buffer, maxOutputLength: number, done: (error: Error | null, member: Inflated) => void) =>
  // With `info` the answer is not the buffer alone, which the types do not know.
  zlib.inflateRaw(packed, { maxOutputLength, info: true } as zlib.ZlibOptions, (error, member) =>
    done(error, member as unknown as Inflated),
  ),
)
type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } }

const HEADER_BYTES = 10
/** CRC and length behind each member. */
const TRAILER_BYTES = 8
/** Servers join two or three; one that joins more packs each line by itself. */
const MAX_MEMBERS = 1_000
const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const

/** What its whole members hold, with their checksums; null where not even the first is whole. More than `maxBytes` is none. */
export async function gzipMembers(packed: Buffer, maxBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let [at, bytes] = [0, 0]
  while (parts.length < MAX_MEMBERS) {
    const start = afterHeader(packed, at)
    if (start === null) break
    const member = await memberAt(packed.subarray(start), maxBytes - bytes)
    if (member === null) break
    parts.push(member.buffer)
    bytes += member.buffer.length
    at = start + member.engine.bytesWritten + TRAILER_BYTES
  }
  return parts.length === 0 ? null : Buffer.concat(parts)
}

async function memberAt(packed: Buffer, maxBytes: number): Promise<Inflated | null> {
  if (maxBytes <= 0) return null
  try {
    const member = await inflate(packed, maxBytes)
    const end = member.engine.bytesWritten
    if (packed.length < end + TRAILER_BYTES || packed.readUInt32LE(end) !== zlib.crc32(member.buffer)) return null
    return member
  } catch {
    // Broken, or larger than asked for: whoever asks has the error of zlib itself to show.
    return null
  }
}

/** Where the packed bytes of the member that begins at `at` begin; null where none does. */
function afterHeader(packed: Buffer, at: number): number | null {
  if (packed.length < at + HEADER_BYTES || packed.readUIntBE(at, 3) !== 0x1f8b08) return null
  const flags = packed.readUInt8(at + 3)
  let end = at + HEADER_BYTES
  if (flags & FLAG.extra) end = packed.length < end + 2 ? packed.length : end + 2 + packed.readUInt16LE(end)
  for (const flag of [FLAG.name, FLAG.comment]) {
    if (!(flags & flag)) continue
    const zero = packed.indexOf(0, end)
    if (zero < 0) return null
    end = zero + 1
  }
  if (flags & FLAG.headerCrc) end += 2
  return end < packed.length ? end : null
}
