/** Methods about the workspace: who I am, who they are, reactions, Home, the assistant's pane, sockets. */
import { judgeHome } from './slack-bodies.ts'
import { type Fields, isFields, textOf } from './slack-contract.ts'
import { slackId } from './slack-events.ts'
import { type Admitted, type Method, no } from './slack-method.ts'
import { type KeptMessage, messageAt, type Person, secret } from './slack-platform.ts'

function authTest({ platform, workspace }: Admitted): Fields {
  return {
    url: `https://${workspace.team.domain}.slack.com/`,
    team: workspace.team.name,
    user: 'newsdesk',
    team_id: workspace.team.id,
    user_id: workspace.botUser,
    bot_id: workspace.botId,
    app_id: platform.appId,
    is_enterprise_install: false,
  }
}

function authRevoke({ platform, workspace }: Admitted): Fields {
  workspace.tokenState = 'revoked'
  platform.changed()
  return { revoked: true }
}

function usersInfo({ workspace, body }: Admitted): Fields {
  const person = workspace.persons.get(textOf(body, 'user'))
  return person === undefined ? no('user_not_found') : { user: personFields(person, workspace.team.id) }
}

const personFields = (person: Person, team_id: string): Fields => ({
  id: person.id,
  team_id,
  name: person.name,
  deleted: false,
  real_name: person.name,
  tz: 'Europe/Paris',
  tz_label: 'Central European Time',
  tz_offset: 3600,
  profile: { real_name: person.name, display_name: person.name, team: team_id },
  is_admin: person.isAdmin,
  is_owner: person.isOwner,
  is_primary_owner: person.isOwner,
  is_restricted: false,
  is_ultra_restricted: false,
  is_bot: person.isBot,
  is_app_user: false,
  updated: 1_700_000_000,
})

