/** The chat platforms that are configured, opened. */
import type { Draw, Reception, SigningIn, Surface } from '../commands/command.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Vault } from './sealed.ts'
import type { ChatStore } from './store/chat-store.ts'

type SurfacesSetting = {
  readonly config: Config
  readonly chat: ChatStore
  readonly reception: Reception
  readonly log: Log
  now(): Date
  readonly draw: Draw
}

/** The surfaces that are configured; the clients of the others are not even loaded. One that cannot be opened stops no other. */
export async function openSurfaces({
  config: { slack, discord, key },
  chat,
  reception,
  log,
  now,
  draw,
}: SurfacesSetting): Promise<Surface[]> {
  const host = { log, now, draw }
  const openers: (() => Promise<Surface>)[] = []
  if (slack !== null)
    openers.push(async () => {
      const [{ vault, stateSecret }, { openSlack }] = await Promise.all([openVault(key, chat), import('../adapters/slack/listen.ts')])
      return openSlack({ ...slack, stateSecret }, reception, vault, host)
    })
  if (discord !== null) openers.push(async () => (await import('../adapters/discord/listen.ts')).openDiscord(discord, reception, host))
  const opened = await Promise.allSettled(openers.map((open) => open()))
  const failed = opened.filter((one) => one.status === 'rejected')
  for (const { reason } of failed) log.error('a surface could not be opened', { error: reason })
  if (failed.length > 0 && failed.length === opened.length) throw failed[0]?.reason
  return opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/** Asks the platform of somebody who signed in whether they manage there now. Of one that is not configured any more nobody does. */
export async function stillManages(surfaces: readonly Surface[], manager: SigningIn): Promise<boolean> {
  const { owner, team, direct } = manager
  const surface = surfaces.find(({ name }) => name === manager.surface)
  if (surface === undefined) return false
  const said = { key: '', heard: { kind: 'line', text: '' }, threads: [], restate: false, atMs: 0 } as const
  return await surface.isManager({ ...said, place: { ...direct, team }, user: owner.slice(surface.name.length + 1) })
}

/** Without a key nothing can be sealed, and the settings say that nothing has to be. */
async function openVault(key: string | null, chat: ChatStore): Promise<{ readonly vault: Vault; readonly stateSecret: string | null }> {
  if (key === null) {
    const refuse = () => Promise.reject(new Error('NEWSDESK_KEY is not set, so that nothing can be sealed'))
    return { vault: { get: async () => null, set: refuse, delete: refuse }, stateSecret: null }
  }
  const { openSealer, vaultOn } = await import('./sealed.ts')
  const sealer = openSealer(key)
  return { vault: vaultOn(chat, sealer, ''), stateSecret: sealer.derive('slack oauth state') }
}
