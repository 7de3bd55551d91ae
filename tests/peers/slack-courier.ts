/** Brings what happened to the app, over Socket Mode or as signed requests, and brings it again where nobody acknowledged it. */
import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { type Acknowledgement, type DeliveryOptions, type Fields, isFields } from './slack-contract.ts'
import type { Platform } from './slack-platform.ts'
import type { Sockets } from './slack-socket.ts'

export type Parcel = {
  readonly kind: 'events_api' | 'slash_commands' | 'interactive'
  readonly payload: Fields
  readonly eventId: string | null
  readonly signature: NonNullable<DeliveryOptions['signature']>
  readonly ackWithinMs: number
}
export type BareParcel = Omit<Parcel, 'ackWithinMs' | 'signature'>
export type Courier = {
  /** How the first attempt ended. Rejects where nobody listens for 30 s. */
  deliver(parcel: BareParcel, options: DeliveryOptions): Promise<Acknowledgement>
  /** The same where somebody listens, and nothing else: for what nobody waits for. */
  tell(parcel: BareParcel): void
  deliverTo(url: string | null): void
  verifyUrl(): Promise<boolean>
  close(): void
}
type Rounds = {
  readonly platform: Platform
  readonly sockets: Sockets
  readonly timers: Set<NodeJS.Timeout>
  readonly waits: Set<() => void>
  target: string | null
  closed: boolean
}

const ACK_WITHIN_MS = 3000
const RETRY_AFTER_MS = [0, 60_000, 300_000]
const LISTENER_WITHIN_MS = 30_000
const OLD_S = 600
const MAX_ANSWER_BYTES = 1_000_000

export function openCourier(platform: Platform, sockets: Sockets): Courier {
  const rounds: Rounds = { platform, sockets, timers: new Set(), waits: new Set(), target: null, closed: false }
  const deliver: Courier['deliver'] = async (bare, options) => {
    const ackWithinMs = platform.options.ackWithinMs ?? ACK_WITHIN_MS
    const parcel = { ...bare, ackWithinMs, signature: options.signature ?? 'good' }
    const ack = await attempt(rounds, parcel, options.retryNum ?? 0, options.retryNum === undefined ? '' : 'timeout')
    if (ack.how === 'refused') throw new Error(`nobody listened to Slack for ${LISTENER_WITHIN_MS / 1000} s, or it was closed`)
    if (parcel.kind === 'events_api' && options.retries !== false && options.retryNum === undefined) redeliver(rounds, parcel, 1, ack)
    return ack
  }
  return {
    deliver,
    tell(parcel) {
      if (rounds.closed || !isHeard(rounds)) return
      deliver(parcel, {}).catch((error: unknown) => fail(rounds, error))
    },
    deliverTo(url) {
      rounds.target = url
      platform.changed()
    },
    async verifyUrl() {
      if (rounds.target === null) throw new Error('say deliverTo(url) first')
      const challenge = crypto.randomUUID()
      const payload = { token: platform.verificationToken, challenge, type: 'url_verification' }
      const parcel: Parcel = { kind: 'events_api', payload, eventId: null, signature: 'good', ackWithinMs: ACK_WITHIN_MS }
      const { ok, body } = await knock(platform, rounds.target, parcel, 0, '')
      return ok && (body === challenge || (isFields(body) && body.challenge === challenge))
    },
    close() {
      rounds.closed = true
      for (const timer of rounds.timers) clearTimeout(timer)
      for (const wake of rounds.waits) wake()
    },
  }
}

const isHeard = ({ target, sockets }: Rounds) => target !== null || sockets.connected > 0

function fail(rounds: Rounds, error: unknown): void {
  if (!rounds.closed) rounds.platform.failures.push(error as Error)
}

function later(rounds: Rounds, ms: number, then: () => void): void {
  const timer = setTimeout(() => {
    rounds.timers.delete(timer)
    then()
  }, ms)
  rounds.timers.add(timer)
}

