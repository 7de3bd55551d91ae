/** What a request says → values, each within its bound. What is beyond it is refused in plain words. */
import type { IncomingMessage } from 'node:http'
import { safe } from '../../src/answer.ts'
import type { Range } from './host.ts'
import { LIMITS } from './limits.ts'
import { unsegment } from './links.ts'
import { badRequest, Gone, notFound, Refusal } from './refusal.ts'

export type Question = { readonly q: string; readonly after: string | null }

const WAY_IN = '/newsroom'
const RANGE = /^(\d{1,9})-(\d{1,9})$/
const SECRET = /^[\w-]{1,64}$/
/** A token that the operator chose may have other characters. */
const TOKEN_LENGTH = 1_000
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

/** Without a question, `q` is ''. */
export function questionIn(params: URLSearchParams): Question {
  return { q: textIn(params.get('q')), after: textIn(params.get('after')) || null }
}

/** A line of a reader: white space and controls become harmless here, once. */
export function textIn(text: string | null): string {
  const given = text ?? ''
  if (given.length > LIMITS.question)
    throw badRequest(
      `A question has at most ${LIMITS.question.toLocaleString('en')} characters; this one has ${given.length.toLocaleString('en')}. Please ask it shorter.`,
    )
  return safe(given).trim()
}

/** `s=12-80&s=90-120`: what cannot be read marks nothing. In the order of the text. */
export function rangesIn(params: URLSearchParams): readonly Range[] {
  const given = params.getAll('s').slice(0, LIMITS.passages)
  const ranges = given.flatMap((text) => {
    const [, start, end] = RANGE.exec(text) ?? []
    return start === undefined || end === undefined || Number(start) >= Number(end) ? [] : [{ start: Number(start), end: Number(end) }]
  })
  return ranges.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/** The name or the id in an address, decoded already. */
export function nameIn(segment: string): string {
  const name = unsegment(segment)
  if (name.trim() === '' || name.length > LIMITS.name) throw notFound()
  return name
}

export function pageIn(params: URLSearchParams): number {
  return wholeIn(params.get('page'), 1, LIMITS.pages) ?? 1
}

export function digestIn(segment: string): number {
  const id = wholeIn(segment, 1, Number.MAX_SAFE_INTEGER)
  if (id === null) throw notFound()
  return id
}

/** null: absent, or no whole number within the bounds. */
export function wholeIn(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,16}$/.test(text)) return null
  const value = Number(text)
  return value >= least && value <= most ? value : null
}

/** An opaque text of ours, such as the key of a feed; null: it cannot be one. */
export function secretIn(text: string | null): string | null {
  return text !== null && SECRET.test(text) ? text : null
}

/** What was typed as the operator's token; null: nothing, or what cannot be one. */
export function tokenIn(text: string | null): string | null {
  const token = text?.trim() ?? ''
  return token === '' || token.length > TOKEN_LENGTH ? null : token
}

/** `Authorization: Bearer …`. */
export function bearerIn(header: string | undefined): string | null {
  return tokenIn(/^bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null)
}

/** Where somebody wanted to go who has to sign in first: a page of the newsroom, nothing else; else its first one. */
export function wayBackIn(text: string | null | undefined): string {
  const way = text ?? ''
  return way.length <= LIMITS.name && /^\/newsroom(?:\/[\w-]+)*$/.test(way) && !way.startsWith('/newsroom/sign-') ? way : WAY_IN
}

/** A path can be decoded: `%E0%A4` and `%zz` cannot. */
export function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}

export async function formOf(incoming: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await bodyOf(incoming, FORM, LIMITS.formBytes))
}

/** An object; what else is JSON is refused. */
export async function jsonOf(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const text = await bodyOf(incoming, JSON_TYPE, LIMITS.jsonBytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw badRequest(`The body is no JSON: ${safe((error as Error).message)}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('The body is no JSON object.')
  return value as Record<string, unknown>
}

/** The text of a member of a JSON object; null: absent. */
export function memberText(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name] ?? null
  if (value !== null && typeof value !== 'string') throw badRequest(`“${name}” is no text.`)
  return value
}

/** Never more than `most` bytes of it are held; what comes after is let go by the server, within its own bound. */
async function bodyOf(incoming: IncomingMessage, type: string, most: number): Promise<string> {
  const given = (incoming.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (given !== type) throw new Refusal(415, 'That cannot be read', `What is sent here has to be ${type}.`)
  if (incoming.headers['content-encoding'] !== undefined)
    throw new Refusal(415, 'That cannot be read', 'What is sent here must not be compressed.')
  const tooLarge = new Refusal(413, 'Too much', `What is sent here may have ${most / 1024} kB at most. Please send less.`)
  if (Number(incoming.headers['content-length'] ?? 0) > most) throw tooLarge
  const chunks: Buffer[] = []
  let bytes = 0
  await new Promise<void>((resolve, reject) => {
    const done = (error: Error | null) => {
      for (const [event, listener] of Object.entries(listeners)) incoming.off(event, listener)
      if (error === null) resolve()
      else reject(error)
    }
    const listeners = {
      data: (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > most) done(tooLarge)
        else chunks.push(chunk)
      },
      end: () => done(null),
      error: () => done(new Gone()),
      close: () => done(new Gone()),
    }
    for (const [event, listener] of Object.entries(listeners)) incoming.on(event, listener)
  })
  return Buffer.concat(chunks).toString('utf8')
}
