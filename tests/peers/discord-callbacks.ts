/** REST of interactions: the first callback within seconds, the rest of the token's 15 minutes. */
import { type Ask, type Asks, AUTOCOMPLETE, COMMAND, COMPONENT, isLate } from './discord-asks.ts'
import { checkBody } from './discord-bodies.ts'
import { choiceFaults } from './discord-command-rules.ts'
import { isObject } from './discord-components.ts'
import { fileRefusal } from './discord-message-routes.ts'
import { messageObject } from './discord-objects.ts'
import type { Json } from './discord-peer.ts'
import { drafted, edit, type Post, post, remove, UNKNOWN_MESSAGE } from './discord-posts.ts'
import { type Reply, type Request, type Route, refuse } from './discord-rest.ts'
import { specFaults } from './discord-spec.ts'
import { EPHEMERAL, LOADING, type MessageState } from './discord-world.ts'

const TOKEN_MS = 15 * 60_000
/** Of an app that is installed for the person only. */
const MAX_FOLLOW_UPS = 5
const MESSAGE = 4
const DEFER = 5
const DEFER_UPDATE = 6
const UPDATE = 7
const CHOICES = 8
const MODAL = 9
const SCHEMAS: Readonly<Record<number, string>> = {
  [MESSAGE]: 'CreateMessageInteractionCallbackRequest',
  [DEFER]: 'CreateMessageInteractionCallbackRequest',
  [DEFER_UPDATE]: 'UpdateMessageInteractionCallbackRequest',
  [UPDATE]: 'UpdateMessageInteractionCallbackRequest',
  [CHOICES]: 'ApplicationCommandAutocompleteCallbackRequest',
  [MODAL]: 'ModalInteractionCallbackRequest',
}
/** What each type of interaction may be answered with. */
const ANSWERS: Readonly<Record<number, readonly number[]>> = {
  [COMMAND]: [MESSAGE, DEFER, MODAL],
  [COMPONENT]: [MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL],
  [AUTOCOMPLETE]: [CHOICES],
}
const INVALID = 50_035
const UNKNOWN_INTERACTION = refuse(404, 10_062, 'Unknown interaction')
const UNKNOWN_WEBHOOK = refuse(404, 10_015, 'Unknown Webhook')

export function interactionRoutes(to: Post, asks: Asks): Route[] {
  const webhook = '/webhooks/:application/:token'
  const token = (act: (ask: Ask, request: Request) => Reply) => (request: Request) => withToken(to, asks, request, act)
  const one = (method: string, act: (message: MessageState, request: Request) => Reply): Route => ({
    method,
    path: `${webhook}/messages/:message`,
    bucket: 'webhook',
    isOpen: true,
    answer: token((ask, request) => {
      const message = messageOf(to, ask, request.at.message ?? '')
      return message === null || message.isDeleted ? UNKNOWN_MESSAGE : act(message, request)
    }),
  })
  const plain = (message: MessageState): Reply => ({ status: 200, body: messageObject(to.world, message, true) })
  return [
    {
      method: 'POST',
      path: '/interactions/:id/:token/callback',
      bucket: null,
      isOpen: true,
      answer: (request) => callback(to, asks, request),
    },
    { method: 'POST', path: webhook, bucket: 'webhook', isOpen: true, answer: token((ask, request) => followUp(to, ask, request)) },
    one('GET', plain),
    one('PATCH', (message, request) => {
      const refused = fileRefusal(to.world, to.world.channels.get(message.channel), request.files)
      return refused ?? edit(to, message, request, 'webhook-edit', `${request.method} ${request.path}`) ?? plain(message)
    }),
    one('DELETE', (message) => {
      remove(to, message)
      return { status: 204 }
    }),
  ]
}

function withToken({ world }: Post, asks: Asks, request: Request, act: (ask: Ask, request: Request) => Reply): Reply {
  const ask = [...asks.byId.values()].find((each) => each.token === request.at.token)
  const isOpen = ask !== undefined && ask.response !== null && ask.type !== AUTOCOMPLETE && request.at.application === world.application
  if (!isOpen) return UNKNOWN_WEBHOOK
  return world.now() - ask.atMs > TOKEN_MS ? refuse(401, 50_027, 'Invalid Webhook Token') : act(ask, request)
}

function messageOf({ world }: Post, ask: Ask, id: string): MessageState | null {
  if (id !== '@original' && id !== ask.original && !ask.followUps.includes(id)) return null
  return world.messages.get(id === '@original' ? (ask.original ?? '') : id) ?? null
}

