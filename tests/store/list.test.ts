import { describe, expect, test } from 'vitest'
import type { ArticleFilter } from '../../src/store/store.ts'
import { analysed, article, open } from './samples.ts'

const day = (text: string): number => Date.parse(`${text}T12:00:00Z`)

async function library() {
  const store = await open()
  await store.put([
    analysed(article('old', { published: '2020-01-05', publisher: 'Harbour Post', authors: ['Ida Brandt'] }), ['Marstal']),
    analysed(article('mid', { published: '2020-06-01', publisher: 'HARBOUR POST', authors: ['Óscar Núñez', 'Ida Brandt'] }), [
      'Marstal',
      'Ærø',
    ]),
    analysed(article('new', { published: '2021-03-09', publisher: 'Inland Wire', authors: ['Per Holm'] }), ['Ærø']),
    analysed(article('none', { published: null, publisher: 'Inland Wire', authors: [] }), []),
    analysed(article('guess', { published: null, about: '2020-03', publisher: 'Inland Wire', authors: ['PER HOLM'] }), ['Ærø']),
  ])
  return store
}

describe('list and count', () => {
  const cases: readonly (readonly [string, ArticleFilter, readonly string[]])[] = [
    ['all, newest first, undated last', {}, ['new', 'mid', 'guess', 'old', 'none']],
    ['from, inclusive', { fromMs: day('2020-06-01') }, ['new', 'mid']],
    ['just after from', { fromMs: day('2020-06-01') + 1 }, ['new']],
    ['to, inclusive, without the undated', { toMs: day('2020-01-05') }, ['old']],
    ['both bounds on one instant', { fromMs: day('2020-03-15'), toMs: day('2020-03-15') }, ['guess']],
    ['an empty period', { fromMs: 2, toMs: 1 }, []],
    ['a publisher in any case', { publishers: ['harbour post'] }, ['mid', 'old']],
    ['one of several publishers', { publishers: ['HARBOUR Post', 'Inland Wire'] }, ['new', 'mid', 'guess', 'old', 'none']],
    ['an author without accents', { authors: ['oscar nunez'] }, ['mid']],
    ['an author among several', { authors: ['Ida Brandt'] }, ['mid', 'old']],
    ['any of the entities', { entityKeys: ['marstal', 'nobody'] }, ['mid', 'old']],
    ['ids, in the list’s order', { ids: ['old', 'new', 'nobody'] }, ['new', 'old']],
    ['no ids', { ids: [] }, []],
    ['empty lists of names restrict nothing', { publishers: [], authors: [], entityKeys: [] }, ['new', 'mid', 'guess', 'old', 'none']],
    [
      'all at once',
      { fromMs: 0, toMs: day('2020-12-31'), publishers: ['harbour post'], authors: ['ida brandt'], entityKeys: ['ærø'] },
      ['mid'],
    ],
    ['an unknown publisher', { publishers: ['%'] }, []],
    ['what looks like SQL', { authors: ["' or 1=1 --"] }, []],
  ]
  test.each(cases)('%s', async (_, filter, expected) => {
    const store = await library()
    expect((await store.list(filter)).map((head) => head.id)).toEqual(expected)
    expect(await store.count(filter)).toBe(expected.length)
  })

  test('pages do not overlap, and the count is of all of them', async () => {
    const store = await library()
    const pages = [0, 2, 4, 6].map((offset) => store.list({ limit: 2, offset }))
    expect((await Promise.all(pages)).map((page) => page.map((head) => head.id))).toEqual([['new', 'mid'], ['guess', 'old'], ['none'], []])
    expect(await store.count({ limit: 2, offset: 2 })).toBe(5)
  })

  test('articles of one instant come latest import first', async () => {
    const store = await open()
    await store.put(['a', 'b', 'c'].map((id) => analysed(article(id))))
    expect((await store.list({})).map((head) => head.id)).toEqual(['c', 'b', 'a'])
  })

  test.each([{ limit: 0 }, { limit: 1_001 }, { limit: 1.5 }, { limit: Number.NaN }, { offset: -1 }, { offset: 0.5 }])(
    'refuses %j',
    async (filter) => {
      const store = await open()
      await expect(store.list(filter)).rejects.toThrow(RangeError)
    },
  )

  test('a head is the article without its text', async () => {
    const store = await library()
    const { body: _body, tags: _tags, ...head } = article('none', { published: null, publisher: 'Inland Wire', authors: [] })
    expect(await store.list({ ids: ['none'] })).toEqual([head])
  })
})

describe('corpus', () => {
  test('of an empty store', async () => {
    expect(await (await open()).corpus()).toEqual({ articles: 0, fromMs: null, toMs: null, publishers: [], authors: [] })
  })

  test('sums up dates, publishers and authors under their commonest spelling', async () => {
    const store = await library()
    await store.put([analysed(article('more', { published: '2019-05-05', publisher: 'Harbour Post', authors: ['Per Holm'] }))])
    expect(await store.corpus()).toEqual({
      articles: 6,
      fromMs: day('2019-05-05'),
      toMs: day('2021-03-09'),
      publishers: [
        { publisher: 'Harbour Post', articles: 3, newestMs: day('2020-06-01') },
        { publisher: 'Inland Wire', articles: 3, newestMs: day('2021-03-09') },
      ],
      authors: ['Ida Brandt', 'Per Holm', 'Óscar Núñez'],
    })
  })

  test('is current after every write', async () => {
    const store = await library()
    expect((await store.corpus()).articles).toBe(5)
    await store.put([analysed(article('late', { published: '2024-01-01' }))])
    expect(await store.corpus()).toMatchObject({ articles: 6, toMs: day('2024-01-01') })
  })
})
