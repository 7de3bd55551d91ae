import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KEYWORD_INDEX_LIMITS, openKeywordIndex } from '../../src/retrieval/keyword-index.ts'
import type { IndexDocument, SearchRequest } from '../../src/retrieval/search-index.ts'
import { exactSearch } from './exact-search.ts'
import { memorySegments } from './memory-segments.ts'
import { asking, document, expectSame, indexOf, SMALL } from './small-index.ts'

const WORDS = ['huawei', 'ban', 'court', 'tariff', 'virus', 'café', '5g', '数据', '🚀', 'a', 'momenta', 'sydney']
const word = fc.constantFrom(...WORDS)
const article = fc.record({
  id: fc.constantFrom(...Array.from({ length: 24 }, (_, i) => `article-${i}${i % 5 === 0 ? 'é' : ''}`)),
  publisher: fc.constantFrom('TechCrunch', 'Caixin Global', 'Süddeutsche'),
  publishedMs: fc.option(fc.integer({ min: -1e12, max: 2e12 }), { nil: null }),
  titleTerms: fc.array(word, { maxLength: 4 }),
  bodyTerms: fc.array(word, { maxLength: 20 }),
})
const corpus = fc.uniqueArray(article, { selector: (document) => document.id, minLength: 1, maxLength: 24 })
const queryTerms = fc.array(fc.record({ term: fc.oneof(word, fc.constant('unheard')), weight: fc.constantFrom(0.25, 1, 2) }), {
  minLength: 1,
  maxLength: 8,
})
describe('the keyword index scores exactly', () => {
  test.each([
    ['all live', { ...KEYWORD_INDEX_LIMITS, bulkDocuments: 100 }],
    ['all in one segment', { ...KEYWORD_INDEX_LIMITS, bulkDocuments: 0 }],
    ['live, segments and merges', SMALL],
  ])('as the formula does: %s', async (_, limits) => {
    await fc.assert(
      fc.asyncProperty(corpus, queryTerms, fc.integer({ min: 1, max: 30 }), async (documents, terms, limit) => {
        const [index] = await indexOf(documents, limits)
        expectSame(await index.search({ terms, limit }), exactSearch(documents, { terms, limit }), limit)
        expect(index.size).toBe(documents.length)
      }),
      { numRuns: 60 },
    )
  })

  test('with filter and boost in every tier', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, queryTerms, fc.integer({ min: -1e12, max: 2e12 }), async (documents, terms, from) => {
        const request: SearchRequest = {
          terms,
          limit: 5,
          where: ({ publishedMs }) => publishedMs !== null && publishedMs >= from,
          boost: ({ publisher }) => (publisher === 'Süddeutsche' ? 3 : 0.5),
        }
        const [index] = await indexOf(documents, SMALL)
        expectSame(await index.search(request), exactSearch(documents, request), 5)
      }),
      { numRuns: 60 },
    )
  })

  test('after any run of changes, removals, re-openings', async () => {
    const step = fc.oneof(
      fc.record({ put: fc.array(article, { minLength: 1, maxLength: 9 }) }),
      fc.record({
        remove: fc.array(
          article.map(({ id }) => id),
          { maxLength: 3 },
        ),
      }),
      fc.constant('reopen' as const),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), queryTerms, async (steps, terms) => {
        const store = memorySegments()
        const truth = new Map<string, IndexDocument>()
        let index = await openKeywordIndex(store, store.documents, SMALL)
        for (const each of steps) {
          if (each === 'reopen') index = await openKeywordIndex(store, store.documents, SMALL)
          else if ('put' in each) {
            for (const changed of each.put) truth.set(changed.id, changed)
            store.put(each.put)
            await index.upsert(each.put)
          } else {
            for (const id of each.remove) truth.delete(id)
            store.forget(each.remove)
            await index.remove(each.remove)
          }
        }
        const documents = [...truth.values()]
        expect(index.size).toBe(documents.length)
        // Frequencies may count the dead until a merge, so the formula is given the index's own.
        expectSame(await index.search({ terms, limit: 30 }), exactSearch(documents, { terms, limit: 30 }, index.documentFrequency), 30)
        const bodies = documents.reduce((sum, { bodyTerms }) => sum + bodyTerms.length, 0)
        expect(index.meanLength).toBeCloseTo(documents.length === 0 ? 0 : bodies / documents.length, 9)
      }),
      { numRuns: 150 },
    )
  })

  test('a term asked twice counts as the sum of its weights', async () => {
    const [index] = await indexOf([document('a', 'court ban'), document('b', 'virus')])
    const twice = await index.search({
      terms: [
        { term: 'ban', weight: 1 },
        { term: 'ban', weight: 2 },
      ],
      limit: 1,
    })
    expect(twice).toEqual(await index.search({ terms: [{ term: 'ban', weight: 3 }], limit: 1 }))
  })

  test('a title word outweighs a body word', async () => {
    const [index] = await indexOf([document('body', 'ban court tariff rest'), document('title', 'court tariff rest', 'ban')])
    expect((await index.search(asking('ban'))).map((hit) => hit.id)).toEqual(['title', 'body'])
  })
})

