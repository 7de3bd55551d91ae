/** The soak in short: what `npm run soak:digest` does with a thousand digests. */
import { expect, test } from 'vitest'
import '../peers/guard.ts'
import { soak, sumOf } from './soak-run.ts'

test('no digest is lost or doubled while the program is killed', async () => {
  const { counts, kills, violations } = await soak({ digests: 20, batch: 2, seed: 7, progress: () => undefined })
  expect(violations).toEqual([])
  expect(counts.map(({ surface, digests, lost, duplicated, strange }) => ({ surface, digests, lost, duplicated, strange }))).toEqual([
    { surface: 'slack', digests: 10, lost: 0, duplicated: 0, strange: 0 },
    { surface: 'discord', digests: 10, lost: 0, duplicated: 0, strange: 0 },
  ])
  expect(sumOf(kills)).toBe(9)
})
