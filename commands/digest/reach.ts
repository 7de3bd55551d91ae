/** Which digests somebody can see and change, and which of them is meant. */
import type { DigestRecord } from '../../src/store/digest-store.ts'
import type { Room } from '../command.ts'
import { Misuse } from '../misuse.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { inList, specOrNull } from './spec-kept.ts'

/** As many as are read at a glance. */
const MAX_NAMED = 10
const NUMBER = /^#?(\d{1,9})$/

/** Posted where only whoever set it reads; at the terminal nobody in particular does. */
export function isPersonal({ place, direct, owner }: Pick<DigestRecord, 'place' | 'direct' | 'owner'>): boolean {
  return place === direct && owner !== null
}

/** What is their own; and for everybody in a channel what is posted there, for managers what is posted anywhere in their workspace or server. */
export function mayReach(who: Whereabouts, record: DigestRecord): boolean {
  if (who.owner === null) return true
  if (record.surface !== who.surface) return false
  if (isPersonal(record)) return record.owner === who.owner
  if (record.team !== who.team) return false
  return who.isManager || record.channel === who.here?.channel
}

/** Who may change it, of those who can see it. */
export function mayChange(who: Whereabouts, record: DigestRecord): boolean {
  return who.isManager || isPersonal(record)
}

/** Those that are posted where this was said: in the channel, or to them alone. */
export async function digestsHere({ store }: Room, who: Whereabouts): Promise<readonly DigestRecord[]> {
  const { surface, team, channel } = who.here ?? who.direct
  return (await store.digests.list({ surface, team, channel })).filter((record) => mayReach(who, record))
}

/** Everything that they can see from here: managers outside a channel see all of their workspace or server, who runs Newsdesk sees all. */
export async function digestsSeen(room: Room, who: Whereabouts): Promise<readonly DigestRecord[]> {
  const { digests } = room.store
  if (who.owner === null) return await digests.list({})
  if (who.here !== null || !who.isManager) return await digestsHere(room, who)
  const ofTeam = (await digests.list({ surface: who.surface, team: who.team })).filter((record) => mayReach(who, record))
  // Where the platform knows no team of a direct place, one's own stand apart.
  return who.direct.team === who.team ? ofTeam : [...ofTeam, ...(await digestsHere(room, who))]
}

/** The number in `3` or `#3`; null where the words are something else. */
export function numberIn(words: string): number | null {
  const [, digits] = NUMBER.exec(words.trim()) ?? []
  return digits === undefined ? null : Number(digits)
}

/** The one of that number, or the only one that there is. Throws a Misuse that says how to name it. */
export async function digestMeant(room: Room, who: Whereabouts, words: string, action: string): Promise<DigestRecord> {
  const number = numberIn(words)
  if (number !== null) return await digestNumbered(room, who, number)
  if (words.trim() !== '') throw new Misuse(`“${words.slice(0, 60)}” is not the number of a digest. Write it like this: digest ${action} 3`)
  const all = await digestsHere(room, who)
  const seen = all.length > 0 ? all : await digestsSeen(room, who)
  const [only] = seen
  if (only === undefined)
    throw new Misuse('There is no digest here yet. To set one, write for example: digest set daily 08:00 topic:Huawei')
  if (seen.length > 1) throw new Misuse(`Which one? Here are ${numbered(seen)}. Write for example: digest ${action} ${only.id}`)
  return only
}

export async function digestNumbered(room: Room, who: Whereabouts, number: number): Promise<DigestRecord> {
  const record = await room.store.digests.byId(number)
  // One of another workspace is as good as none: not even its number is told.
  if (record === null || !mayReach(who, record)) throw new Misuse(`There is no digest ${number} here. To see which there are: digest list`)
  return record
}

function numbered(digests: readonly DigestRecord[]): string {
  const named = digests.slice(0, MAX_NAMED).map((record) => {
    const topic = specOrNull(record)?.topic ?? ''
    return `#${record.id} (${topic === '' ? 'everything' : inList(topic)})`
  })
  return `${named.join(', ')}${digests.length > MAX_NAMED ? `, and ${digests.length - MAX_NAMED} more: digest list` : ''}`
}
