/** Who may see the newsroom's pages: by the token of the settings, or by a link that the bot has sent. Secrets are random and kept as hashes alone. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Doorkeeper, Manager } from '../../adapters/web/host.ts'
import type { SigningIn } from '../../commands/command.ts'
import type { Pass, PassKind } from '../store/pass-store.ts'
import { patiently } from '../store/patience.ts'
import type { Store } from '../store/store.ts'

/** A link is for now; a session for a day's work. */
const LASTS_MS: Readonly<Record<PassKind, number>> = { link: 10 * 60_000, session: 8 * 3_600_000 }
const SECRET_BYTES = 32
const SECRET = /^[A-Za-z0-9_-]{43}$/
/** Longer than any token that somebody sets: a body of a megabyte is not hashed. */
const MAX_TOKEN = 1_000

export type OpenDoorkeeper = Doorkeeper & {
  /** The secret of a link for this manager, null: for who runs Newsdesk. */
  link(manager: SigningIn | null, now: Date): Promise<string>
}

export function openDoorkeeper(store: Pick<Store, 'passes'>, token: string | null): OpenDoorkeeper {
  const { passes } = store
  const admit = async (kind: PassKind, manager: Manager, now: Date, hash = hashed): Promise<string> => {
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    const owner = manager.kind === 'person' ? manager.owner : null
    const nowMs = now.getTime()
    const pass: Pass = { hash: hash(secret), kind, owner, who: JSON.stringify(manager), expiresMs: nowMs + LASTS_MS[kind] }
    await patiently(() => passes.sweep(nowMs))
    await patiently(() => passes.keep(pass))
    return secret
  }
  /** Under a secret come all the hashes by which a session may be kept. */
  const hashes = (secret: string): readonly string[] => {
    if (!SECRET.test(secret)) return []
    return token === null ? [hashed(secret)] : [hashed(secret), underToken(token)(secret)]
  }
  const isToken = (given: string): boolean => token !== null && given.length <= MAX_TOKEN && isSame(given, token)
  return {
    hasToken: token !== null,
    isToken,
    link: (manager, now) => admit('link', manager === null ? { kind: 'operator' } : { kind: 'person', ...manager }, now),
    async byToken(given, now) {
      if (token === null || !isToken(given)) return null
      // Bound to the token: who changes it, for instance because others know it, ends the sessions that it opened.
      return await admit('session', { kind: 'operator' }, now, underToken(token))
    },
    async byLink(secret, now) {
      if (!SECRET.test(secret)) return null
      const pass = await patiently(() => passes.take(hashed(secret), 'link'))
      if (pass === null || pass.expiresMs <= now.getTime()) return null
      return await admit('session', managerOf(pass), now)
    },
    async isOpen(secret, now) {
      const pass = SECRET.test(secret) ? await patiently(() => passes.find(hashed(secret), 'link')) : null
      return pass !== null && pass.expiresMs > now.getTime()
    },
    async who(session, now) {
      for (const hash of hashes(session)) {
        const pass = await patiently(() => passes.find(hash, 'session'))
        if (pass !== null) return pass.expiresMs > now.getTime() ? managerOf(pass) : null
      }
      return null
    },
    async signOut(session) {
      for (const hash of hashes(session)) await patiently(() => passes.drop(hash))
    },
  }
}

function managerOf({ who }: Pass): Manager {
  return JSON.parse(who) as Manager
}

/** Of 256 random bits a plain hash says nothing. */
function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function underToken(token: string): (secret: string) => string {
  return (secret) => createHmac('sha256', token).update(secret).digest('base64url')
}

/** In a time that tells neither how much of it is right nor how long the other one is. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash('sha256').update(text, 'utf8').digest()) as [Buffer, Buffer]
  return timingSafeEqual(a, b)
}