/** Until somebody listens; false = not within the bound, or closed. */
function listener(rounds: Rounds): Promise<boolean> {
  const { platform, waits } = rounds
  if (isHeard(rounds) || rounds.closed) return Promise.resolve(!rounds.closed)
  return new Promise((resolve) => {
    const end = (found: boolean) => {
      platform.watchers.delete(look)
      waits.delete(look)
      resolve(found)
    }
    const look = () => {
      if (isHeard(rounds) || rounds.closed) end(!rounds.closed)
    }
    platform.watchers.add(look)
    waits.add(look)
    later(rounds, LISTENER_WITHIN_MS, () => end(false))
  })
}

async function attempt(rounds: Rounds, parcel: Parcel, retryNum: number, reason: string): Promise<Acknowledgement> {
  if (!(await listener(rounds))) return refusedBy(parcel, retryNum)
  const { target, platform, sockets } = rounds
  return target === null ? sockets.carry(parcel, retryNum, reason) : knock(platform, target, parcel, retryNum, reason)
}

function reasonOf({ how }: Acknowledgement, isHttp: boolean): string {
  if (how === 'timeout') return isHttp ? 'http_timeout' : 'timeout'
  return how === 'closed' || how === 'refused' ? 'connection_failed' : 'http_error'
}

function redeliver(rounds: Rounds, parcel: Parcel, retryNum: number, before: Acknowledgement): void {
  const wait = (rounds.platform.options.retryAfterMs ?? RETRY_AFTER_MS)[retryNum - 1]
  if (rounds.closed || wait === undefined || before.ok || isFinal(before)) return
  later(rounds, wait, () => {
    attempt(rounds, parcel, retryNum, reasonOf(before, rounds.target !== null))
      .then((ack) => redeliver(rounds, parcel, retryNum + 1, ack))
      .catch((error: unknown) => fail(rounds, error))
  })
}

/** An attempt that found nobody. */
export function refusedBy(parcel: Parcel, retryNum: number): Acknowledgement {
  return { ok: false, how: 'refused', eventId: parcel.eventId, retryNum, body: null, tookMs: 0 }
}

/** The app asked not to be told again. */
const isFinal = ({ body }: Acknowledgement) => isFields(body) && body.noRetry === true

/** One signed request; any 2xx in time acknowledges. */
function knock(platform: Platform, url: string, parcel: Parcel, retryNum: number, reason: string): Promise<Acknowledgement> {
  const { kind, payload } = parcel
  const text =
    kind === 'events_api'
      ? JSON.stringify(payload)
      : new URLSearchParams(kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>)).toString()
  const headers = {
    'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(text)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...signed(platform, text, parcel.signature),
    ...(retryNum > 0 ? { 'x-slack-retry-num': String(retryNum), 'x-slack-retry-reason': reason } : {}),
  }
  const began = performance.now()
  return new Promise((resolve) => {
    const end = (ok: boolean, how: Acknowledgement['how'], body: unknown) =>
      resolve({ ok, how, eventId: parcel.eventId, retryNum, body, tookMs: performance.now() - began })
    const outgoing = request(url, { method: 'POST', headers, agent: false, timeout: parcel.ackWithinMs }, (response) => {
      const parts: Buffer[] = []
      let bytes = 0
      response.on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes <= MAX_ANSWER_BYTES) parts.push(part)
      })
      response.on('end', () => {
        const status = response.statusCode ?? 0
        const ok = status >= 200 && status < 300
        const body = response.headers['x-slack-no-retry'] === '1' ? { noRetry: true } : jsonOr(Buffer.concat(parts).toString('utf8'))
        end(ok, ok ? 'acknowledged' : status, body)
      })
      response.on('error', () => end(false, 'closed', null))
    })
    outgoing.on('timeout', () => {
      end(false, 'timeout', null)
      outgoing.destroy()
    })
    outgoing.on('error', () => end(false, 'closed', null))
    outgoing.end(text)
  })
}

/** What shows that it is Slack who speaks. Signed by the real clock, by which the other side checks it. */
function signed(platform: Platform, text: string, how: Parcel['signature']): Record<string, string> {
  if (how === 'missing') return {}
  const timestamp = Math.floor(Date.now() / 1000) - (how === 'old' ? OLD_S : 0)
  const key = how === 'wrong' ? 'not the secret' : platform.signingSecret
  const signature = createHmac('sha256', key).update(`v0:${timestamp}:${text}`).digest('hex')
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
