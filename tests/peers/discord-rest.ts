/** The REST side of the server: who may call, how often, what goes wrong on purpose, and the record of every call. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readMultipart, type SentFile } from './discord-attachments.ts'
import type { Fault, Faults, MetFault } from './discord-faults.ts'
import { type Bucket, bucketHeaders, type Counted, countCalls, type Limit, type LimitName } from './discord-limits.ts'
import type { Call } from './discord-peer.ts'

/** Above what Discord takes, so that it is Discord's rules that refuse it. */
const MAX_BODY = 12_000_000
const VERSION = '/api/v10'

export type Request = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly files: readonly SentFile[]
  /** The parts of the path that the route names. */
  readonly at: Readonly<Record<string, string>>
}
export type Reply = { readonly status: number; readonly body?: unknown }
export type Route = {
  readonly method: string
  /** `/channels/:channel/messages` */
  readonly path: string
  readonly bucket: Bucket
  /** Interaction routes are opened by the token in their path, not by the bot's. */
  readonly isOpen?: true
  readonly answer: (request: Request) => Reply
}
export type Rest = { readonly server: Server; readonly calls: readonly Call[] }
type Settings = {
  readonly routes: readonly Route[]
  readonly faults: Faults
  readonly limits: Readonly<Partial<Record<LimitName, Limit>>>
  readonly isAuthorised: (header: string) => boolean
  readonly violation: (text: string) => void
  readonly changed: () => void
}
type Draft = { -readonly [Key in keyof Call]: Call[Key] }

/** Discord's error form. */
export function refuse(status: number, code: number, message: string, errors?: unknown): Reply {
  return { status, body: { message, code, ...(errors === undefined ? {} : { errors }) } }
}
export const UNAUTHORISED = refuse(401, 0, '401: Unauthorized')

export function openRest(settings: Settings): Rest {
  const calls: Draft[] = []
  const count = countCalls(settings.limits)
  const compiled = settings.routes.map((route) => ({ route, fits: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }))

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://127.0.0.1')
    const path = decodeURIComponent(url.pathname).replace(VERSION, '')
    const method = message.method ?? 'GET'
    const { body, files } = await read(message)
    const names = files.map(({ name }) => name)
    const call: Draft = { method, path: masked(path), query: url.search.slice(1), body, files: names, status: 0, atMs: Date.now() }
    calls.push(call)
    settings.changed()
    const finish = (reply: Reply, headers: Record<string, string> = {}) => {
      call.status = reply.status
      send(response, reply, headers)
      settings.changed()
    }
    const found = url.pathname.startsWith(`${VERSION}/`)
      ? compiled.find((each) => each.route.method === method && each.fits.test(path))
      : undefined
    const met = settings.faults.meet(method, path)
    if (met !== null && (await before(met, response, found?.route.bucket ?? null, finish))) return
    const at = found?.fits.exec(path)?.groups ?? {}
    const isAuthorised = found?.route.isOpen === true || settings.isAuthorised(message.headers.authorization ?? '')
    if (found === undefined) {
      settings.violation(`${method} ${url.pathname}: no such route`)
      finish(refuse(404, 0, '404: Not Found'))
    } else if (!isAuthorised) finish(UNAUTHORISED)
    else {
      const counted = count(found.route.bucket, at.token ?? at.channel ?? at.guild ?? '', found.route.isOpen !== true)
      if (counted.refused !== null) finish(...limited(counted))
      else {
        const reply = found.route.answer({ method, path: call.path, query: url.searchParams, body, files, at })
        if (met === null || !(await after(met, message, response, reply))) finish(reply, counted.headers)
      }
    }
  }

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      // A client that goes away in the middle of its own call has done nothing wrong.
      if ((error as { code?: unknown }).code === 'ECONNRESET') return
      settings.violation(
        `${message.method} ${message.url}: the peer itself failed: ${error instanceof Error ? error.stack : String(error)}`,
      )
      response.destroy()
    })
  })
  return { server, calls }
}

