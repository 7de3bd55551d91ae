/** Who and what is there when the server opens. */
import type { DiscordPeer } from './discord-peer.ts'
import { addChannel, SEND, SEND_IN_THREADS, USUAL, type World } from './discord-world.ts'

export function furnish(world: World): DiscordPeer['channels'] {
  const { home, foreign } = world.servers
  const text = (name: string, permissions = USUAL, guild = home.id) => addChannel(world, { type: 0, name, guild, permissions })
  const general = text('general')
  const inGroup = [...world.people.values()].filter((person) => !person.isBot).slice(0, 2)
  return {
    general,
    second: text('second'),
    thread: addChannel(world, { type: 11, name: 'a thread', guild: home.id, parent: general.id }),
    muted: text('muted', USUAL & ~(SEND | SEND_IN_THREADS)),
    hidden: text('hidden', 0n),
    foreign: text('elsewhere', USUAL, foreign.id),
    group: addChannel(world, { type: 3, name: 'a group', guild: null, recipients: inGroup }),
  }
}

export function populace(world: World): Pick<DiscordPeer, 'people' | 'guild' | 'foreignGuild' | 'botRole'> {
  const named = (username: string) => world.people.get(username) ?? world.bot
  const { home, foreign } = world.servers
  return {
    people: {
      ada: named('ada'),
      ben: named('ben'),
      manager: named('mira'),
      owner: named('olga'),
      closed: named('clara'),
      otherBot: named('relay'),
    },
    guild: { id: home.id, name: home.name },
    foreignGuild: { id: foreign.id, name: foreign.name },
    botRole: home.botRole,
  }
}

/** Usual members, each with a text channel of their own. */
export function gather(world: World, count: number): DiscordPeer['crowd'] {
  return Array.from({ length: count }, (_, n) => {
    const by = { id: world.id(), username: `reader-${n}`, isBot: false, permissions: USUAL }
    world.people.set(by.username, by)
    return { by, channel: addChannel(world, { type: 0, name: `room-${n}`, guild: world.servers.home.id }).id }
  })
}
