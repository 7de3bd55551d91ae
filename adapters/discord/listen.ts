/** Discord as a surface: one connection, what is heard over it, what is posted. */
import type { Reception, Surface } from '../../commands/command.ts'
import { openApi, restOptions } from './api.ts'
import { within } from './deadline.ts'
import { openDelivery } from './delivery.ts'
import { isOfDiscord } from './faults.ts'
import { openGateway } from './gateway.ts'
import { type HealthBook, openHealth } from './health.ts'
import { openEars } from './hear.ts'
import { openPatience } from './patience.ts'
import { allowedIn, isManager } from './permissions.ts'
import { SURFACE } from './place.ts'
import { openPosting } from './post.ts'
import { register } from './register.ts'
import { openSending } from './send.ts'
import { type DiscordSettings, type Host, PACE } from './settings.ts'
import { openTyping } from './typing.ts'

/** Stories that fit one message with their sources, so that pages turn in place. */
const PAGE_SIZE = 3
/** The reception takes fewer. */
const MAX_IN_HAND = 3_000

export function openDiscord(settings: DiscordSettings, reception: Reception, host: Host, pace = PACE): Surface {
  const health = openHealth(host, pace.absentMs)
  const api = openApi(settings, host, pace, health)
  const over = new AbortController()
  const inHand = openInHand(host, health)
  let isRegistering = false
  const client = () => gateway.client()
  const ears = openEars({
    reception,
    host,
    pace,
    health,
    api,
    hold: (event, work) => {
      if (!over.signal.aborted) inHand.hold(event, work)
    },
    client,
    surface: () => surface,
    me: () => gateway.me() ?? '',
    readsContent: () => gateway.readsContent(),
  })
  const gateway = openGateway({
    settings,
    rest: restOptions(settings, openPatience(host, pace)),
    host,
    pace,
    health,
    ears: {
      ...ears,
      ready(application) {
        if (isRegistering) return
        isRegistering = true
        void register(reception.commands, application, { settings, host, pace, health, api }, over.signal).finally(() => {
          isRegistering = false
        })
      },
    },
  })
  const sending = openSending({ api, host, me: gateway.me, canRead: (channel) => allowedIn(client(), channel).mayReply })
  const post = openPosting({ host, health, sending, client })
  const typing = openTyping(api, host, (channel) => allowedIn(client(), channel).missing.length === 0)
  const surface: Surface = {
    name: SURFACE,
    pageSize: PAGE_SIZE,
    start: () => gateway.start(),
    hear: (said) => typing.show(said),
    async settle(said) {
      typing.hide(said)
    },
    post,
    isManager: (said) => isManager(said, settings, api),
    delivery: openDelivery({ host, health, api, sending, client }),
    health: () => health.read(),
    claims(error) {
      if (!isOfDiscord(error)) return false
      health.failed(error)
      return true
    },
    async close() {
      over.abort()
      await within(pace.closeMs, undefined, inHand.settled())
      typing.close()
      await gateway.close()
      api.close()
    },
  }
  return surface
}

/** Events being answered: bounded, and waited for at the end. */
function openInHand(host: Host, health: HealthBook) {
  const inHand = new Set<Promise<void>>()
  return {
    hold(event: string, work: () => Promise<void>): void {
      if (inHand.size >= MAX_IN_HAND) {
        host.log.error(event, { problem: 'too much at once; left out' })
        return
      }
      const held = work()
        .catch((error) => {
          health.failed(error)
          host.log.error(event, { error })
        })
        .finally(() => inHand.delete(held))
      inHand.add(held)
    },
    async settled(): Promise<void> {
      await Promise.all(inHand)
    },
  }
}