/** The token of an interaction says nothing and differs every time. */
function masked(path: string): string {
  return path.replace(/^(\/(?:interactions|webhooks)\/\d+)\/[^/]+/, '$1/:token')
}

async function read(message: IncomingMessage): Promise<Pick<Request, 'body' | 'files'>> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY) throw new Error(`a body of more than ${MAX_BODY} bytes`)
    parts.push(part)
  }
  const bytes = Buffer.concat(parts)
  const type = message.headers['content-type'] ?? ''
  if (bytes.length === 0) return { body: null, files: [] }
  if (type.startsWith('multipart/form-data')) return await readMultipart(bytes, type)
  if (!/^application\/json\b/.test(type)) return { body: { unread: type }, files: [] }
  return { body: JSON.parse(bytes.toString('utf8')) as unknown, files: [] }
}

function send(response: ServerResponse, reply: Reply, headers: Record<string, string>): void {
  const body = reply.body === undefined ? '' : JSON.stringify(reply.body)
  response.writeHead(reply.status, { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(body)
}

function limited({ headers, refused }: Counted): [Reply, Record<string, string>] {
  const { retryAfterS, isGlobal } = refused ?? { retryAfterS: 0, isGlobal: false }
  return [
    { status: 429, body: { message: 'You are being rate limited.', retry_after: retryAfterS, global: isGlobal } },
    {
      ...headers,
      'retry-after': String(Math.ceil(retryAfterS)),
      'x-ratelimit-scope': isGlobal ? 'global' : 'user',
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
  ]
}

/** Faults that come before the call is handled; true: it is not handled. */
async function before(
  met: MetFault,
  response: ServerResponse,
  bucket: Bucket,
  finish: (reply: Reply, headers?: Record<string, string>) => void,
): Promise<boolean> {
  const { fault } = met
  switch (fault.kind) {
    case 'limited':
      finish(...limitedOnPurpose(fault, bucket))
      return true
    case 'status':
      finish(refuse(fault.status, fault.code ?? 0, fault.message ?? `${fault.status}: on purpose`))
      return true
    case 'reset':
      reset(response)
      return true
    case 'hang':
      return true
    case 'slow':
      await met.released
      return false
    case 'reset-after':
    case 'drop-body':
    case 'slow-answer':
      return false
    default:
      return fault satisfies never
  }
}

/** Faults that come after it; true: its answer is not to be sent. */
async function after({ fault, released }: MetFault, message: IncomingMessage, response: ServerResponse, reply: Reply): Promise<boolean> {
  if (fault.kind === 'slow-answer') await released
  if (fault.kind === 'reset-after') reset(response)
  if (fault.kind === 'drop-body') {
    const body = JSON.stringify(reply.body ?? { dropped: true })
    response.writeHead(reply.body === undefined ? 200 : reply.status, {
      'content-type': 'application/json',
      'content-length': body.length + 1,
    })
    response.write(body.slice(0, body.length / 2), () => message.socket.destroy())
  }
  return fault.kind === 'reset-after' || fault.kind === 'drop-body'
}

/** RST instead of FIN, so that the client cannot take it for an end. */
function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

function limitedOnPurpose(fault: Extract<Fault, { kind: 'limited' }>, bucket: Bucket): [Reply, Record<string, string>] {
  const scope = fault.scope ?? 'user'
  const isGlobal = scope === 'global'
  const message = scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.'
  return [
    { status: 429, body: { message, retry_after: fault.retryAfterS, global: isGlobal } },
    {
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : bucket === null ? {} : bucketHeaders(bucket, 5, 0, fault.retryAfterS)),
      'x-ratelimit-scope': scope,
      ...(fault.header === false ? {} : { 'retry-after': String(Math.ceil(fault.retryAfterS)) }),
    },
  ]
}
