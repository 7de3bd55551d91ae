/** However many ask at once, what arrives meanwhile is read in between, so that it is acknowledged in time. */
import { expect, test } from 'vitest'
import { openRig, placeIn, recordingSurface, said } from './rig.ts'

const ASKING = 24
const BEGUN_A_TURN = 4

test('the event loop turns between answers', async () => {
  let turns = 0
  const postedAt: number[] = []
  const quick = recordingSurface()
  const surface = {
    ...quick,
    post: async (...given: Parameters<typeof quick.post>) => {
      postedAt.push(turns)
      return await quick.post(...given)
    },
  }
  const { reception } = await openRig({ surface, limits: { perUser: 1_000, perChannel: 1_000 } })
  // What is loaded at the first answer takes turns too.
  await reception.receive(said(), surface)
  postedAt.length = 0
  const count = (): void => {
    turns++
    if (postedAt.length < ASKING) setImmediate(count)
  }
  setImmediate(count)
  await Promise.all(Array.from({ length: ASKING }, (_, n) => reception.receive(said({ place: placeIn(`C${n}`) }), surface)))
  expect(postedAt).toHaveLength(ASKING)
  expect(Math.max(...postedAt) - Math.min(...postedAt)).toBeGreaterThanOrEqual(ASKING / BEGUN_A_TURN - 1)
})
