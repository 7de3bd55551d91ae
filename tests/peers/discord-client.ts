/** The real discord.js, connected to the local server: what the server's own tests drive it with. */
import { Client, type ClientOptions, GatewayIntentBits, Partials } from 'discord.js'
import type { DiscordPeer } from './discord-peer.ts'

export const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]

/** A client for the server, not yet connected. Its errors are kept in `errors`. */
export function clientFor(peer: DiscordPeer, options: Partial<ClientOptions> = {}): { readonly client: Client; readonly errors: Error[] } {
  const client = new Client({
    intents: INTENTS,
    partials: [Partials.Channel],
    rest: { api: peer.apiUrl, version: '10', retries: 2, timeout: 5_000 },
    allowedMentions: { parse: [] },
    ...options,
  })
  const errors: Error[] = []
  client.on('error', (error) => errors.push(error))
  return { client, errors }
}

/** Connected and ready. */
export async function connected(peer: DiscordPeer, options: Partial<ClientOptions> = {}): Promise<Client> {
  const { client } = clientFor(peer, options)
  await client.login(peer.token)
  await peer.waitFor(() => client.isReady(), 'the client to be ready')
  return client
}
