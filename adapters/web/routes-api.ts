/** The JSON API: the same answers for programs. Scripts of other sites may read it only where the settings name them. */
import type { Hono } from 'hono'
import { cors } from 'hono/cors'
import { answerJson, foundJson, saidIn } from './api.ts'
import { type Asking, charge, type Desk, type Env, originFor, paramsOf } from './desk.ts'
import { etagOf, isKnown, KEEP } from './headers.ts'
import { openApi } from './openapi.ts'
import type { Rate } from './rates.ts'
import { jsonOf, memberText, type Question, questionIn, textIn, wholeIn } from './read.ts'
import { badRequest, Refusal } from './refusal.ts'
import { keyOf, readQuestion, search } from './routes-reading.ts'
import type { Ways } from './ways.ts'

type Search = { readonly q: string; readonly limit: number }

const SUGGESTIONS = 'application/x-suggestions+json; charset=utf-8'
const FOUND = 10
const PREFLIGHT_S = 600
const TOLD = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'Retry-After']

/** Without an origin in the settings there is no such header at all; credentials never. */
export function openCors(app: Hono<Env>, { host }: Desk): void {
  const { origins } = host.settings
  if (origins.length === 0) return
  app.use(
    '/api/*',
    cors({ origin: [...origins], allowMethods: ['GET', 'POST'], allowHeaders: ['Content-Type'], exposeHeaders: TOLD, maxAge: PREFLIGHT_S }),
  )
}

export function apiWays(desk: Desk): Ways {
  const { host, limits } = desk

  async function ask(c: Asking, { q, after }: Question): Promise<Response> {
    if (q === '') throw badRequest('“q” is missing: the question.')
    const { outcome } = await readQuestion(desk, q, after, c.req.raw.signal)
    if (outcome.kind === 'failed') throw new Refusal(500, 'That went wrong', saidIn(outcome.answer))
    if (outcome.kind === 'misuse') throw new Refusal(422, 'Say it otherwise', saidIn(outcome.answer))
    return json(c, answerJson({ outcome }, { q, after, origin: originFor(c, desk) }))
  }

  async function found(c: Asking, { q, limit }: Search): Promise<Response> {
    if (q === '') throw badRequest('“q” is missing: what to look for.')
    return json(c, foundJson(q, await search(desk, q, limit, c.req.raw.signal), originFor(c, desk)))
  }

  function limitIn(text: string | null): number {
    const limit = text === null ? FOUND : wholeIn(text, 1, limits.mostFound)
    if (limit === null) throw badRequest(`“limit” is a whole number from 1 to ${limits.mostFound}.`)
    return limit
  }

  return {
    '/api/ask': {
      get: (c) => {
        told(c, desk, 'questions')
        return ask(c, questionIn(paramsOf(c)))
      },
      post: async (c) => {
        told(c, desk, 'questions')
        const body = await jsonOf(c.env.incoming)
        return ask(c, { q: textIn(memberText(body, 'q')), after: textIn(memberText(body, 'after')) || null })
      },
    },
    '/api/search': {
      get: (c) => {
        told(c, desk, 'questions')
        const params = paramsOf(c)
        return found(c, { q: questionIn(params).q, limit: limitIn(params.get('limit')) })
      },
      post: async (c) => {
        told(c, desk, 'questions')
        const body = await jsonOf(c.env.incoming)
        const limit = body.limit ?? null
        if (limit !== null && typeof limit !== 'number') throw badRequest('“limit” is no number.')
        return found(c, { q: textIn(memberText(body, 'q')), limit: limitIn(limit === null ? null : String(limit)) })
      },
    },
    '/api/suggest': {
      get: async (c) => {
        told(c, desk, 'looks')
        const { q } = questionIn(paramsOf(c))
        const words = q === '' ? [] : await desk.turns.take(keyOf('suggest', q), c.req.raw.signal, () => host.suggest(q), true)
        return json(c, [q, words], SUGGESTIONS)
      },
    },
    '/api/openapi.json': {
      get: (c) => {
        const text = JSON.stringify(openApi(host.version, originFor(c, desk)))
        c.header('ETag', etagOf(text))
        c.header('Cache-Control', KEEP.asked)
        return isKnown(etagOf(text), c.req.header('If-None-Match')) ? c.body(null, 304) : c.body(text, 200, { 'Content-Type': JSON_TYPE })
      },
    },
  }
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** Counts it, and tells how much is left: also where nothing is. */
function told(c: Asking, desk: Desk, what: 'questions' | 'looks'): void {
  const rate: Rate = desk.rates[what]
  c.header('RateLimit-Limit', String(rate.perMinute))
  const taken = charge(c, desk, what)
  c.header('RateLimit-Remaining', String(taken.remaining))
  c.header('RateLimit-Reset', String(taken.resetS))
}

function json(c: Asking, value: unknown, type = JSON_TYPE): Response {
  c.header('Cache-Control', KEEP.own)
  return c.body(JSON.stringify(value), 200, { 'Content-Type': type })
}
