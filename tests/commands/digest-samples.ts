/** What the tests of `digest` have in common: a newsroom in memory that could post, and people in Slack. */
import { expect, onTestFinished } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import type { MayPost, Outcome, Place, Reader, Room } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { type DigestSpec, digestSpecIn } from '../../src/digest/spec.ts'
import { openLog } from '../../src/log.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import { smallNewsroom } from '../small-newsroom.ts'

export const NOW = new Date('2024-06-20T12:00:00Z')
export const log = openLog({ level: 'error', secrets: [], now: () => NOW, write: (line) => void expect(line).toBe('') })

const plain = { surface: 'slack', team: 'T1', thread: null, to: null, via: {} }
export const channel = (name: string, more: Partial<Place> = {}): Place => ({ ...plain, channel: name, ...more })
export const alone = (user: string): Place => ({ ...plain, channel: user, via: { user, direct: 'yes' } })
export const person = (user: string, isManager: boolean, here: Place | null = channel('C1')): Reader => ({
  surface: 'slack',
  owner: `slack:T1:${user}`,
  isManager,
  places: { here, direct: alone(user) },
})
export const boss = person('U1', true)
export const reader = person('U2', false)

/** `may`: what the platform says when it is asked; mutable. */
export type Newsroom = {
  readonly room: Room
  readonly posted: readonly number[]
  may: MayPost | Error
  /** What comes back to a line, as anybody types it; null: said at the terminal. */
  say(line: string, who?: Reader | null, now?: Date, zone?: string, where?: Room): Promise<Outcome>
  /** The same, as text. */
  told(...said: Parameters<Newsroom['say']>): Promise<string>
  digests(): Promise<readonly DigestRecord[]>
  specs(): Promise<readonly DigestSpec[]>
  home(who: Reader): Promise<string>
}

export async function newsroomThatPosts(): Promise<Newsroom> {
  const newsroom = await smallNewsroom()
  onTestFinished(() => newsroom.close())
  const posted: number[] = []
  const delivery: Room['delivery'] = {
    async mayPost() {
      if (made.may instanceof Error) throw made.may
      return made.may
    },
    poke: () => undefined,
    async postNow(id) {
      posted.push(id)
      return 2
    },
    trouble: () => null,
  }
  const room: Room = { ...newsroom, delivery }
  const made: Newsroom = {
    room,
    posted,
    may: { ok: true },
    async say(line, who = boss, now = NOW, zone = 'Europe/Paris', where = room) {
      const understood = readLine(`/${line}`, { now, zone }, COMMANDS)
      if (!understood.ok) throw new Error(understood.problem)
      return await respond({ ...understood.invocation, reader: who ?? undefined }, where, log)
    },
    async told(...said) {
      const { kind, answer } = await made.say(...said)
      return `${kind}: ${answer.title}\n${render(answer)}`
    },
    digests: () => room.store.digests.list({}),
    specs: async () => (await made.digests()).map((record) => digestSpecIn(record.spec)),
    async home(who) {
      const asked = { now: NOW, zone: 'UTC' }
      return render((await respond({ command: 'home', options: {}, asked, reader: who }, room, log)).answer)
    },
  }
  return made
}
