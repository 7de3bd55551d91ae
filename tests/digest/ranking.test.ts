import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choose, type Rankable, rank } from '../../src/digest/ranking.ts'

const NOW_MS = 1_000_000
const WINDOW = { fromMs: 0, nowMs: NOW_MS }
const NONE: ReadonlySet<string> = new Set()

let made = 0
function story(more: Partial<Rankable> = {}): Rankable {
  const id = more.id ?? `s${String(++made).padStart(4, '0')}`
  return {
    outlets: 1,
    newestMs: NOW_MS / 2,
    news: 0.5,
    prominence: 0.3,
    fit: 1,
    names: [`name-${id}`],
    title: [`title-${id}`, 'a', 'b'],
    line: [],
    ...more,
    id,
  }
}
const ids = (stories: readonly Rankable[]): string[] => stories.map(({ id }) => id)

describe('the order', () => {
  test.each([
    ['more outlets', { outlets: 3 }],
    ['more prominent names', { prominence: 0.9 }],
    ['a report of the day', { news: 1 }],
    ['newer', { newestMs: NOW_MS }],
    ['nearer to the topic', { fit: 1.5 }],
  ])('%s first', (_what, more) => {
    const [plain, better] = [story(), story(more)]
    expect(ids(rank([plain, better], WINDOW))).toEqual([better.id, plain.id])
  })

  test('of equals is that of their ids, whichever way they came', () => {
    const stories = [story({ id: 'b' }), story({ id: 'a' }), story({ id: 'c' })]
    expect(ids(rank(stories, WINDOW))).toEqual(['a', 'b', 'c'])
    expect(ids(rank(stories.toReversed(), WINDOW))).toEqual(['a', 'b', 'c'])
  })
})

describe('diversity', () => {
  const loud = Array.from({ length: 8 }, (_, i) => story({ id: `loud-${i}`, outlets: 9, prominence: 1, names: ['huge', `other-${i}`] }))
  const quiet = Array.from({ length: 8 }, (_, i) => story({ id: `quiet-${i}` }))

  test('one leading name has a third of the lines at most while others wait', () => {
    const { chosen, left } = choose([...loud, ...quiet], WINDOW, 6, NONE)
    expect(chosen.filter(({ id }) => id.startsWith('loud'))).toHaveLength(2)
    expect(chosen).toHaveLength(6)
    expect(left).toHaveLength(10)
  })
  test('but all of them where nothing else is there', () => {
    expect(choose(loud, WINDOW, 6, NONE).chosen).toHaveLength(6)
  })
  test('or where it is the topic', () => {
    const { chosen } = choose([...loud, ...quiet], WINDOW, 6, new Set(['huge']))
    expect(chosen.every(({ id }) => id.startsWith('loud'))).toBe(true)
  })
  test('nor where headline and sentence together say the same of a common name', () => {
    const said = ['wins', 'open', 'four', 'strokes', 'ahead', 'pines', 'title']
    const a = story({ id: 'a', names: ['lee'], title: ['lee', 'wins', 'open'], line: said })
    const b = story({
      id: 'b',
      names: ['lee'],
      title: ['memorial', 'lee', 'golfer'],
      line: ['sunday', ...said, 'payout', 'million', 'history'],
    })
    const c = story({
      id: 'c',
      names: ['lee'],
      title: ['lee', 'hurt'],
      line: ['lee', 'left', 'memorial', 'sunday', 'open', 'back', 'pain'],
    })
    expect(ids(choose([a, b, c], WINDOW, 6, NONE).chosen).toSorted()).toEqual(['a', 'c'])
  })
  test('one event is told once, by headline or by sentence', () => {
    const title = ['ferry', 'return', 'april', 'marlow']
    const stories = [
      story({ id: 'a', title }),
      story({ id: 'b', title: [...title, 'night'] }),
      story({ id: 'c', title: ['x', 'y', 'z'], line: title }),
    ]
    const line = story({ id: 'd', title: ['u', 'v', 'w'], line: title })
    const { chosen, same } = choose([...stories, line], WINDOW, 6, NONE)
    expect(ids(chosen).toSorted()).toEqual(['a', 'c'])
    expect([...same]).toEqual([
      ['b', 'a'],
      ['d', 'c'],
    ])
  })
})

test('choosing loses nothing, repeats nothing, keeps the bound and does not hang on the order given', () => {
  const some = fc.record({
    outlets: fc.integer({ min: 1, max: 9 }),
    newestMs: fc.integer({ min: 0, max: NOW_MS }),
    news: fc.double({ min: 0, max: 1, noNaN: true }),
    prominence: fc.double({ min: 0, max: 1, noNaN: true }),
    fit: fc.double({ min: 0, max: 1, noNaN: true }),
    names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
    title: fc.array(fc.constantFrom('t', 'u', 'v', 'w', 'x', 'y', 'z'), { maxLength: 5 }),
    line: fc.array(fc.constantFrom('k', 'l', 'm', 'n', 'o', 'p'), { maxLength: 5 }),
  })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), fc.integer({ min: 1, max: 15 }), fc.integer(), (made, most, seed) => {
      const stories = made.map((one, i) => ({ ...one, id: `s${i}` }))
      const { chosen, left, same } = choose(stories, WINDOW, most, NONE)
      expect(
        ids([...chosen, ...left])
          .concat([...same.keys()])
          .toSorted(),
      ).toEqual(ids(stories).toSorted())
      expect(chosen.length).toBe(Math.min(most, chosen.length + left.length))
      const shuffled = stories.toSorted((a, b) => ((a.id.length * 31 + a.outlets * seed) % 7) - ((b.id.length * 31 + b.outlets * seed) % 7))
      expect(ids(choose(shuffled, WINDOW, most, NONE).chosen)).toEqual(ids(chosen))
      const ledMost = Math.ceil(most / 3)
      for (const name of 'abcd') {
        const led = chosen.filter(({ names }) => names[0] === name).length
        const others = left.some(({ names }) => chosen.filter((one) => (one.names[0] ?? null) === (names[0] ?? null)).length < ledMost)
        if (others) expect(led).toBeLessThanOrEqual(ledMost)
      }
    }),
    { numRuns: 200 },
  )
})
