/** response_url: an address to answer a slash command or an interaction at, good for five uses in 30 minutes. */
import type { Exchange, RestReply, RestRequest } from './rest-server.ts'
import { judged, takeBack } from './slack-chat.ts'
import { type Fields, isFields, textOf } from './slack-contract.ts'
import { spokenEvent } from './slack-events.ts'
import { showsFile } from './slack-files.ts'
import {
  fill,
  type KeptCall,
  type KeptMessage,
  type KeptWorkspace,
  keepCall,
  type Platform,
  post,
  rootOf,
  secret,
} from './slack-platform.ts'

/** Where it answers. `message`: whose button was pressed, null where there is none. */
export type AnswerPlace = {
  readonly workspace: KeptWorkspace
  readonly channel: string
  readonly user: string
  readonly message: KeptMessage | null
  readonly path: 'commands' | 'actions' | 'app'
  /** What was handed out for it. */
  readonly url?: string
}
type Issued = AnswerPlace & { readonly atMs: number; uses: number }
export type ResponseUrls = { issue(place: AnswerPlace): string; exchange(request: RestRequest): Exchange }

const MAX_USES = 5
const LIVES_MS = 30 * 60_000

export function openResponseUrls(platform: Platform): ResponseUrls {
  const issued = new Map<string, Issued>()
  return {
    issue(place) {
      const path = `/${place.path}/${place.workspace.team.id}/${secret(6)}/${secret()}`
      const url = platform.origin + path
      issued.set(path, { ...place, url, atMs: platform.now(), uses: 0 })
      return url
    },
    exchange(request) {
      const place = issued.get(request.url.pathname)
      const body = readPayload(request)
      const call: KeptCall = {
        method: 'response_url',
        body: body ?? {},
        token: null,
        team: place?.workspace.team.id ?? null,
        atMs: platform.now(),
        status: null,
        answer: null,
      }
      keepCall(platform, call)
      return {
        targets: ['response_url'],
        body: body ?? {},
        accept: async () => (place === undefined ? bad('expired_url') : use(platform, place, body)),
        refuse: (fault) => ({
          status: fault.kind === 'error' ? 404 : fault.kind === 'ratelimited' ? 429 : Number(fault.kind),
          body: { ok: false, error: fault.code ?? fault.kind },
        }),
        ended: (how) => {
          call.status = how
          platform.changed()
        },
      }
    },
  }
}

const bad = (error: string): RestReply => ({ status: 404, body: { ok: false, error } })

function readPayload(request: RestRequest): Fields | null {
  const text = request.body.toString('utf8')
  const isForm = String(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  try {
    const payload: unknown = JSON.parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text)
    return isFields(payload) ? payload : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function use(platform: Platform, place: Issued, body: Fields | null): RestReply {
  if (platform.now() - place.atMs > LIVES_MS) return bad('expired_url')
  if (place.uses >= MAX_USES) return bad('used_url')
  place.uses++
  if (body === null) return bad('invalid_payload')
  const error = answer(platform, place, body, 'response_url')
  return error === null ? { status: 200, body: 'ok' } : bad(error)
}

/** Does what such a body asks for; Slack's error where it refuses it. */
export function answer(platform: Platform, place: AnswerPlace, body: Fields, via: 'response_url' | 'acknowledgement'): string | null {
  const error = judged(platform, body, via)
  if (error !== null) return error
  if (showsFile(body)) {
    platform.violations.push(`${via}: shows a file, which Slack refuses there`)
    return 'invalid_blocks'
  }
  const { message } = place
  const says = body.replace_original !== undefined || body.delete_original !== undefined
  if (message !== null && via === 'response_url' && !says) {
    platform.violations.push('response_url: after a button, say replace_original or delete_original: Slack replaces by default')
  }
  if (body.delete_original === true) {
    if (message === null) return 'no_original'
    takeBack(platform, place.workspace, message)
    return null
  }
  if (message !== null && (body.replace_original === true || (!says && body.response_type === undefined))) {
    if (message.deleted) return 'message_not_found'
    fill(message, { blocks: [], ...body })
    message.edits++
    platform.changed()
    return null
  }
  speak(platform, place, body, via)
  return null
}

function speak(
  platform: Platform,
  { workspace, channel, user, url }: AnswerPlace,
  body: Fields,
  via: 'response_url' | 'acknowledgement',
): void {
  const thread = textOf(body, 'thread_ts')
  const said = post(platform, {
    team: workspace.team.id,
    channel,
    thread: thread === '' ? null : rootOf(platform, workspace.team.id, channel, thread),
    by: 'bot',
    via,
    user: workspace.botUser,
    responseUrl: url ?? null,
    ephemeralTo: body.response_type === 'in_channel' ? null : user,
    body,
  })
  if (said.ephemeralTo === null) platform.echo(spokenEvent(platform, workspace, said), workspace)
}
