import { expect, test } from 'vitest'
import { fakeBench } from './fake-newsroom.ts'
import { factsFound, factsRows, quizRows, scoreFacts, scoreQuiz } from './passage-scores.ts'

test('white space between words and lines is no difference', () => {
  expect(factsFound(['a b\nc'], ['xx ab c yy'])).toEqual({ firstHit: 1, averagePrecision: 1 })
})

test('a fact counts once, at the rank where it is new', () => {
  // Ranks 2 and 3 hold fact one, rank 4 both: (1/2 + 1/4) ÷ 2.
  expect(factsFound(['one', 'two'], ['no', 'one', 'one', 'one two'])).toEqual({ firstHit: 2, averagePrecision: 0.375 })
  expect(factsFound(['one'], ['no'])).toEqual({ firstHit: null, averagePrecision: 0 })
})

test('hits, MAP and MRR over queries; those without facts are left out', async () => {
  const bench = fakeBench({
    first: { found: [['the fact', 'a']] },
    fifth: { found: [...[1, 2, 3, 4].map((i) => ['no', `n${i}`] as const), ['the fact', 'a']] },
    never: { found: [['no', 'a']] },
    none: { found: [['the fact', 'a']] },
  })
  const ask = (id: string, facts: string[]) => ({ id, q: id, type: facts.length > 0 ? 'comparison' : 'null', facts })
  const scores = await scoreFacts(bench, [ask('first', ['fact']), ask('fifth', ['fact']), ask('never', ['fact']), ask('none', [])])
  const [byType, all] = factsRows(scores)
  expect(byType?.name).toBe('comparison')
  expect(all).toMatchObject({ n: 3, figures: { 'Hits@10': 2 / 3, 'Hits@4': 1 / 3, 'MAP@10': 1.2 / 3, 'MRR@10': 1.2 / 3 } })
  expect(scores.map((score) => score.outcome.right)).toEqual([true, false, false])
  expect(scores[0]?.longest).toBe(2)
})

test('the rank of an article is among distinct articles, asked at the question’s own date', async () => {
  const bench = fakeBench({
    top: { found: [['x', 'gold']] },
    third: {
      found: [
        ['x', 'a'],
        ['y', 'a'],
        ['x', 'b'],
        ['x', 'gold'],
      ],
    },
    lost: { found: [['x', 'a']] },
    outside: { found: [] },
  })
  const ask = (id: string, ...gold: string[]) => ({ id, q: id, asked: '2022-06-16', gold })
  const scores = await scoreQuiz(bench, [ask('top', 'other', 'gold'), ask('third', 'gold'), ask('lost', 'gold'), ask('outside')])
  expect(scores.map((score) => score.rank)).toEqual([1, 3, null])
  expect(quizRows(scores)[0]).toMatchObject({ n: 3, figures: { 'R@1': 1 / 3, 'R@5': 2 / 3, 'R@10': 2 / 3, MRR: (1 + 1 / 3) / 3 } })
  expect(bench.asks[0]?.now.toISOString()).toBe('2022-06-16T12:00:00.000Z')
})
