/** Whose turn it is: a lane for each channel, and beside it one for the notices that its lane is full. */
import type { Answer } from '../../src/answer.ts'
import type { Said, Surface } from '../command.ts'
import { attempt, attend, finish } from './attending.ts'
import { type Desk, privately } from './desk.ts'
import { openLanes } from './lanes.ts'
import { busyNotice } from './notices.ts'

export type Turns = {
  /** Resolved when it is answered, or refused because too many wait. */
  answer(said: Said, surface: Surface): Promise<void>
  /** Says something else to who said it, who is then done with. */
  tell(said: Said, surface: Surface, answer: Answer): Promise<void>
  /** What waits from now on is left unanswered, and unfinished. */
  close(): void
}

/** Slack takes one message a second in a channel: with four at work, one that waits for the platform does not hold up the next. */
const LANES = { atOnce: 4, waitingAChannel: 50, waitingASurface: 500 }
/** Notices do not wait behind the work that they speak of. */
const NOTICES = { atOnce: 1, waitingAChannel: 20, waitingASurface: 200 }
/** Answers begun in one turn of the event loop. Between turns what has arrived is read and acknowledged: the platforms wait three seconds, however many ask at once. */
const BEGUN_A_TURN = 4

export function openTurns(desk: Desk): Turns {
  const lanes = openLanes(LANES)
  const notices = openLanes(NOTICES)
  const pace = openPace()
  let closed = false

  /** What finds no place even here is at least logged. */
  async function tell(said: Said, surface: Surface, answer: Answer): Promise<void> {
    const { place, message, key } = privately(said, answer)
    const fields = { surface: surface.name, key }
    const told = notices.enter(surface.name, channelOf(said), () =>
      attempt(desk, 'notice not posted', fields, async () => void (await surface.post(place, message, key))),
    )
    if (told === null) desk.log.warn('notice left out: too many wait', fields)
    await told
    await finish(desk, key)
  }

  return {
    tell,
    async answer(said, surface) {
      const fields = { surface: surface.name, key: said.key }
      const answered = lanes.enter(surface.name, channelOf(said), async () => {
        await pace()
        if (!closed) await attend(desk, said, surface)
      })
      if (answered === null) return await tell(said, surface, busyNotice())
      const heard = attempt(desk, 'not shown as heard', fields, () => surface.hear(said))
      await answered
      await heard
      await attempt(desk, 'not shown as answered', fields, () => surface.settle(said))
    },
    close: () => {
      closed = true
    },
  }
}

/** Unique on its surface. */
export function channelOf({ place: { team, channel } }: Said): string {
  return `${team}:${channel}`
}

/** Resolves when the next answer may be begun: at once, until as many were in this turn of the event loop. Those who wait are bounded by their lanes. */
function openPace(): () => Promise<void> {
  const waiting: (() => void)[] = []
  let begun = 0
  const turn = (): void => {
    const next = waiting.splice(0, BEGUN_A_TURN)
    begun = next.length
    for (const begin of next) begin()
    if (begun > 0) setImmediate(turn)
  }
  return async () => {
    if (begun === 0) setImmediate(turn)
    if (begun < BEGUN_A_TURN) begun++
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
}
