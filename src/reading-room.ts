/** The reading room put together: the page's server over a newsroom, its doorkeeper, and what the commands see of it. */
import type { ReadingRoom } from '../adapters/web/host.ts'
import { articlePath } from '../adapters/web/links.ts'
import type { Room } from '../commands/command.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { WebConfig } from './settings/web.ts'

export type OpenedReadingRoom = ReadingRoom & {
  readonly forRoom: NonNullable<Room['readingRoom']>
  /** Forgets links and sessions that have run out. */
  sweep(): Promise<void>
}
export type ReadingRoomSetting = {
  readonly room: Room
  readonly config: WebConfig
  readonly metrics: Metrics
  readonly version: string
  readonly zone: string
  readonly log: Log
  now(): Date
}

/** Throws an error that says the way out where the port cannot be had. */
export async function openReadingRoom({ room, config, metrics, version, zone, log, now }: ReadingRoomSetting): Promise<OpenedReadingRoom> {
  const [{ openWebDesk }, { openDoorkeeper }, web] = await Promise.all([
    import('./web-desk.ts'),
    import('./web-desk/doorkeeper.ts'),
    import('../adapters/web/listen.ts'),
  ])
  const doorkeeper = openDoorkeeper(room.store, config.token)
  const desk = openWebDesk({ room, config, version, zone, log, now, meter: metrics.meter, metrics: metrics.text, doorkeeper })
  const opened = await web.openReadingRoom(desk)
  // The first page loads the lexicon and tries its questions: that is done before the address is told, so that nobody waits for it.
  await desk.front({ now: now(), zone }).catch((error: unknown) => log.warn('the front page was not prepared', { error }))
  const address = config.publicUrl ?? opened.address
  return {
    ...opened,
    sweep: () => room.store.passes.sweep(now().getTime()),
    forRoom: {
      address,
      isPublic: config.publicUrl !== null,
      passage: (id, passages) => `${address}${articlePath(id, passages)}`,
      signIn: async (manager, at) => `${address}/newsroom/sign-in?${new URLSearchParams({ link: await doorkeeper.link(manager, at) })}`,
    },
  }
}
