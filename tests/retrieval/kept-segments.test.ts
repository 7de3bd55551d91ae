import { describe, expect, test } from 'vitest'
import { openKeywordIndex } from '../../src/retrieval/keyword-index.ts'
import type { IndexDocument, SearchIndex } from '../../src/retrieval/search-index.ts'
import { SegmentError } from '../../src/retrieval/segment-format.ts'
import { segmentsToMerge } from '../../src/retrieval/segment-merge.ts'
import { memorySegments } from './memory-segments.ts'
import { asking, document, expectSame, indexOf, SMALL } from './small-index.ts'

describe('kept segments', () => {
  const many = Array.from({ length: 40 }, (_, i) => document(`a${i}`, `ban court n${i}`, `title${i % 3}`, `p${i % 4}`, i % 5 ? i : null))

  test('open again to the same answers, wherever their bytes lie', async () => {
    const [index, store] = await indexOf(many, SMALL)
    const shifted = store.load().map((segment) => {
      const roomy = new Uint8Array(segment.bytes.length + 3)
      roomy.set(segment.bytes, 3)
      return { ...segment, bytes: roomy.subarray(3) }
    })
    const reopened = await openKeywordIndex({ ...store, load: () => shifted }, store.documents, SMALL)
    for (const words of ['ban', 'court title1', 'n7 n8 title2'])
      expectSame(await reopened.search(asking(words)), await index.search(asking(words)), 10)
    expect(reopened.size).toBe(40)
  })

  test('stay few, and hold no dead after a merge', async () => {
    const [index, store] = await indexOf(many, SMALL)
    for (let round = 0; round < 6; round++) {
      const changed = many.slice(0, 20).map((each) => ({ ...each, bodyTerms: ['changed', `round${round}`] }))
      store.put(changed)
      await index.upsert(changed)
    }
    expect(store.kept.length).toBeLessThanOrEqual(SMALL.segments)
    expect(index.documentFrequency('round5')).toBe(20)
    expect(index.documentFrequency('n39')).toBe(1)
    expect(await index.search(asking('round0'))).toEqual([])
    expect(index.size).toBe(40)
  })

  test('vanish when all of their articles are removed and a change gives the occasion', async () => {
    const [index, store] = await indexOf(many, { ...SMALL, segmentDocuments: 100 })
    const ids = many.map(({ id }) => id)
    store.forget(ids)
    await index.remove(ids)
    await index.upsert([])
    expect(store.kept).toEqual([])
    expect(index.size).toBe(0)
  })

  test.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ['a flipped bit', (bytes) => bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 4 : byte)), /checksum/],
    ['a cut end', (bytes) => bytes.slice(0, -8), /bytes where/],
    ['no bytes', () => new Uint8Array(0), /fewer than a header/],
    ['foreign bytes', (bytes) => new Uint8Array(bytes.length).fill(65), /do not begin/],
    ['a later version', (bytes) => bytes.map((byte, i) => (i === 4 ? byte + 1 : byte)), /version/],
    ['absurd counts', (bytes) => bytes.map((byte, i) => (i >= 12 && i < 36 ? 255 : byte)), /bytes where/],
  ])('with %s are refused, and rebuilding them mends it', async (_, damage, cause) => {
    const [index, store] = await indexOf(many, SMALL)
    const loaded = store.load()
    const last = loaded.at(-1)
    const damaged = {
      ...store,
      load: () => loaded.map((segment) => (segment === last ? { ...segment, bytes: damage(segment.bytes) } : segment)),
    }
    const error = await openKeywordIndex(damaged, store.documents, SMALL).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(SegmentError)
    expect((error as SegmentError).message).toMatch(cause)
    expect((error as SegmentError).segmentId).toBe(last?.id)
    store.replace([(error as SegmentError).segmentId], null)
    const rebuilt = await openKeywordIndex(store, store.documents, SMALL)
    expectSame(await rebuilt.search(asking('ban title1')), await index.search(asking('ban title1')), 10)
  })
})

describe('articles that another process changes', () => {
  const old = Array.from({ length: 12 }, (_, i) => document(`a${i}`, `ban n${i}`))
  const changed = old.slice(0, 4).map((each) => ({ ...each, bodyTerms: ['tariff'] }))
  const idsFor = async (index: SearchIndex, words: string): Promise<string[]> =>
    (await index.search(asking(words))).map((hit) => hit.id).sort()

  test('before a merge are merged in their new version', async () => {
    const [index, store] = await indexOf(old.slice(0, 6), SMALL)
    store.put(changed)
    for (const batch of [old.slice(6, 11), old.slice(11)]) {
      store.put(batch)
      await index.upsert(batch)
    }
    expect(await idsFor(index, 'tariff')).toEqual(['a0', 'a1', 'a2', 'a3'])
    const reopened = await openKeywordIndex(store, store.documents, SMALL)
    expect(await idsFor(reopened, 'tariff')).toEqual(['a0', 'a1', 'a2', 'a3'])
    expect(await idsFor(reopened, 'n0 n1 n2 n3')).toEqual([])
    expect(reopened.size).toBe(12)
  })

  test('while a segment is built stay pending, and are read again at the next start', async () => {
    const store = memorySegments()
    const index = await openKeywordIndex(store, store.documents, SMALL)
    store.put(old)
    function* interrupted(): Generator<IndexDocument> {
      yield* old.slice(0, 10)
      store.put(changed)
      yield* old.slice(10)
    }
    await index.upsert(interrupted())
    const reopened = await openKeywordIndex(store, store.documents, SMALL)
    expect(await idsFor(reopened, 'tariff')).toEqual(['a0', 'a1', 'a2', 'a3'])
    expect(await idsFor(reopened, 'n0 n4')).toEqual(['a4'])
    expect(reopened.size).toBe(12)
  })

  test('that are live are frozen in their new version', async () => {
    const [index, store] = await indexOf(old.slice(0, 4), SMALL)
    store.put(changed)
    store.put(old.slice(4, 5))
    await index.upsert(old.slice(4, 5))
    expect(store.kept).toHaveLength(2)
    expect(store.pending()).toEqual([])
    expect(await idsFor(index, 'tariff')).toEqual(['a0', 'a1', 'a2', 'a3'])
  })
})

describe('which segments to merge', () => {
  const size = (documents: number, living = documents) => ({ documents, living, bytes: documents * 1_000 })
  test('none where they are few', () => expect(segmentsToMerge([size(5), size(9)], 2, 1e9)).toEqual([]))
  test('the smallest, and larger ones that those together match', () =>
    expect(segmentsToMerge([size(90), size(5), size(9), size(14)], 3, 1e9)).toEqual([1, 2, 3]))
  test('a mostly dead one alone, however few there are', () => expect(segmentsToMerge([size(5), size(10, 4)], 8, 1e9)).toEqual([1]))
  test('never past the bytes that one may have', () => {
    expect(segmentsToMerge([size(6), size(6), size(6)], 1, 10_000)).toEqual([])
    expect(segmentsToMerge([size(4), size(4), size(4)], 1, 10_000)).toEqual([0, 1])
  })
})
