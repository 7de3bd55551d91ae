/** Unpacking while it arrives: what a lenient reader accepts, what none can, and a bound behind every step. */
import zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unpack } from '../../../src/intake/fetch/unpack.ts'

const TEXT = Buffer.from(Array.from({ length: 1_000 }, (_, i) => `line ${i * 7919} of the news`).join('\n'))
const PACKERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  'x-gzip': (bytes) => zlib.gzipSync(bytes),
  deflate: (bytes) => zlib.deflateSync(bytes),
  br: (bytes) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: (bytes) => zlib.zstdCompressSync(bytes),
}
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const BOUND = { maxBytes: 1_000_000, cuts: false }
const unpacked = async (bytes: Buffer, encoding: string | undefined, bound = BOUND, size = 1_400) =>
  Buffer.from(await unpack(pieces(bytes, size), encoding, bound))
const joined = (...parts: readonly Buffer[]) => Buffer.concat(parts)
const TAIL = Buffer.from('<!-- cached by a proxy -->')

describe('what is accepted', () => {
  test('every packing, in pieces of any size', async () => {
    const bytes = fc.uint8Array({ maxLength: 3_000 }).map((array) => Buffer.from(array))
    const packing = fc.array(fc.constantFrom(...Object.keys(PACKERS)), { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(bytes, packing, fc.integer({ min: 20, max: 4_000 }), async (text, names, size) => {
        const packed = names.reduce<Buffer>((inner, name) => PACKERS[name]?.(inner) ?? inner, text)
        expect((await unpacked(packed, names.join(', '), BOUND, size)).equals(text)).toBe(true)
      }),
    )
  })
  test.each<[string, Buffer, string | undefined]>([
    ['no packing', TEXT, undefined],
    ['a packing that is none', TEXT, 'utf-8'],
    ['capitals', zlib.gzipSync(TEXT), ' GZip '],
    ['deflate without its header', zlib.deflateRawSync(TEXT), 'deflate'],
    ['something behind a gzip', joined(zlib.gzipSync(TEXT), TAIL), 'gzip'],
    ['two gzips', joined(zlib.gzipSync(TEXT.subarray(0, 99)), zlib.gzipSync(TEXT.subarray(99))), 'gzip'],
    ['two gzips and something', joined(zlib.gzipSync(TEXT.subarray(0, 99)), zlib.gzipSync(TEXT.subarray(99)), TAIL), 'gzip'],
    ['zeros behind a gzip', joined(zlib.gzipSync(TEXT), Buffer.alloc(600)), 'gzip'],
    ['something behind deflate', joined(zlib.deflateSync(TEXT), TAIL), 'deflate'],
  ])('%s', async (_, packed, encoding) => {
    for (const size of [97, 1_400, 1_000_000]) expect((await unpacked(packed, encoding, BOUND, size)).equals(TEXT)).toBe(true)
  })
  test('what there is of one that breaks off', async () => {
    const part = await unpacked(zlib.gzipSync(TEXT).subarray(0, -500), 'gzip')
    expect(part.length).toBeGreaterThan(1_000)
    expect(TEXT.subarray(0, part.length).equals(part)).toBe(true)
  })
  test('byte by byte', async () => {
    const few = TEXT.subarray(0, 200)
    for (const [name, pack] of Object.entries(PACKERS)) expect((await unpacked(pack(few), name, BOUND, 1)).equals(few), name).toBe(true)
  })
  test('nothing, of nothing', async () => {
    for (const encoding of [undefined, ...Object.keys(PACKERS)]) expect(await unpacked(Buffer.alloc(0), encoding)).toHaveLength(0)
  })
})

describe('what is not', () => {
  test.each<[string, Buffer, string]>([
    ['text that says it is gzip', TEXT, 'gzip'],
    ['text that says it is br', TEXT, 'br'],
    ['text that says it is zstd', TEXT, 'zstd'],
    ['text that says it is deflate', TEXT, 'deflate'],
    ['a gzip whose checksum is wrong', joined(zlib.gzipSync(TEXT).subarray(0, -8), Buffer.alloc(8, 0x55)), 'gzip'],
    ['packed four times over', TEXT, 'gzip, gzip, gzip, gzip'],
  ])('%s', async (_, packed, encoding) => {
    await expect(unpacked(packed, encoding)).rejects.toMatchObject({ name: 'HopError', fault: 'garbled' })
  })
  test('any bytes end as bytes within the bound, or as a HopError', async () => {
    const bound = { maxBytes: 500, cuts: false }
    const noise = fc.uint8Array({ maxLength: 900 }).map((array) => Buffer.from(array))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(PACKERS)), noise, async (name, bytes) => {
        const packed = PACKERS[name]?.(bytes) ?? bytes
        for (const given of [bytes, packed, joined(packed.subarray(0, packed.length / 2), bytes)]) {
          const end = await unpacked(given, name, bound).catch((error: unknown) => error)
          if (end instanceof Buffer) expect(end.length).toBeLessThanOrEqual(bound.maxBytes)
          else expect(end).toMatchObject({ name: 'HopError' })
        }
      }),
    )
  })
})

describe('bounds', () => {
  test.each(Object.keys(PACKERS))('%s: to the byte', async (name) => {
    const packed = PACKERS[name]?.(TEXT) ?? TEXT
    expect(await unpacked(packed, name, { maxBytes: TEXT.length, cuts: false })).toHaveLength(TEXT.length)
    await expect(unpacked(packed, name, { maxBytes: TEXT.length - 1, cuts: false })).rejects.toMatchObject({ fault: 'size' })
    expect((await unpacked(packed, name, { maxBytes: 10_000, cuts: true })).equals(TEXT.subarray(0, 10_000))).toBe(true)
  })
})
