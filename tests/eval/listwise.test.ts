import { expect, test } from 'vitest'
import { gradient, learn, scoreOf, teaching } from './listwise.ts'

const only = (...right: boolean[]) => ({ rows: [[1], [0]], right })

test('the gradient of two rows of equal score is half their difference', () => {
  // Softmax of (0, 0) is (½, ½); right minus expected: [1, 0] − [½, ½·3] = [½, −1½].
  const lists = [
    {
      rows: [
        [1, 0],
        [0, 3],
      ],
      right: [true, false],
    },
  ]
  expect(gradient(lists, [0, 0])).toEqual([0.5, -1.5])
  expect(gradient([...lists, ...lists], [0, 0])).toEqual([0.5, -1.5])
})

test('several right rows share what is raised by their own probabilities', () => {
  // Softmax (⅓, ⅓, ⅓): the right ones weigh ½ each, so 1 − ⅔ and ½·2 − ⅓·2.
  const [first, second] = gradient(
    [
      {
        rows: [
          [1, 0],
          [1, 2],
          [0, 0],
        ],
        right: [true, true, false],
      },
    ],
    [0, 0],
  )
  expect(first).toBeCloseTo(1 / 3, 12)
  expect(second).toBeCloseTo(1 / 3, 12)
})

test('one step is the gradient at the given rate', () => {
  expect(learn([only(true, false)], [0], { rate: 0.4, pull: 0, steps: 1 })).toEqual([0.2])
})

test('where a third of the lists say otherwise, the odds of a row settle at two to one', () => {
  const lists = [only(true, false), only(true, false), only(false, true)]
  const [weight] = learn(lists, [0], { rate: 1, pull: 0, steps: 200 })
  expect(weight).toBeCloseTo(Math.log(2), 6)
})

test('the pull stops a weight that nothing contradicts, at the point where both are equal', () => {
  const [weight = 0] = learn([only(true, false)], [1], { rate: 0.5, pull: 0.1, steps: 500 })
  // 1 − p = pull · (w − start), with p = 1 / (1 + e^−w).
  expect(1 - 1 / (1 + Math.exp(-weight))).toBeCloseTo(0.1 * (weight - 1), 9)
})

test('great scores do not overflow, and a row of no length counts as nothing', () => {
  expect(gradient([only(true, false)], [2_000])).toEqual([0])
  expect(gradient([only(false, true)], [2_000])).toEqual([-1])
  expect(scoreOf([1, 2], [3])).toBe(3)
})

test('a list all right or all wrong teaches nothing; only such lists are refused', () => {
  const useless = [only(true, true), only(false, false)]
  expect(teaching([...useless, only(false, true)])).toHaveLength(1)
  expect(() => learn(useless, [0], { rate: 1, pull: 0, steps: 1 })).toThrow('2 shortlists')
})