/** The message that a reaction is about, or Slack's error. */
function reactable({ platform, workspace, body }: Admitted): KeptMessage | string {
  if (!/^[a-z0-9_+'-]+$/.test(textOf(body, 'name'))) return 'invalid_name'
  const room = workspace.rooms.get(textOf(body, 'channel'))
  if (room === undefined || (room.kind === 'private' && !room.hasBot)) return 'channel_not_found'
  const message = messageAt(platform, workspace.team.id, room.id, textOf(body, 'timestamp'))
  return message === undefined || message.deleted ? 'message_not_found' : message
}

const ownReaction = ({ platform, workspace, body }: Admitted, message: KeptMessage) =>
  platform.reactions.findIndex(
    ({ team, channel, ts, name, user }) =>
      team === workspace.team.id &&
      channel === message.channel &&
      ts === message.ts &&
      name === textOf(body, 'name') &&
      user === workspace.botUser,
  )

function addReaction(admitted: Admitted): Fields {
  const { platform, workspace, body } = admitted
  const message = reactable(admitted)
  if (typeof message === 'string') return no(message)
  if (ownReaction(admitted, message) >= 0) return no('already_reacted')
  const { team, channel, ts } = message
  const reaction = { team, channel, ts, name: textOf(body, 'name'), user: workspace.botUser }
  platform.reactions.push(reaction)
  platform.everyReaction.push(reaction)
  platform.changed()
  return {}
}

function removeReaction(admitted: Admitted): Fields {
  const message = reactable(admitted)
  if (typeof message === 'string') return no(message)
  const at = ownReaction(admitted, message)
  if (at < 0) return no('no_reaction')
  admitted.platform.reactions.splice(at, 1)
  admitted.platform.changed()
  return {}
}

function publishHome({ platform, workspace, body }: Admitted): Fields {
  const user = textOf(body, 'user_id')
  const { error, problems } = judgeHome(body.view, platform.options.mayMention ?? [])
  platform.violations.push(...problems.map((problem) => `views.publish: ${problem}`))
  if (!workspace.persons.has(user)) return no('invalid_arguments')
  if (error !== null || !isFields(body.view)) return no(error ?? 'invalid_arguments')
  const before = platform.homes.get(user)
  if (body.hash !== undefined && before !== undefined && body.hash !== before.hash) return no('hash_conflict')
  const home = { team: workspace.team.id, user, id: before?.id ?? slackId('V'), hash: `${platform.nextTs()}.${secret(3)}`, view: body.view }
  platform.homes.set(user, home)
  platform.changed()
  return { view: { ...home.view, id: home.id, team_id: home.team, hash: home.hash, app_id: platform.appId, bot_id: workspace.botId } }
}

const MAX_PROMPTS = 4
const MAX_LOADING_MESSAGES = 10

/** The channel and the thread of the assistant's pane, or Slack's error. */
function pane({ platform, workspace, body }: Admitted): { channel: string; thread: string | null } | string {
  const room = workspace.rooms.get(textOf(body, 'channel_id'))
  if (room === undefined) return 'channel_not_found'
  const thread = body.thread_ts === undefined ? null : textOf(body, 'thread_ts')
  if (thread !== null && messageAt(platform, workspace.team.id, room.id, thread) === undefined) return 'invalid_thread_ts'
  return { channel: room.id, thread }
}

function setStatus(admitted: Admitted): Fields {
  const { platform, workspace, body } = admitted
  const place = pane(admitted)
  if (typeof place === 'string') return no(place)
  if (place.thread === null || typeof body.status !== 'string') return no('invalid_arguments')
  const loadingMessages = Array.isArray(body.loading_messages) ? body.loading_messages.map(String) : []
  if (loadingMessages.length > MAX_LOADING_MESSAGES) return no('invalid_arguments')
  platform.statuses.push({ team: workspace.team.id, channel: place.channel, thread: place.thread, status: body.status, loadingMessages })
  platform.changed()
  return {}
}

function setPrompts(admitted: Admitted): Fields {
  const { platform, workspace, body } = admitted
  const place = pane(admitted)
  if (typeof place === 'string') return no(place)
  const prompts = Array.isArray(body.prompts) ? body.prompts.filter(isFields) : []
  const given = prompts.map((prompt) => ({ title: textOf(prompt, 'title'), message: textOf(prompt, 'message') }))
  const wrong = given.length === 0 || given.length > MAX_PROMPTS || given.some(({ title, message }) => title === '' || message === '')
  if (wrong) {
    platform.violations.push(`assistant.threads.setSuggestedPrompts: 1 to ${MAX_PROMPTS} prompts with a title and a message each`)
    return no('invalid_arguments')
  }
  platform.prompts.push({ team: workspace.team.id, ...place, title: textOf(body, 'title') || null, prompts: given })
  platform.changed()
  return {}
}

function setTitle(admitted: Admitted): Fields {
  const place = pane(admitted)
  const title = textOf(admitted.body, 'title')
  if (typeof place === 'string') return no(place)
  if (place.thread === null || title === '') return no('invalid_arguments')
  admitted.platform.titles.push({ channel: place.channel, thread: place.thread, title })
  admitted.platform.changed()
  return {}
}

function openConnection({ platform }: Admitted): Fields {
  const ticket = secret()
  platform.tickets.add(ticket)
  return { url: `${platform.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${platform.appId}` }
}

export const WORKSPACE_METHODS: Readonly<Record<string, Method>> = {
  'api.test': { token: 'none', scope: null, run: ({ body }) => (body.error === undefined ? { args: body } : no(textOf(body, 'error'))) },
  'auth.test': { token: 'bot', scope: null, run: authTest },
  'auth.revoke': { token: 'bot', scope: null, run: authRevoke },
  'users.info': { token: 'bot', scope: 'users:read', run: usersInfo },
  'reactions.add': { token: 'bot', scope: 'reactions:write', run: addReaction },
  'reactions.remove': { token: 'bot', scope: 'reactions:write', run: removeReaction },
  'views.publish': { token: 'bot', scope: null, run: publishHome },
  'assistant.threads.setStatus': { token: 'bot', scope: 'assistant:write', run: setStatus },
  'assistant.threads.setSuggestedPrompts': { token: 'bot', scope: 'assistant:write', run: setPrompts },
  'assistant.threads.setTitle': { token: 'bot', scope: 'assistant:write', run: setTitle },
  'apps.connections.open': { token: 'app', scope: null, run: openConnection },
}
