import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { analysed, article, type Name, open } from './samples.ts'

async function library(articles: readonly (readonly Name[])[]): Promise<Store> {
  const store = await open()
  await store.put(articles.map((names, n) => analysed(article(`n${n}`, { published: `2021-01-${String(n + 1).padStart(2, '0')}` }), names)))
  return store
}
const keys = (records: readonly { readonly key: string }[]): string[] => records.map((record) => record.key)

describe('entities', () => {
  test('merge over articles by folded name: forms counted, type by majority, commonest spelling', async () => {
    const store = await library([
      [['Marstal Shipyard', 'organisation', 'Marstal', 'the Shipyard']],
      [['MARSTAL SHIPYARD', 'place']],
      [['Marstal Shipyard', 'organisation', 'Marstal']],
    ])
    expect(await store.entitiesNamed(['marstal'])).toEqual([
      {
        key: 'marstal shipyard',
        name: 'Marstal Shipyard',
        type: 'organisation',
        aliases: ['Marstal Shipyard', 'MARSTAL SHIPYARD', 'Marstal', 'the Shipyard'],
        articles: 3,
      },
    ])
    expect(keys(await store.entitiesNamed(['the shipyard', 'marstal shipyard', 'shipyard']))).toEqual(['marstal shipyard'])
  })

  test('an ambiguous alias leads to all its entities, most frequent first', async () => {
    const store = await library([
      [['Holm Bank', 'organisation', 'Holm']],
      [['Per Holm', 'person', 'Holm']],
      [['Per Holm', 'person', 'Holm']],
      ['Holm Bank'],
      ['Holm Bank'],
    ])
    expect(keys(await store.entitiesNamed(['holm']))).toEqual(['per holm', 'holm bank'])
    expect(keys(await store.entitiesNamed(['holm bank', 'holm']))).toEqual(['holm bank', 'per holm'])
  })

  test('two mentions of one entity in one article count once', async () => {
    const store = await library([['Ærø', ['ÆRØ', 'place']]])
    expect(await store.entitiesNamed(['ærø'])).toMatchObject([
      { articles: 1, type: 'organisation', aliases: expect.arrayContaining(['Ærø', 'ÆRØ']) },
    ])
  })

  test('a name without letters is left out', async () => {
    const store = await library([['…', '  ', 'Ærø']])
    expect(keys(await store.suggestEntities('', 10))).toEqual(['ærø'])
    expect(await store.put([analysed(article('n0', { body: 'Changed.' }), ['…'])])).toMatchObject({ changed: ['n0'] })
    expect(await store.suggestEntities('', 10)).toEqual([])
  })

  test('a changed article takes back what its last version said', async () => {
    const store = await library([[['Marstal Shipyard', 'place', 'the yard']], ['Marstal Shipyard']])
    await store.put([analysed(article('n0', { body: 'Nothing about it any more.' }), ['Ærø'])])
    expect(await store.entitiesNamed(['marstal shipyard'])).toMatchObject([
      { articles: 1, type: 'organisation', aliases: ['Marstal Shipyard'] },
    ])
    expect(await store.entitiesNamed(['the yard'])).toEqual([])
    expect((await store.list({ entityKeys: ['marstal shipyard'] })).map((head) => head.id)).toEqual(['n1'])
    await store.put([analysed(article('n1', { body: 'Nor here.' }), [])])
    expect(await store.entitiesNamed(['marstal shipyard'])).toEqual([])
    expect(await store.relatedEntities('marstal shipyard', 5)).toEqual([])
  })

  test('suggestions: what begins with it, then what contains it, each most frequent first', async () => {
    const store = await library([['Marstal', 'Port Marstal', 'Mars', 'Ærø'], ['Marstal', 'Port Marstal', 'Grand Mars'], ['Port Marstal']])
    expect(keys(await store.suggestEntities('mars', 10))).toEqual(['marstal', 'mars', 'port marstal', 'grand mars'])
    expect(keys(await store.suggestEntities('mars', 3))).toEqual(['marstal', 'mars', 'port marstal'])
    expect(keys(await store.suggestEntities('', 2))).toEqual(['port marstal', 'marstal'])
    expect(keys(await store.suggestEntities('%', 2))).toEqual([])
    expect(keys(await store.suggestEntities('æ', 2))).toEqual(['ærø'])
    await expect(store.suggestEntities('a', 0)).rejects.toThrow(RangeError)
  })

  test('related entities share articles, most shared first', async () => {
    const store = await library([
      ['Marstal', 'Ærø', 'Ida Brandt'],
      ['Marstal', 'Ærø'],
      ['Ida Brandt', 'Per Holm'],
    ])
    expect(keys(await store.relatedEntities('marstal', 5))).toEqual(['ærø', 'ida brandt'])
    expect(keys(await store.relatedEntities('marstal', 1))).toEqual(['ærø'])
    expect(await store.relatedEntities('nobody', 5)).toEqual([])
  })
})