function callback(to: Post, asks: Asks, request: Request): Reply {
  const { world } = to
  const where = `${request.method} ${request.path}`
  const ask = asks.byId.get(request.at.id ?? '')
  if (ask === undefined || ask.token !== request.at.token || isLate(asks, ask)) return UNKNOWN_INTERACTION
  if (ask.response !== null) return refuse(400, 40_060, 'Interaction has already been acknowledged.')
  const body = isObject(request.body) ? request.body : {}
  const type = Number(body.type)
  const data = isObject(body.data) ? body.data : {}
  const faults = callbackFaults(ask, type, body, data)
  for (const fault of faults.house) world.violation(`${where}: ${fault}`)
  for (const fault of faults.refused) world.violation(`${where}: ${fault}`)
  if (faults.refused.length > 0)
    return refuse(400, INVALID, 'Invalid Form Body', { _errors: faults.refused.map((message) => ({ code: 'INVALID', message })) })
  const refused = carryOut(to, ask, type, data, where)
  if (refused !== null) return refused
  ask.response = { type, data }
  world.changed()
  return request.query.get('with_response') === 'true' ? { status: 200, body: callbackObject(to, ask, type) } : { status: 204 }
}

function callbackFaults(ask: Ask, type: number, body: Json, data: Json): { readonly refused: string[]; readonly house: string[] } {
  const schema = SCHEMAS[type]
  const isAllowed = schema !== undefined && ANSWERS[ask.type]?.includes(type) === true
  if (!isAllowed) return { refused: [`a callback of type ${body.type} to an interaction of type ${ask.type}`], house: [] }
  const extra = type === DEFER ? Number(data.flags ?? 0) & ~EPHEMERAL : 0
  return {
    refused: [...specFaults(schema, body), ...(type === CHOICES ? choiceFaults(data.choices) : [])],
    house: extra === 0 ? [] : [`flags ${extra} on a deferred answer, which carries EPHEMERAL only`],
  }
}

/** Does what the callback says; Discord's refusal, or null. */
function carryOut(to: Post, ask: Ask, type: number, data: Json, where: string): Reply | null {
  const source = to.world.messages.get(ask.source ?? '')
  const violation = (fault: string) => to.world.violation(`${where}: ${fault}`)
  if (type === MESSAGE) {
    const refused = checkBody(data, 'callback', null, [], violation)
    if (refused !== null) return refused
    ask.original = answer(to, ask, drafted(to.world, data, 'callback', [])).id
  } else if (type === DEFER) ask.original = answer(to, ask, { flags: LOADING | (Number(data.flags ?? 0) & EPHEMERAL) }).id
  else if (type === UPDATE && source !== undefined) {
    const refused = edit(to, source, { body: data, files: [] }, 'update', where)
    if (refused !== null) return refused
    ask.original = source.id
  } else if (type === DEFER_UPDATE && source !== undefined) ask.original = source.id
  return null
}

/** A message by the bot in answer to an interaction: 20 of a command, 23 of a message command, else a reply to the pressed message. */
function answer(to: Post, ask: Ask, made: Pick<MessageState, 'flags'> & Partial<MessageState>): MessageState {
  const isFollowUp = ask.original !== null
  const type = ask.type === COMPONENT || isFollowUp ? 19 : ask.isContextMenu ? 23 : 20
  return post(to, {
    channel: ask.channel,
    author: to.world.bot,
    type,
    replyTo: type === 19 ? (ask.source ?? ask.original) : null,
    interaction: { id: ask.id, type: ask.type, name: type === 19 ? null : ask.name, user: ask.by },
    to: (made.flags & EPHEMERAL) === 0 ? null : ask.by.id,
    ...made,
  })
}

function followUp(to: Post, ask: Ask, { method, path, body, files }: Request): Reply {
  const { world } = to
  const violation = (fault: string) => world.violation(`${method} ${path}: ${fault}`)
  const original = world.messages.get(ask.original ?? '')
  if (original !== undefined && !original.isDeleted && (original.flags & LOADING) !== 0) {
    violation('a follow-up where the deferred answer is to be edited')
    return (
      edit(to, original, { body, files }, 'follow-up', `${method} ${path}`) ?? { status: 200, body: messageObject(world, original, true) }
    )
  }
  if (ask.isUserOnly && ask.followUps.length >= MAX_FOLLOW_UPS) {
    violation(`more than ${MAX_FOLLOW_UPS} follow-ups of an app that is installed for the person only`)
    return refuse(400, 40_094, 'This interaction has hit the maximum number of follow up messages')
  }
  const unattached = fileRefusal(world, world.channels.get(ask.channel), files)
  if (unattached !== null) return unattached
  const refused = checkBody(body, 'follow-up', null, files, violation)
  if (refused !== null || !isObject(body)) return refused ?? UNKNOWN_MESSAGE
  const message = answer(to, ask, drafted(world, body, 'follow-up', files))
  ask.followUps.push(message.id)
  world.changed()
  return { status: 200, body: messageObject(world, message, true) }
}

function callbackObject({ world }: Post, ask: Ask, type: number): Json {
  const message = world.messages.get(ask.original ?? '')
  const interaction = {
    id: ask.id,
    type: ask.type,
    ...(message === undefined
      ? {}
      : {
          response_message_id: message.id,
          response_message_loading: (message.flags & LOADING) !== 0,
          response_message_ephemeral: (message.flags & EPHEMERAL) !== 0,
        }),
  }
  const isShown = message !== undefined && (type === MESSAGE || type === UPDATE || type === DEFER)
  return { interaction, resource: { type, ...(isShown ? { message: messageObject(world, message, true) } : {}) } }
}
