import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, Quote, Source, Span } from '../../src/answer.ts'
import { oneList, type Part, underHeadings } from '../../src/web-desk/one-list.ts'
import '../properties.ts'

const source = (n: number, articleId: string): Source => ({
  n,
  articleId,
  title: `Title of ${articleId}`,
  publisher: 'P',
  authors: [],
  published: null,
  about: null,
  url: null,
})
const quote = (articleId: string, start: number, cite: number): Quote => ({
  type: 'quote',
  text: `${articleId} at ${start}`,
  articleId,
  start,
  end: start + 5,
  cite,
  strong: null,
  lead: null,
})
const heading = (text: string): Block => ({ type: 'paragraph', spans: [{ type: 'strong', text }] })
const also = (n: number): Block => ({
  type: 'paragraph',
  spans: [
    { type: 'text', text: 'also in: P ' },
    { type: 'cite', source: n },
  ],
})

/** A part that cites articles under numbers of its own; what is cited says in words which article is meant. */
const part = (id: string): fc.Arbitrary<Part> =>
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 5 }).chain((ids) => {
    const at = fc.nat(ids.length - 1)
    const cited = at.map((i): Span[] => [
      { type: 'text', text: ids[i] ?? '' },
      { type: 'cite', source: i + 1 },
    ])
    const block: fc.Arbitrary<Block> = fc.oneof(
      fc.tuple(at, fc.nat(3)).map(([i, start]) => quote(ids[i] ?? '', start, i + 1)),
      cited.map((spans): Block => ({ type: 'list', items: [spans] })),
      cited.map((spans): Block => ({ type: 'facts', rows: [{ label: 'Row', spans }] })),
      fc.constant<Block>({ type: 'notice', text: 'A notice.' }),
    )
    return fc
      .array(block, { maxLength: 8 })
      .map((blocks) => ({ id, heading: id, blocks, sources: ids.map((name, i) => source(i + 1, name)) }))
  })

describe('one list of sources', () => {
  test('each citation of each part leads to the article that it led to before', () => {
    fc.assert(
      fc.property(part('one'), part('two'), part('three'), (...parts) => {
        const { sections, sources, quotes } = oneList(parts, new Set(['two']))
        expect(sources.map(({ n }) => n)).toEqual(sources.map((_, i) => i + 1))
        expect(new Set(sources.map(({ articleId }) => articleId)).size).toBe(sources.length)
        for (const one of quotes) expect(sources[one.cite - 1]?.articleId).toBe(one.articleId)
        const spans = sections.flatMap(({ blocks }) =>
          blocks.flatMap((block) =>
            block.type === 'list' ? block.items : block.type === 'facts' ? block.rows.map((row) => row.spans) : [],
          ),
        )
        for (const [text, cite] of spans)
          expect(cite?.type === 'cite' && text?.type === 'text' && sources[cite.source - 1]?.articleId === text.text).toBe(true)
        // No quotation is lost, and none is told twice.
        const places = (all: readonly Block[]) => all.flatMap((block) => (block.type === 'quote' ? [block.text] : []))
        expect(places(quotes).toSorted()).toEqual([...new Set(parts.flatMap(({ blocks }) => places(blocks)))].toSorted())
      }),
      { numRuns: 150 },
    )
  })

  test('a yielding part gives up what stands elsewhere, with what belongs to it and a heading that has nothing left', () => {
    const sources = [source(1, 'a'), source(2, 'b')]
    const parts: Part[] = [
      { id: 'more', heading: 'More', blocks: [heading('P'), quote('a', 0, 1), also(2), heading('Q'), quote('b', 0, 2)], sources },
      { id: 'course', heading: 'Course', blocks: [quote('a', 0, 2)], sources: [source(2, 'a')] },
    ]
    expect(oneList(parts, new Set(['more'])).sections).toEqual([
      { id: 'more', heading: 'More', blocks: [heading('Q'), quote('b', 0, 1)] },
      { id: 'course', heading: 'Course', blocks: [quote('a', 0, 2)] },
    ])
    expect(oneList(parts).sections.map(({ id }) => id)).toEqual(['more'])
  })

  test('a whole part keeps what stands elsewhere, too: half of a pair says nothing', () => {
    const sources = [source(1, 'a'), source(2, 'b')]
    const course: Part = { id: 'course', heading: 'Course', blocks: [quote('a', 0, 1)], sources }
    const pair: Part = { id: 'pair', heading: 'Differ', blocks: [quote('a', 0, 1), quote('b', 0, 2)], sources, isWhole: true }
    const more: Part = { id: 'more', heading: 'More', blocks: [quote('b', 0, 2)], sources }
    expect(oneList([course, pair, more], new Set(['more'])).sections.map(({ id, blocks }) => [id, blocks.length])).toEqual([
      ['course', 1],
      ['pair', 2],
    ])
  })

  test('what cites no source of its part is left out rather than led astray', () => {
    const blocks = [quote('a', 0, 7), also(9)]
    expect(oneList([{ id: 'x', heading: 'X', blocks, sources: [] }])).toEqual({
      sections: [{ id: 'x', heading: 'X', blocks: [{ type: 'paragraph', spans: [{ type: 'text', text: 'also in: P ' }] }] }],
      sources: [],
      quotes: [],
    })
  })
})

test('an answer is parted at its headings', () => {
  const notice: Block = { type: 'notice', text: 'N' }
  expect(underHeadings({ blocks: [notice, heading('A'), notice, notice, heading('B'), heading('C'), notice] })).toEqual([
    { heading: '', blocks: [notice] },
    { heading: 'A', blocks: [notice, notice] },
    { heading: 'C', blocks: [notice] },
  ])
})
