import { describe, expect, test } from 'vitest'
import { analysed, article, open } from './samples.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function library(...ids: string[]) {
  const store = await open()
  await store.put(ids.map((id) => analysed(article(id))))
  return store
}

describe('segments', () => {
  test('articles are pending until a segment holds them', async () => {
    const { segments } = await library('a', 'b', 'c')
    expect(segments.pending()).toEqual(['a', 'b', 'c'])
    const id = segments.replace([], { bytes: bytes('one'), articleIds: ['a', 'c', 'nobody'] })
    expect(segments.pending()).toEqual(['b'])
    expect(segments.load().map((segment) => ({ ...segment, bytes: Buffer.from(segment.bytes).toString() }))).toEqual([
      // Whom the store does not know may have been removed while the segment was built.
      { id, bytes: 'one', dead: ['nobody'] },
    ])
  })

  test('a view on a larger buffer is kept as what it shows', async () => {
    const { segments } = await library('a')
    segments.replace([], { bytes: bytes('xxoneyy').subarray(2, 5), articleIds: ['a'] })
    expect(Buffer.from(segments.load()[0]?.bytes ?? []).toString()).toBe('one')
  })

  test('a changed article is dead in its segment and pending again', async () => {
    const store = await library('a', 'b')
    store.segments.replace([], { bytes: bytes('one'), articleIds: ['a', 'b'] })
    await store.put([analysed(article('b', { body: 'Changed.' }))])
    await store.put([analysed(article('b', { body: 'Changed again.' }))])
    expect(store.segments.pending()).toEqual(['b'])
    expect(store.segments.load()).toMatchObject([{ dead: ['b'] }])
  })

  test('an article that moves to another segment is dead in the first', async () => {
    const { segments } = await library('a', 'b')
    const first = segments.replace([], { bytes: bytes('one'), articleIds: ['a', 'b'] })
    const second = segments.replace([], { bytes: bytes('two'), articleIds: ['b'] })
    expect(segments.load()).toMatchObject([
      { id: first, dead: ['b'] },
      { id: second, dead: [] },
    ])
    expect(segments.pending()).toEqual([])
  })

  test('dropping segments for a merged one is one step; what is not in it becomes pending', async () => {
    const { segments } = await library('a', 'b', 'c')
    const old = ['a', 'b', 'c'].map((id) => segments.replace([], { bytes: bytes(id), articleIds: [id] }) ?? 0)
    const merged = segments.replace(old, { bytes: bytes('ab'), articleIds: ['a', 'b'] })
    expect(segments.load()).toMatchObject([{ id: merged, dead: [] }])
    expect(segments.pending()).toEqual(['c'])
    expect(segments.replace([merged ?? 0], null)).toBeNull()
    expect(segments.load()).toEqual([])
    expect(segments.pending()).toEqual(['a', 'b', 'c'])
  })

  test('an id is never used twice', async () => {
    const { segments } = await library('a')
    const first = segments.replace([], { bytes: bytes('one'), articleIds: ['a'] }) ?? 0
    const second = segments.replace([first], { bytes: bytes('two'), articleIds: ['a'] }) ?? 0
    expect(second).toBeGreaterThan(first)
  })

  test('an article that changed while the segment was built stays pending, dead in it', async () => {
    const store = await library('a', 'b')
    const generation = store.segments.generation()
    await store.put([analysed(article('b', { body: 'Changed meanwhile.' }))])
    expect(store.segments.generation()).toBeGreaterThan(generation)
    store.segments.replace([], { bytes: bytes('one'), articleIds: ['a', 'b'], generation })
    expect(store.segments.pending()).toEqual(['b'])
    expect(store.segments.load()).toMatchObject([{ dead: ['b'] }])
  })
})
