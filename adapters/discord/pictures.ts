/** Pictures of what an answer tells over time, as Discord takes them. Where one cannot be had there is none: the message then shows its bars. */
import type { Answer, Coverage } from '../../src/answer.ts'
import { NONE, type Picture, type Shown } from './chart.ts'
import { within } from './deadline.ts'
import type { Host } from './settings.ts'

/** An answer waits no longer for its pictures to be drawn. */
const DRAW_MS = 3_000
/** Of one answer: further coverages are shown as bars. */
const MAX_PICTURES = 3
/** Ours have a fiftieth of it; what is larger takes too long to send, and to load. */
const MAX_BYTES = 1_000_000

export async function picturesOf({ blocks }: Answer, { draw, log }: Host): Promise<Shown> {
  const coverages = blocks.filter((block) => block.type === 'coverage').slice(0, MAX_PICTURES)
  if (draw === undefined || coverages.length === 0) return NONE
  const drawing = Promise.all(coverages.map(async (coverage) => ({ coverage, picture: await draw(coverage) })))
  const drawn = await within(DRAW_MS, null, drawing)
  if (drawn === null) log.info('discord.undrawn', { afterMs: DRAW_MS })
  return new Map(
    (drawn ?? []).flatMap(({ coverage, picture }): [Coverage, Picture][] =>
      picture === null || picture.png.length > MAX_BYTES ? [] : [[coverage, picture]],
    ),
  )
}
