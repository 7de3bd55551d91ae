import { describe, expect, test } from 'vitest'
import type { StoryRecord } from '../../src/store/store.ts'
import { analysed, article, open } from './samples.ts'

const story = (id: string, articleIds: readonly string[], lastMs: number | null = 0): StoryRecord => ({
  id,
  title: `Story ${id}`,
  firstMs: lastMs,
  lastMs,
  articleIds,
})

async function library() {
  const store = await open()
  await store.put(['a', 'b', 'c', 'd'].map((id) => analysed(article(id))))
  return store
}

describe('stories', () => {
  test('are kept with their articles, newest first, undated last', async () => {
    const store = await library()
    const [one, two, three] = [story('1', ['a', 'b'], 10), story('2', ['c'], 20), story('3', ['d'], null)]
    await store.stories.put([one, two, three])
    expect(await store.stories.latest(10)).toEqual([two, one, three])
    expect(await store.stories.latest(1)).toEqual([two])
    expect(await store.stories.byId(['1', 'nobody', '2'])).toEqual([one, two])
    expect(await store.stories.ofArticles(['b', 'd', 'nobody'])).toEqual([one, three])
    expect((await store.list({ storyIds: ['1'] })).map((head) => head.id)).toEqual(['b', 'a'])
  })

  test('an article belongs to one story: the last that named it; an empty story is forgotten', async () => {
    const store = await library()
    await store.stories.put([story('1', ['a', 'b']), story('2', ['c'])])
    await store.stories.put([story('2', ['c', 'a', 'b', 'nobody'])])
    expect(await store.stories.latest(10)).toEqual([story('2', ['a', 'b', 'c'])])
    await store.stories.put([story('2', ['c'])])
    expect(await store.stories.ofArticles(['a', 'b'])).toEqual([])
  })

  test('a new version of an article stays in its story', async () => {
    const store = await library()
    await store.stories.put([story('1', ['a'])])
    await store.put([analysed(article('a', { body: 'Changed.' }))])
    expect(await store.stories.ofArticles(['a'])).toEqual([story('1', ['a'])])
  })
})
