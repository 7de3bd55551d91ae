import { expect, test } from 'vitest'
import { type Floors, fallen, floorsOf, raised } from './floors.ts'
import type { Report } from './report.ts'

const floors: Floors = { questions: 100, answered: 0.8, cited: 0.9, 'direct line': 0.7, refused: 0.9, 'false refusals': 0.04 }

const report: Report = {
  set: 'seeds',
  title: '',
  rows: [
    { name: 'answerable', n: 2, figures: { answered: 2 / 3, cited: 1, 'direct line': 0.5, refused: null, 'false refusals': 1 / 3 } },
    { name: 'unanswerable', n: 1, figures: { refused: 0.8, answered: null } },
  ],
  peers: [],
  notes: [],
  outcomes: [],
}

test('floors are taken to three digits, on the side that still holds', () => {
  const reached = floorsOf(report)
  expect(reached).toEqual({ questions: 0, answered: 0.666, cited: 1, 'direct line': 0.5, refused: 0.8, 'false refusals': 0.334 })
  expect(fallen(reached, floorsOf(report))).toEqual([])
})

test('a report without the figures cannot be a floor', () => {
  expect(() => floorsOf({ ...report, rows: [] })).toThrow(/no figure/)
})

test('floors only rise, the ceiling only falls, each for itself', () => {
  const mixed = { ...floors, questions: 90, answered: 0.9, cited: 0.8, 'false refusals': 0.02 }
  expect(raised(floors, mixed)).toEqual({ ...floors, answered: 0.9, 'false refusals': 0.02 })
  expect(raised(floors, { ...floors, 'false refusals': 0.1, refused: 0.1 })).toEqual(floors)
})

test('each figure that fell is told', () => {
  expect(fallen(floors, floors)).toEqual([])
  expect(
    fallen(floors, { questions: 99, answered: 0.799, cited: 0.899, 'direct line': 0.6, refused: 0.8, 'false refusals': 0.05 }),
  ).toHaveLength(6)
})
