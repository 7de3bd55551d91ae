import { expect, test } from 'vitest'
import { answerRows, scoreAnswers, scoreThreads } from './answer-scores.ts'
import { fakeBench } from './fake-newsroom.ts'
import { answeringLine, citedIds, matches } from './matching.ts'
import type { AnswerQuestion } from './question-file.ts'

const question = (id: string, type: string, gold: string[], answer: AnswerQuestion['answer']): AnswerQuestion => ({
  id,
  q: id,
  type,
  gold,
  answer,
})

test('an alternative matches in any case; one of several must, all of a list must, none never does', () => {
  expect(matches(['momenta'], 'Said Momenta.')).toBe(true)
  expect(matches(['x', '\\$1\\.5'], 'It cost $1.5bn')).toBe(true)
  expect(matches([{ all: ['a1', 'b2'] }], 'B2 and A1')).toBe(true)
  expect(matches([{ all: ['a1', 'b2'] }], 'only a1')).toBe(false)
  expect(matches([], 'anything')).toBe(false)
  expect(matches([{ all: [] }], 'anything')).toBe(false)
})

test('every figure is exact', async () => {
  const bench = fakeBench({
    // Right, direct, cited; its article is found first of two.
    right: {
      quotes: [['It was Ann.', 'a']],
      found: [
        ['x', 'a'],
        ['x', 'b'],
      ],
    },
    // Right, but not in the first line, and one of its two articles is uncited; first gold at rank 2, both within five.
    late: {
      quotes: [
        ['Nothing here.', 'a'],
        ['It was Bob.', 'b'],
      ],
      found: [
        ['x', 'z'],
        ['x', 'z'],
        ['x', 'b'],
        ['x', 'c'],
      ],
    },
    // Refused although it can be answered; its article is found at rank 6.
    shy: { found: ['n1', 'n2', 'n3', 'n4', 'n5', 'd'].map((id) => ['x', id] as const) },
    nothing: {},
    invented: { quotes: [['It was a guess.', 'a']] },
  })
  const scores = await scoreAnswers(bench, [
    question('right', 'fact', ['a'], ['ann']),
    question('late', 'multi', ['b', 'c'], ['bob']),
    question('shy', 'fact', ['d'], ['dan']),
    question('nothing', 'unanswerable', [], []),
    question('invented', 'unanswerable', [], []),
  ])
  const rows = answerRows(scores)
  const rowOf = (name: string) => rows.find((row) => row.name === name)
  expect(rows.map((row) => row.name)).toEqual(['fact', 'multi', 'unanswerable', 'answerable', 'all'])
  expect(rowOf('fact')).toMatchObject({
    n: 2,
    figures: { answered: 0.5, cited: 0.5, 'direct line': 0.5, refused: null, 'false refusals': 0.5, MRR: (1 + 1 / 6) / 2, 'R@5': 0.5 },
  })
  expect(rowOf('multi')?.figures).toMatchObject({ answered: 1, cited: 0, 'direct line': 0, 'false refusals': 0, MRR: 0.5, 'R@5': 1 })
  expect(rowOf('unanswerable')?.figures).toMatchObject({ answered: null, cited: null, refused: 0.5, 'false refusals': null, MRR: null })
  expect(rowOf('answerable')).toMatchObject({ n: 3, figures: { answered: 2 / 3, cited: 1 / 3, 'false refusals': 1 / 3 } })
  expect(rowOf('all')?.n).toBe(5)
  expect(scores.map((score) => score.outcome.right)).toEqual([true, true, false, true, false])
})

test('latency is that of asking alone', async () => {
  const script = { a: { quotes: [['x', 'a']] as const }, b: { quotes: [['x', 'a']] as const } }
  const scores = await scoreAnswers(fakeBench(script), [question('a', 'fact', ['a'], ['x']), question('b', 'fact', ['a'], ['x'])])
  // The clock stands still while searching: ask 1 takes 5, the search is call 2, ask 2 is call 3 and takes 15.
  expect(scores.map((score) => score.ms)).toEqual([5, 15])
})

test('a gold article that the corpus lacks is neither cited nor found', async () => {
  const [score] = await scoreAnswers(fakeBench({ q: { quotes: [['x', 'a']], found: [['x', 'a']] } }), [
    question('q', 'fact', ['missing'], ['x']),
  ])
  expect(score).toMatchObject({ answered: true, cited: false, reciprocalRank: 0, recall5: 0 })
})

test('an error is a wrong answer that keeps what was thrown', async () => {
  const scores = await scoreAnswers(fakeBench({}), [question('boom', 'fact', ['a'], ['x']), question('bang', 'unanswerable', [], [])])
  expect(scores.map(({ answered, refused, outcome }) => [answered, refused, outcome.right])).toEqual([
    [false, null, false],
    [null, false, false],
  ])
  expect(scores[0]?.outcome.error).toContain('no script for boom')
})

test('a thread’s turns are asked with what the turn before left, and no other thread’s', async () => {
  const bench = fakeBench({ one: { quotes: [['x', 'a']] }, two: { quotes: [['y', 'a']] } })
  const turn = (id: string) => ({ id, q: id, gold: ['a'], answer: ['x'] })
  const scores = await scoreThreads(bench, [
    { id: 't1', turns: [turn('one'), turn('two')] },
    { id: 't2', turns: [turn('one')] },
  ])
  expect(scores.map(({ type, answered }) => [type, answered])).toEqual([
    ['first turn', true],
    ['follow-up', false],
    ['first turn', true],
  ])
  const asks = bench.asks.filter((_, i) => i % 2 === 0)
  expect(asks.map((asked) => asked.conversation?.question)).toEqual([undefined, 'one', undefined])
})

test('a question’s own date is its now; a bare date is noon UTC; another text is refused', async () => {
  const bench = fakeBench({ q: {} })
  await scoreAnswers(bench, [{ ...question('q', 'unanswerable', [], []), asked: '2022-06-16' }])
  expect(bench.asks[0]?.now.toISOString()).toBe('2022-06-16T12:00:00.000Z')
  const [score] = await scoreAnswers(bench, [{ ...question('q', 'unanswerable', [], []), asked: 'soon' }]).catch((error: Error) => [
    error.message,
  ])
  expect(score).toContain('soon')
})

test('the answering line is what a reader sees first; only what is cited counts as cited', () => {
  const quote = { type: 'quote', text: 'Second.', articleId: 'a', start: 0, end: 7, cite: 1, strong: null, lead: null } as const
  const answer = {
    ...({
      question: 'q',
      verdict: 'answered',
      title: '',
      searched: { from: null, to: null, publishers: [], articles: 0 },
      followUps: [],
    } as const),
    blocks: [
      { type: 'notice', text: 'Old.' },
      {
        type: 'paragraph',
        spans: [
          { type: 'text', text: 'First ' },
          { type: 'strong', text: 'line' },
          { type: 'cite', source: 2 },
        ],
      },
      quote,
    ],
    sources: ['a', 'b', 'c'].map((articleId, i) => ({
      n: i + 1,
      articleId,
      title: '',
      publisher: '',
      authors: [],
      published: null,
      about: null,
      url: null,
    })),
  } as const
  expect(answeringLine(answer)).toBe('First line\nSecond.')
  expect([...citedIds(answer)].sort()).toEqual(['a', 'b'])
})
