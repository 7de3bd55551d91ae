/** What the reading room shows, over the newsroom and the commands: the `Host` of adapters/web. Every page is made when it is asked for, and bounded. */
import type { Doorkeeper, EntityPage, Front, Host, WebSettings } from '../adapters/web/host.ts'
import { remember } from '../commands/citing.ts'
import type { Room } from '../commands/command.ts'
import { openPrompts } from '../commands/reception/prompts.ts'
import { suggestions } from '../commands/reception/suggestions.ts'
import { coverageSvg } from './coverage-svg.ts'
import type { Log } from './log.ts'
import type { Meter } from './meter.ts'
import type { WebConfig } from './settings/web.ts'
import { articlePage } from './web-desk/article-page.ts'
import { digestChannel, queryChannel } from './web-desk/channels.ts'
import { entityPage } from './web-desk/entity-page.ts'
import { frontPage } from './web-desk/front.ts'
import { keptPages } from './web-desk/kept-pages.ts'
import { openManaging } from './web-desk/managing.ts'
import { outletPage } from './web-desk/outlet-page.ts'
import { readiness } from './web-desk/readiness.ts'
import { readFor } from './web-desk/reading.ts'
import { nameRow } from './web-desk/rows.ts'
import { passageRows } from './web-desk/search-rows.ts'
import { storyDossier } from './web-desk/story-dossier.ts'

const MAX_NAMES = 500
const MAX_SUGGESTED = 10
/** Names whose pages are kept for a minute: 100 KB each. */
const MAX_KEPT = 100
/** Nobody is called so. */
const MAX_NAME = 300
/** Nobody types a longer beginning of a name. */
const MAX_TYPED = 100

export type WebDeskSetting = {
  readonly room: Room
  readonly config: WebConfig
  readonly version: string
  readonly zone: string
  readonly log: Log
  now(): Date
  readonly meter: Meter
  metrics: Host['metrics']
  readonly doorkeeper: Doorkeeper
}

export function openWebDesk({ room, config, version, zone, log, now, meter, metrics, doorkeeper }: WebDeskSetting): Host {
  const { store } = room
  const prompts = openPrompts({ room, log, zone, now })
  const fronts = keptPages<Front>(store.segments, 1)
  const entities = keptPages<EntityPage | null>(store.segments, MAX_KEPT)
  /** What was quoted of an article stays stored, as what an answer cites does: the address that leads there was given to somebody. */
  const quoted = async <T extends { readonly sources: readonly { readonly articleId: string }[] }>(page: T | null): Promise<T | null> => {
    if (page === null) return null
    const ids = page.sources.map(({ articleId }) => articleId)
    await remember(room, ids, now().getTime(), log)
    return page
  }
  return {
    version,
    log,
    zone,
    now,
    settings: settingsOf(config),
    doorkeeper,
    managing: openManaging(room, log, { zone, now }),
    front: (asked) => fronts('', asked, () => frontPage(room, prompts, asked)),
    metrics,
    draw: coverageSvg,
    read: (line, after, asked) => readFor({ room, log }, line, after, asked),
    // To open it quotes nothing: who goes through all addresses must not keep all articles.
    article: (id) => articlePage(store, id),
    entity: async (name, asked) => quoted(name.length > MAX_NAME ? null : await entities(name, asked, () => entityPage(room, name, asked))),
    story: async (id, asked) => quoted(await storyDossier(room, id, asked)),
    outlet: (publisher, page, asked) => outletPage(store, publisher, page, asked),
    names: async () => (await store.suggestEntities('', MAX_NAMES)).map(nameRow),
    search: (query, asked, limit) => passageRows(room, query, asked, limit),
    suggest: (typed) => suggestions(store, 'entity', typed.slice(0, MAX_TYPED), MAX_SUGGESTED),
    queryChannel: (query, asked) => queryChannel(room, query, asked),
    digestChannel: (id, key, asked) => digestChannel(room, id, key, asked),
    ready: () => readiness(room),
    served: (route, status, seconds) => meter.served(route, status, seconds),
  }
}

/** Without the token, which is the doorkeeper's alone. */
function settingsOf({ host, port, publicUrl, limit, proxies, origins }: WebConfig): WebSettings {
  return { host, port, publicUrl, limit, proxies, origins }
}
