/** REST of application commands: those registered everywhere, and those of one server. */
import { commandFaults, optionsOf } from './discord-command-rules.ts'
import { isObject } from './discord-components.ts'
import type { Json } from './discord-peer.ts'
import { type Reply, type Request, type Route, refuse } from './discord-rest.ts'
import type { World } from './discord-world.ts'

/** By scope: '' = everywhere, else the server's id. */
export type Registered = Map<string, readonly Json[]>

const UNKNOWN = refuse(404, 10_063, 'Unknown application command')

type Book = { readonly world: World; readonly registered: Registered }
type Act = (request: Request, scope: string, all: readonly Json[]) => Reply

export function commandRoutes(world: World, registered: Registered): Route[] {
  const book: Book = { world, registered }
  const acts: readonly [string, string, Act][] = [
    [
      'GET',
      '',
      (request, _scope, all) => ({ status: 200, body: all.map((each) => told(each, request.query.get('with_localizations') === 'true')) }),
    ],
    ['PUT', '', (request, scope) => replaceAll(book, request, scope)],
    ['POST', '', (request, scope, all) => addOne(book, request, scope, all)],
    ['GET', '/:command', onOne((command) => ({ status: 200, body: command }))],
    ['PATCH', '/:command', onOne((command, request, scope, others) => changeOne(book, command, request, scope, others))],
    [
      'DELETE',
      '/:command',
      onOne((_command, _request, scope, others) => {
        keep(book, scope, others)
        return { status: 204 }
      }),
    ],
  ]
  return ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'].flatMap((base) =>
    acts.map(([method, path, act]): Route => ({ method, path: base + path, bucket: 'commands', answer: inScope(book, act) })),
  )
}

/** Only of this application, and in a server only of the bot's own. */
function inScope({ world, registered }: Book, act: Act): Route['answer'] {
  return (request) => {
    const { application, guild } = request.at
    const isOurs = application === world.application && (guild === undefined || guild === world.servers.home.id)
    const scope = guild ?? ''
    return isOurs ? act(request, scope, registered.get(scope) ?? []) : refuse(403, 50_001, 'Missing Access')
  }
}

function onOne(act: (command: Json, request: Request, scope: string, others: readonly Json[]) => Reply): Act {
  return (request, scope, all) => {
    const command = all.find((each) => each.id === request.at.command)
    const others = all.filter((each) => each !== command)
    return command === undefined ? UNKNOWN : act(command, request, scope, others)
  }
}

function keep({ world, registered }: Book, scope: string, commands: readonly Json[]): void {
  registered.set(scope, commands)
  world.changed()
}

function replaceAll(book: Book, request: Request, scope: string): Reply {
  const made = checked(book, request, scope, Array.isArray(request.body) ? request.body : [request.body], [])
  if (!isList(made)) return made
  keep(book, scope, made)
  return { status: 200, body: made }
}

function addOne(book: Book, request: Request, scope: string, all: readonly Json[]): Reply {
  const body = isObject(request.body) ? request.body : {}
  const others = all.filter((each) => !isSame(each, body))
  const made = checked(book, request, scope, [body], others)
  if (!isList(made)) return made
  keep(book, scope, [...others, ...made])
  return { status: others.length === all.length ? 201 : 200, body: made[0] }
}

function changeOne(book: Book, command: Json, request: Request, scope: string, others: readonly Json[]): Reply {
  const body = { ...bare(command), ...(isObject(request.body) ? request.body : {}) }
  const made = checked(book, request, scope, [body], others)
  if (!isList(made)) return made
  const changed = { ...made[0], id: command.id }
  keep(book, scope, [...others, changed])
  return { status: 200, body: changed }
}

/** The commands as they are kept, or Discord's refusal. */
function checked(
  { world, registered }: Book,
  request: Request,
  scope: string,
  bodies: readonly unknown[],
  others: readonly Json[],
): Reply | readonly Json[] {
  const faults = commandFaults([...others.map(bare), ...bodies], scope === '')
  for (const fault of faults) world.violation(`${request.method} ${request.path}: ${fault}`)
  if (faults.length > 0)
    return refuse(400, 50_035, 'Invalid Form Body', { _errors: faults.map((message) => ({ code: 'INVALID', message })) })
  return bodies.filter(isObject).map((body) => stored(world, body, scope, registered.get(scope) ?? []))
}

function isList(made: Reply | readonly Json[]): made is readonly Json[] {
  return Array.isArray(made)
}

function isSame(one: Json, other: Json): boolean {
  return one.name === other.name && (one.type ?? 1) === (other.type ?? 1)
}

/** As Discord keeps it: the id of the command of this name, a new version where something changed, and nothing that is false by default. */
function stored(world: World, body: Json, scope: string, before: readonly Json[]): Json {
  const old = before.find((each) => isSame(each, body))
  const made: Json = {
    id: old?.id ?? world.id(),
    application_id: world.application,
    version: old?.version ?? '',
    default_member_permissions: body.default_member_permissions ?? null,
    type: body.type ?? 1,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    ...(scope === ''
      ? { dm_permission: true, contexts: body.contexts ?? null, integration_types: body.integration_types ?? [0] }
      : { guild_id: scope }),
    nsfw: body.nsfw ?? false,
    ...(optionsOf(body).length === 0 ? {} : { options: optionsOf(body).map(trimmed) }),
  }
  const isUnchanged = old !== undefined && JSON.stringify(old) === JSON.stringify(made)
  return isUnchanged ? old : { ...made, version: world.id() }
}

function trimmed(option: Json): Json {
  const idle = (name: string, value: unknown) =>
    value === undefined || value === null || ((name === 'required' || name === 'autocomplete') && value === false)
  const kept = Object.fromEntries(Object.entries(option).filter(([name, value]) => !idle(name, value)))
  return optionsOf(option).length === 0 ? kept : { ...kept, options: optionsOf(option).map(trimmed) }
}

/** Localisations are only told when asked for. */
function told(command: Json, withLocalisations: boolean): Json {
  const { name_localizations: names, description_localizations: descriptions, ...rest } = command
  return withLocalisations ? { ...rest, name_localizations: names, description_localizations: descriptions } : rest
}

/** A kept command as it could be sent again. */
function bare(command: Json): Json {
  const { id: _id, application_id: _application, version: _version, guild_id: _guild, dm_permission: _dm, ...rest } = command
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
}
