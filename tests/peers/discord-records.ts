/** What a test reads of the server, and changes in it. */
import type { Gateway } from './discord-gateway.ts'
import { channelObject } from './discord-objects.ts'
import type { DiscordPeer } from './discord-peer.ts'
import { type ChannelState, directChannel, INTENTS, shown, type World } from './discord-world.ts'

export function records(
  world: World,
  gateway: Gateway,
): Pick<DiscordPeer, 'messages' | 'message' | 'direct' | 'typing' | 'presence' | 'violations'> {
  return {
    messages: (channel) =>
      [...world.messages.values()]
        .filter(
          (message) => message.author.id === world.bot.id && !message.isDeleted && (channel === undefined || message.channel === channel),
        )
        .map(shown),
    message(id) {
      const found = world.messages.get(id)
      return found === undefined ? null : shown(found)
    },
    direct: (person) => directChannel(world, person).id,
    typing: world.typing,
    presence: gateway.presence,
    violations: world.violations,
  }
}

export function changes(world: World, gateway: Gateway): Pick<DiscordPeer, 'permit' | 'removeChannel'> {
  const tell = (event: string, id: string, change: (channel: ChannelState) => void) => {
    const channel = world.channels.get(id)
    if (channel === undefined) throw new Error(`There is no channel ${id}`)
    change(channel)
    gateway.dispatch(event, channel.guild, (intents) => ((intents & INTENTS.guilds) === 0 ? null : channelObject(world, channel)))
  }
  return {
    permit: (id, permissions) =>
      tell('CHANNEL_UPDATE', id, (channel) => {
        channel.permissions = permissions
      }),
    removeChannel: (id) =>
      tell('CHANNEL_DELETE', id, (channel) => {
        channel.isGone = true
      }),
  }
}
