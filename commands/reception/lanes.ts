/** A queue for each channel (https://github.com/sindresorhus/p-queue), so that a slow one holds up no other; all of them bounded. */
import PQueue from 'p-queue'

export type LaneBounds = {
  /** Works done at a time in one channel. */
  readonly atOnce: number
  readonly waitingAChannel: number
  readonly waitingASurface: number
}
export type Lanes = {
  /** Resolves or rejects as the work does, when it was its turn; null: there is no place left to wait. */
  enter(surface: string, channel: string, work: () => Promise<void>): Promise<void> | null
  /** Channels in which something is being done. */
  size(): number
}

export function openLanes({ atOnce, waitingAChannel, waitingASurface }: LaneBounds): Lanes {
  const lanes = new Map<string, PQueue>()
  const waiting = new Map<string, number>()
  const count = (surface: string, by: 1 | -1): void => {
    const next = (waiting.get(surface) ?? 0) + by
    if (next === 0) waiting.delete(surface)
    else waiting.set(surface, next)
  }
  const open = (name: string): PQueue => {
    const lane = new PQueue({ concurrency: atOnce })
    lanes.set(name, lane)
    lane.on('idle', () => lanes.delete(name))
    return lane
  }
  return {
    enter(surface, channel, work) {
      const name = `${surface} ${channel}`
      const lane = lanes.get(name) ?? open(name)
      const mustWait = lane.pending >= atOnce
      if (mustWait && (lane.size >= waitingAChannel || (waiting.get(surface) ?? 0) >= waitingASurface)) return null
      count(surface, 1)
      return lane.add(() => {
        count(surface, -1)
        return work()
      })
    },
    size: () => lanes.size,
  }
}
