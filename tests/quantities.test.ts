import { expect, test } from 'vitest'
import { disagree, quantitiesOf } from '../src/quantities.ts'

const differ = (a: string, b: string) => quantitiesOf(a).some((one) => quantitiesOf(b).some((other) => disagree(one, other, new Set())))

test('reads amounts with their scale and place', () => {
  const sentence = 'The group paid $4.5 million for 1,200 trucks, 12 percent more.'
  const found = quantitiesOf(sentence)
  expect(found.map((one) => [one.kind, one.amount])).toEqual([
    ['money', 4_500_000],
    ['cardinal', 1200],
    ['percent', 12],
  ])
  for (const { start, end } of found) expect(sentence.slice(start, end)).toMatch(/\d/)
})

test('differs where one thing is counted twice otherwise', () => {
  expect(differ('The new plant will employ 1,200 workers.', 'The new plant will employ 900 workers.')).toBe(true)
  expect(differ('The court fined the firm $4.5 million for the spill.', 'For the spill the court fined the firm $6 million.')).toBe(true)
})

test('does not differ by rounding, by another thing, or by a year', () => {
  expect(differ('Shipments in India rose to 11.2 million units.', 'Shipments in India rose to 11 million units.')).toBe(false)
  expect(differ('The plant will employ 1,200 workers.', 'The plant will make 900 trucks.')).toBe(false)
  expect(differ('The harbour plant was built in 1931.', 'The harbour plant was built in 1932.')).toBe(false)
})
