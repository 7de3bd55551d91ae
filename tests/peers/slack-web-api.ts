/** The Web API's door: reads a call as Slack does, urlencoded or JSON, looks at its token and scope, and answers. */
import type { Exchange, Fault, RestReply, RestRequest } from './rest-server.ts'
import { CHAT_METHODS } from './slack-chat.ts'
import { type Fields, isFields, textOf } from './slack-contract.ts'
import { CONVERSATION_METHODS } from './slack-conversations.ts'
import { FILE_METHODS } from './slack-files.ts'
import { type Method, no } from './slack-method.ts'
import { OAUTH_METHODS } from './slack-oauth.ts'
import { type KeptCall, type KeptWorkspace, keepCall, type Platform } from './slack-platform.ts'
import { WORKSPACE_METHODS } from './slack-workspace-methods.ts'

const METHODS: Readonly<Record<string, Method>> = {
  ...CHAT_METHODS,
  ...CONVERSATION_METHODS,
  ...FILE_METHODS,
  ...WORKSPACE_METHODS,
  ...OAUTH_METHODS,
}
/** Arguments that are JSON inside a form. */
const JSON_ARGUMENTS = ['blocks', 'attachments', 'metadata', 'view', 'files', 'prompts', 'loading_messages', 'channel_ids']

/** A request for `/api/method` as an exchange. Every call is kept. */
export function webApiExchange(platform: Platform, request: RestRequest): Exchange {
  const method = request.url.pathname.replace(/^\/api\//, '')
  const { body, problem } = readBody(request)
  const authorization = request.headers.authorization ?? ''
  const token = /^Bearer (.+)$/.exec(authorization)?.[1] ?? (textOf(body, 'token') || null)
  const workspace = [...platform.workspaces.values()].find(({ botToken }) => botToken === token)
  const call: KeptCall = { method, body, token, team: workspace?.team.id ?? null, atMs: platform.now(), status: null, answer: null }
  keepCall(platform, call)
  const reply = (answer: Fields, status = 200): RestReply => {
    call.answer = answer
    return { status, headers: scopeHeaders(workspace), body: answer }
  }
  return {
    targets: [method],
    body,
    accept: async () => {
      const answer = problem === null ? answerTo(platform, method, token, workspace, body, authorization) : no(problem)
      return reply({ ok: true, ...answer })
    },
    refuse: (fault) => refusal(fault, reply),
    ended: (how) => {
      call.status = how
      platform.changed()
    },
  }
}

const scopeHeaders = (workspace: KeptWorkspace | undefined): Record<string, string> =>
  workspace === undefined ? {} : { 'x-oauth-scopes': [...workspace.scopes].join(',') }

function refusal(fault: Fault, reply: (answer: Fields, status?: number) => RestReply): RestReply {
  switch (fault.kind) {
    case '429':
      return reply(no('ratelimited'), 429)
    case 'ratelimited':
      return reply(no('ratelimited'))
    case 'error':
      return reply(no(fault.code ?? 'internal_error'))
    default:
      return { status: Number(fault.kind), headers: { 'content-type': 'text/html' }, body: '<html><body>Server Error</body></html>' }
  }
}

function answerTo(
  platform: Platform,
  name: string,
  token: string | null,
  workspace: KeptWorkspace | undefined,
  body: Fields,
  authorization: string,
): Fields {
  const method = METHODS[name]
  if (method === undefined) return no('unknown_method', { req_method: name })
  const first = platform.workspaces.values().next().value as KeptWorkspace
  if (method.token === 'none') return method.run({ platform, workspace: first, body, authorization })
  if (token === null) return no('not_authed')
  if (token === platform.appToken) {
    if (platform.appTokenState === 'revoked') return no('invalid_auth')
    return method.token === 'app' ? method.run({ platform, workspace: first, body, authorization }) : no('not_allowed_token_type')
  }
  if (workspace === undefined || workspace.tokenState === 'none') return no('invalid_auth')
  if (workspace.tokenState === 'revoked') return no('token_revoked')
  if (workspace.tokenState === 'uninstalled') return no('account_inactive')
  if (method.token === 'app') return no('not_allowed_token_type')
  const admitted = { platform, workspace, body, authorization }
  const needed = typeof method.scope === 'function' ? method.scope(admitted) : method.scope === null ? [] : [method.scope]
  if (needed.length > 0 && !needed.some((scope) => workspace.scopes.has(scope))) {
    return no('missing_scope', { needed: needed.join(','), provided: [...workspace.scopes].join(',') })
  }
  return method.run(admitted)
}

/** What the call says, JSON arguments and booleans decoded; `problem`: Slack's error for a body that it cannot read. */
function readBody(request: RestRequest): { body: Fields; problem: string | null } {
  const query = formFields(request.url.searchParams)
  if (request.body.length === 0) return { body: query, problem: null }
  const type = String(request.headers['content-type'] ?? '').split(';')[0]
  const text = request.body.toString('utf8')
  if (type === 'application/x-www-form-urlencoded') {
    const { body, problem } = decoded(formFields(new URLSearchParams(text)))
    return { body: { ...query, ...body }, problem }
  }
  if (type !== 'application/json') return { body: query, problem: 'invalid_post_type' }
  const json = parsed(text)
  if (!isFields(json)) return { body: query, problem: json === undefined ? 'invalid_json' : 'json_not_object' }
  // A token belongs into the header where the body is JSON.
  const { token: _, ...body } = json
  return { body, problem: null }
}

const formFields = (params: URLSearchParams): Fields => Object.fromEntries(params)

function decoded(form: Fields): { body: Fields; problem: string | null } {
  const body: Record<string, unknown> = {}
  let problem: string | null = null
  for (const [name, value] of Object.entries(form)) {
    if (JSON_ARGUMENTS.includes(name) && typeof value === 'string') {
      body[name] = parsed(value)
      if (body[name] === undefined) problem = name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments'
    } else body[name] = value === 'true' ? true : value === 'false' ? false : value
  }
  return { body, problem }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
