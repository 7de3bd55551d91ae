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

export function openTurns(desk: Desk): Turns {
  const lanes = openLanes(LANES)
  const notices = openLanes(NOTICES)
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