describe('the posting budget', () => {
  /** Zipf-like words, so that a few are in most documents and most in few. */
  function zipfCorpus(size: number): IndexDocument[] {
    let seed = 7
    const random = (): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return seed / 2 ** 32
    }
    const terms = (count: number): string[] => Array.from({ length: count }, () => `w${Math.floor(3_000 ** random())}`)
    return Array.from({ length: size }, (_, i) => ({
      id: `d${i}`,
      publisher: `p${i % 7}`,
      publishedMs: i * 1_000,
      titleTerms: terms(8),
      bodyTerms: terms(120),
    }))
  }
  const documents = zipfCorpus(3_000)
  const queries = documents.slice(0, 40).map(({ bodyTerms }) => asking(bodyTerms.slice(0, 24).join(' ')))

  test('finds nearly all of the exact top ten with a tenth of the postings', async () => {
    const [exact] = await indexOf(documents, { ...KEYWORD_INDEX_LIMITS, postings: 1e9 })
    const [budgeted] = await indexOf(documents, { ...KEYWORD_INDEX_LIMITS, postings: 1_500, candidates: 300 })
    let found = 0
    for (const query of queries) {
      const wanted = new Map((await exact.search(query)).map((hit) => [hit.id, hit.score]))
      const hits = await budgeted.search(query)
      expect(hits).toHaveLength(10)
      for (const hit of hits) {
        if (!wanted.has(hit.id)) continue
        found++
        // Candidates are weighed by every term, so a budget loses documents but never misjudges one.
        expect(hit.score).toBeCloseTo(wanted.get(hit.id) ?? Number.NaN, 9)
      }
    }
    expect(found / (10 * queries.length)).toBeGreaterThan(0.95)
  })

  test('is extended where a filter refuses what it found', async () => {
    const [index] = await indexOf(documents, { ...KEYWORD_INDEX_LIMITS, postings: 10, candidates: 20 })
    const where: SearchRequest['where'] = ({ publishedMs }) => publishedMs !== null && publishedMs < 10_000
    const query = asking('w2999 w2 w1', { where })
    expect((await index.search(query)).length).toBe(Math.min(10, exactSearch(documents, query).length))
  })
})

describe('an index', () => {
  test('without documents finds nothing', async () => {
    const [index] = await indexOf([])
    expect(await index.search(asking('huawei ban'))).toEqual([])
    expect([index.size, index.meanLength, index.documentFrequency('ban')]).toEqual([0, 0, 0])
    expect(index.similarTerms('hauwei', 5)).toEqual([])
    await index.remove(['nothing'])
  })

  test('finds nothing for unknown terms, empty terms or no terms', async () => {
    const [index] = await indexOf([document('a', 'ban')])
    for (const words of ['unheard', '', 'zzz aaa']) expect(await index.search(asking(words))).toEqual([])
    expect(await index.search({ terms: [], limit: 1 })).toEqual([])
    expect(
      await index.search({
        terms: [
          { term: 'ban', weight: 0 },
          { term: 'ban', weight: Number.NaN },
        ],
        limit: 1,
      }),
    ).toEqual([])
  })

  test.each([0, -1, 1.5, 1_001, Number.NaN])('refuses a limit of %s', async (limit) => {
    const [index] = await indexOf([document('a', 'ban')])
    await expect(index.search(asking('ban', { limit }))).rejects.toThrow(/1 to 1000/)
  })

  test('leaves no trace of a search whose filter threw', async () => {
    const [index] = await indexOf([document('a', 'ban'), document('b', 'ban court')], { ...KEYWORD_INDEX_LIMITS, bulkDocuments: 0 })
    const before = await index.search(asking('ban'))
    const where = (): boolean => {
      throw new Error('mine')
    }
    await expect(index.search(asking('ban', { where }))).rejects.toThrow('mine')
    expect(await index.search(asking('ban'))).toEqual(before)
  })

  test('counts in one document cap at 255', async () => {
    const documents = [document('many', 'ban '.repeat(400)), document('none', 'court')]
    for (const bulkDocuments of [0, 100]) {
      const [index] = await indexOf(documents, { ...KEYWORD_INDEX_LIMITS, bulkDocuments })
      expectSame(await index.search(asking('ban')), exactSearch(documents, asking('ban')), 10)
    }
  })

  test('shows each version of an article once, live over frozen and frozen over live', async () => {
    const [index, store] = await indexOf([document('a', 'ban')], SMALL)
    const rewrite = async (...documents: IndexDocument[]): Promise<void> => {
      store.put(documents)
      await index.upsert(documents)
    }
    await rewrite(...['b', 'c', 'd', 'e', 'f'].map((id) => document(id, 'court')), document('a', 'tariff'), document('a', 'virus'))
    expect(await index.search(asking('ban tariff'))).toEqual([])
    expect((await index.search(asking('virus'))).map((hit) => hit.id)).toEqual(['a'])
    await rewrite(document('a', 'sydney'))
    expect(await index.search(asking('virus'))).toEqual([])
    expect((await index.search(asking('sydney'))).map((hit) => hit.id)).toEqual(['a'])
    expect(index.size).toBe(6)
  })

  test('answers while it is being changed, and one failed change does not stop the next', async () => {
    const [index] = await indexOf([document('a', 'ban')])
    function* failing(): Generator<IndexDocument> {
      yield document('b', 'ban')
      throw new Error('the disk is gone')
    }
    const failed = index.upsert(failing())
    const added = index.upsert([document('c', 'ban')])
    expect((await index.search(asking('ban'))).map((hit) => hit.id)).toEqual(['a'])
    await expect(failed).rejects.toThrow('the disk is gone')
    await added
    expect((await index.search(asking('ban'))).map((hit) => hit.id)).toEqual(['a', 'c'])
  })

  test('keeps what it had where the store cannot keep a segment', async () => {
    const store = memorySegments()
    const full = { ...store, replace: () => null }
    const index = await openKeywordIndex(full, store.documents, SMALL)
    const documents = ['a', 'b', 'c', 'd', 'e'].map((id) => document(id, 'ban'))
    store.put(documents)
    await index.upsert(documents.slice(0, 4))
    await expect(index.upsert(documents.slice(4))).rejects.toThrow(/kept no segment/)
    expect(await index.search(asking('ban'))).toHaveLength(5)
  })
})
