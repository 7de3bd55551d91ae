/** REST of channels, people, servers and the application. */
import { randomBytes } from 'node:crypto'
import { inChannel, MISSING_PERMISSIONS, NOTHING } from './discord-message-routes.ts'
import { channelObject, guildObject, memberObject, roleObjects, userObject } from './discord-objects.ts'
import type { Json } from './discord-peer.ts'
import type { Post } from './discord-posts.ts'
import { type Reply, type Request, type Route, refuse } from './discord-rest.ts'
import { specFaults } from './discord-spec.ts'
import {
  addChannel,
  botPermissions,
  type ChannelState,
  directChannel,
  INTENTS,
  personOf,
  SEND,
  SEND_IN_THREADS,
  type World,
} from './discord-world.ts'

const UNKNOWN_USER = refuse(404, 10_013, 'Unknown User')

export function channelRoutes({ world, dispatch }: Post): Route[] {
  const thread = (channel: ChannelState, body: unknown, id?: string): Reply => {
    const faults = specFaults(id === undefined ? 'CreateTextThreadWithoutMessageRequest' : 'CreateTextThreadWithMessageRequest', body)
    for (const fault of faults) world.violation(`threads: ${fault}`)
    if (faults.length > 0) return refuse(400, 50_035, 'Invalid Form Body')
    const name = String((body as Json).name)
    const made = addChannel(world, { type: 11, name, guild: channel.guild, parent: channel.id, ...(id === undefined ? {} : { id }) })
    const object = channelObject(world, made)
    dispatch('THREAD_CREATE', made.guild, (intents) => ((intents & INTENTS.guilds) === 0 ? null : { ...object, newly_created: true }))
    return { status: 201, body: object }
  }
  return [
    {
      method: 'GET',
      path: '/channels/:channel',
      bucket: 'other',
      answer: inChannel(world, 0n, (channel) => ({ status: 200, body: channelObject(world, channel) })),
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      bucket: 'typing',
      answer: inChannel(world, 0n, (channel) => {
        if (channel.type !== 1 && (botPermissions(world, channel) & (channel.type === 11 ? SEND_IN_THREADS : SEND)) === 0n)
          return MISSING_PERMISSIONS
        world.typing.push(channel.id)
        world.changed()
        return NOTHING
      }),
    },
    {
      method: 'POST',
      path: '/channels/:channel/threads',
      bucket: 'other',
      answer: inChannel(world, 0n, (channel, { body }) => thread(channel, body)),
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages/:message/threads',
      bucket: 'other',
      answer: inChannel(world, 0n, (channel, { at, body }) => thread(channel, body, at.message)),
    },
    { method: 'PUT', path: '/channels/:channel/thread-members/@me', bucket: 'other', answer: inChannel(world, 0n, () => NOTHING) },
  ]
}

export function peopleRoutes({ world }: Post, gatewayUrl: () => string, shards: number, starts: () => number): Route[] {
  const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, bucket: 'other', answer })
  const give = (body: unknown): Reply => ({ status: 200, body })
  const server = world.servers.home
  const inServer =
    (act: (request: Request) => Reply): Route['answer'] =>
    (request) =>
      request.at.guild === server.id ? act(request) : refuse(404, 10_004, 'Unknown Guild')
  const person = (id: string | undefined) => personOf(world, id ?? '')
  return [
    get('/gateway', () => give({ url: gatewayUrl() })),
    get('/gateway/bot', () =>
      give({
        url: gatewayUrl(),
        shards,
        session_start_limit: { total: 1000, remaining: Math.max(0, 1000 - starts()), reset_after: 14_400_000, max_concurrency: 1 },
      }),
    ),
    get('/applications/@me', () => give(applicationObject(world))),
    get('/oauth2/applications/@me', () => give(applicationObject(world))),
    get('/users/@me', () =>
      give({ ...userObject(world.bot), mfa_enabled: true, locale: 'en-GB', premium_type: 0, verified: true, email: null }),
    ),
    get('/users/@me/guilds', () =>
      give([
        {
          id: server.id,
          name: server.name,
          icon: null,
          banner: null,
          owner: false,
          permissions: String(world.bot.permissions),
          features: [],
        },
      ]),
    ),
    get('/users/:user', ({ at }) => {
      const found = person(at.user)
      return found === undefined ? UNKNOWN_USER : give(userObject(found))
    }),
    { method: 'POST', path: '/users/@me/channels', bucket: 'dms', answer: ({ body }) => openDirect(world, body) },
    get(
      '/guilds/:guild',
      inServer(() => give(guildObject(world, server))),
    ),
    get(
      '/guilds/:guild/roles',
      inServer(() => give(roleObjects(world, server))),
    ),
    get(
      '/guilds/:guild/channels',
      inServer(() =>
        give(
          [...world.channels.values()]
            .filter((each) => each.guild === server.id && each.type === 0 && !each.isGone)
            .map((each) => channelObject(world, each)),
        ),
      ),
    ),
    get(
      '/guilds/:guild/members/:user',
      inServer(({ at }) => {
        const found = person(at.user)
        if (found === undefined || found.permissions === null) return refuse(404, 10_007, 'Unknown Member')
        return give({ user: userObject(found), ...memberObject(world, found, server) })
      }),
    ),
  ]
}

function openDirect(world: World, body: unknown): Reply {
  for (const fault of specFaults('CreatePrivateChannelRequest', body)) world.violation(`POST /users/@me/channels: ${fault}`)
  const person = personOf(world, String((body as Json | null)?.recipient_id))
  if (person === undefined) return UNKNOWN_USER
  if (person.id === world.bot.id) return refuse(400, 50_007, 'Cannot send messages to this user')
  return { status: 200, body: channelObject(world, directChannel(world, person)) }
}

function applicationObject(world: World): Json {
  return {
    id: world.application,
    name: world.bot.username,
    icon: null,
    description: '',
    type: null,
    bot: userObject(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: randomBytes(32).toString('hex'),
    flags: world.readsContent ? 1 << 19 : 0,
    owner: userObject(world.people.get('olga') ?? world.bot),
    team: null,
    integration_types_config: { '0': {}, '1': {} },
    summary: '',
    hook: true,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: 1,
    approximate_user_install_count: 1,
    approximate_user_authorization_count: 1,
    flags_new: world.readsContent ? '524288' : '0',
    explicit_content_filter: 0,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
  }
}
