import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { openApi } from '../../adapters/web/openapi.ts'
import { BODY, BROKEN } from './invented-host.ts'
import { JSON_BODY, openRoom, type TestRoom } from './rooms.ts'

const DOCUMENT = openApi('1.0.0', 'http://127.0.0.1:4321')

const local = (schema: unknown) => JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', 'newsdesk:'))
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, formats: { uri: (text: string) => URL.canParse(text) } })
for (const [name, schema] of Object.entries(DOCUMENT.components.schemas)) ajv.addSchema(local(schema), `newsdesk:${name}`)
const compiled = new Map<string, ValidateFunction>()

/** The schema of one response as the document says it, with all the others that it refers to. */
function schemaOf(path: string, method: string, status: number, type: string): ValidateFunction {
  const schema = DOCUMENT.paths[path]?.[method]?.responses[String(status)]?.content?.[type]?.schema
  if (schema === undefined) throw new Error(`${method} ${path} is not said to answer ${status} with ${type}`)
  const key = JSON.stringify(schema)
  const known = compiled.get(key) ?? ajv.compile(local(schema))
  compiled.set(key, known)
  return known
}

async function checked(path: string, method: string, got: Response): Promise<unknown> {
  const value: unknown = await got.json()
  const valid = schemaOf(path, method, got.status, got.headers.get('Content-Type')?.split(';')[0] ?? '')
  expect({ ok: valid(value), errors: valid.errors }, JSON.stringify(value).slice(0, 500)).toEqual({ ok: true, errors: null })
  const told = Object.keys(DOCUMENT.paths[path]?.[method]?.responses[String(got.status)]?.headers ?? {})
  for (const name of told) expect(got.headers.get(name), name).toMatch(/^\d+$/)
  return value
}

const get = async (room: TestRoom, path: string, query = '') => {
  const got = await room.get(`${path}${query}`)
  return { status: got.status, value: (await checked(path, 'get', got)) as Record<string, never> }
}
const post = async (room: TestRoom, path: string, body: unknown, headers: Readonly<Record<string, string>> = JSON_BODY) => {
  const got = await room.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body), headers)
  return { status: got.status, value: (await checked(path, 'post', got)) as Record<string, never> }
}

describe('the document', () => {
  test('is OpenAPI 3.1: every reference leads somewhere, every operation has a name of its own', () => {
    const text = JSON.stringify(DOCUMENT)
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, name = '']) => name)
    expect(refs.length).toBeGreaterThan(10)
    for (const name of refs) expect(Object.keys(DOCUMENT.components.schemas)).toContain(name.replace('#/components/schemas/', ''))
    for (const name of Object.keys(DOCUMENT.components.schemas))
      expect(refs, `${name} is described and never sent`).toContain(`#/components/schemas/${name}`)
    const operations = Object.values(DOCUMENT.paths).flatMap((ways) => Object.entries(ways))
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length)
    for (const [method, operation] of operations) {
      expect(['get', 'post']).toContain(method)
      expect(method === 'post').toBe(operation.requestBody !== undefined)
      for (const [status, { description }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[2-5]\d\d$/)
        expect(description).not.toBe('')
      }
      for (const parameter of operation.parameters ?? []) expect(parameter.in).toBe('query')
    }
  })
  test('every schema of it can be compiled', () => {
    for (const [path, ways] of Object.entries(DOCUMENT.paths))
      for (const [method, { responses }] of Object.entries(ways))
        for (const [status, { content }] of Object.entries(responses))
          for (const type of Object.keys(content ?? {})) schemaOf(path, method, Number(status), type)
  })
  test('is served as it is, with the address that was asked', async () => {
    const room = await openRoom()
    const got = await room.get('/api/openapi.json')
    expect(await got.json()).toEqual(JSON.parse(JSON.stringify(openApi('9.9.9', room.address))))
    expect((await room.get('/api/openapi.json', { 'If-None-Match': got.headers.get('ETag') ?? '' })).status).toBe(304)
  })
})

describe('/api/ask', () => {
  test('answers with quotations that stand where they say, and addresses of both', async () => {
    const room = await openRoom()
    const { status, value } = await get(room, '/api/ask', '?q=When+will+it+close%3F')
    expect(status).toBe(200)
    const { quotes, sources, followUps, page } = value as unknown as {
      quotes: { text: string; start: number; end: number; passage: string; source: number }[]
      sources: { n: number; url: string | null; passage: string }[]
      followUps: { question: string; page: string | null }[]
      page: string
    }
    expect(quotes.map(({ start, end }) => BODY.slice(start, end))).toEqual(quotes.map(({ text }) => text))
    expect(quotes[0]).toMatchObject({ source: 1, passage: `${room.address}/article/mill-1?s=0-52#passage` })
    expect(sources.map(({ url }) => url)).toEqual(['https://courier.example/mills?a=1&b=2', null, 'https://ledger.example/310'])
    expect(sources[0]?.passage).toBe(`${room.address}/article/mill-1?s=0-52#passage`)
    expect(sources[1]?.passage).toBe(`${room.address}/article/mill-2`)
    expect(followUps.map((one) => one.page)).toEqual([
      `${room.address}/ask?q=timeline+Harbor+Mills`,
      `${room.address}/feed?q=Harbor+Mills`,
      null,
    ])
    expect((await room.get(page.slice(room.address.length))).status).toBe(200)
  })
  test('goes on from the question before, by GET and by POST', async () => {
    const room = await openRoom()
    expect((await get(room, '/api/ask', '?q=And+when%3F&after=Harbor')).value.question).toBe('And when? (Harbor)')
    expect((await post(room, '/api/ask', { q: 'And when?', after: 'Harbor' })).value.question).toBe('And when? (Harbor)')
    expect((await post(room, '/api/ask', { q: 'And when?', after: null })).value.question).toBe('And when?')
    // One answer for the same question, however it comes.
    expect(room.asked).toEqual(['And when?', 'And when?'])
  })
  test('says what is wrong, in the same shape', async () => {
    const room = await openRoom()
    expect((await get(room, '/api/ask', '?q=nothing+at+all')).value).toMatchObject({ verdict: 'unanswered', quotes: [] })
    expect(await get(room, '/api/ask', '?q=misuse')).toEqual({
      status: 422,
      value: { error: { code: 'misuse', message: 'misuse Ask it otherwise: give a name.' } },
    })
    expect((await get(room, '/api/ask', '?q=failed')).status).toBe(500)
    expect(await get(room, '/api/ask', `?q=${BROKEN}`)).toMatchObject({ status: 500, value: { error: { code: 'failed' } } })
    for (const query of ['', '?q=', '?q=+', `?q=${'x'.repeat(2_001)}`, `?q=a&after=${'x'.repeat(2_001)}`])
      expect(await get(room, '/api/ask', query), query.slice(0, 20)).toMatchObject({
        status: 400,
        value: { error: { code: 'bad_request' } },
      })
    for (const body of ['', '{', '[]', '"q"', 'null', '{"q":1}', '{"after":"x"}', { q: 'x'.repeat(2_001) }, { q: 'a', after: {} }])
      expect((await post(room, '/api/ask', body)).status, JSON.stringify(body).slice(0, 20)).toBe(400)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])
      expect((await post(room, '/api/ask', { q: 'a' }, { 'Content-Type': type })).status, type).toBe(415)
    expect((await post(room, '/api/ask', { q: 'a' }, { ...JSON_BODY, 'Content-Encoding': 'gzip' })).status).toBe(415)
    const none = await room.get('/api/nothing')
    expect([none.status, await none.json()]).toMatchObject([404, { error: { code: 'not_found' } }])
    const wrong = await room.send('DELETE', '/api/ask')
    expect([wrong.status, wrong.headers.get('Allow'), await wrong.json()]).toMatchObject([
      405,
      'GET, HEAD, POST',
      { error: { code: 'method_not_allowed' } },
    ])
  })
  test('no control of a question reaches the newsroom', async () => {
    const room = await openRoom()
    await post(room, '/api/ask', { q: ' a\u0000b\n\u202ec\ud800 ' })
    expect(room.asked).toEqual(['a␀b \ufffdc\ufffd'])
  })
})

describe('/api/search and /api/suggest', () => {
  test('passages, as many as are asked for', async () => {
    const room = await openRoom()
    const { value } = await get(room, '/api/search', '?q=mill&limit=2')
    expect(value).toMatchObject({
      query: 'mill',
      passages: [{ id: 'mill-1', passage: `${room.address}/article/mill-1?s=0-52#passage` }, { id: 'mill-2' }],
    })
    expect((await post(room, '/api/search', { q: 'mill', limit: 1 })).value.passages).toHaveLength(1)
    expect((await post(room, '/api/search', { q: 'mill' })).value.passages).toHaveLength(3)
    expect((await get(room, '/api/search', '?q=nothing')).value.passages).toEqual([])
    for (const limit of ['0', '101', '-1', '1.5', 'x', '', '1e1'])
      expect((await get(room, '/api/search', `?q=a&limit=${limit}`)).status, limit).toBe(400)
    for (const limit of [0, 101, 1.5, '5', true])
      expect((await post(room, '/api/search', { q: 'a', limit })).status, String(limit)).toBe(400)
    expect((await get(room, '/api/search')).status).toBe(400)
  })
  test('what completes a word, as browsers read it', async () => {
    const room = await openRoom()
    expect((await get(room, '/api/suggest', '?q=har')).value).toEqual(['har', ['Harbor Mills']])
    expect((await get(room, '/api/suggest')).value).toEqual(['', []])
  })
})

describe('scripts of other sites', () => {
  const ORIGIN = 'https://paper.example'
  test('may read the API only where they are named', async () => {
    const room = await openRoom({ origins: [ORIGIN] })
    const named = await room.get('/api/ask?q=a', { Origin: ORIGIN })
    expect(named.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN)
    expect(named.headers.get('Vary')).toContain('Origin')
    expect(named.headers.get('Access-Control-Expose-Headers')).toContain('RateLimit-Remaining')
    expect(named.headers.has('Access-Control-Allow-Credentials')).toBe(false)
    for (const origin of ['https://other.example', 'null', `${ORIGIN}.other.example`, `${ORIGIN}:8443`])
      expect((await room.get('/api/ask?q=a', { Origin: origin })).headers.has('Access-Control-Allow-Origin'), origin).toBe(false)
    for (const path of ['/', '/feed?q=a', '/metrics', '/newsroom'])
      expect((await room.get(path, { Origin: ORIGIN })).headers.has('Access-Control-Allow-Origin'), path).toBe(false)
    expect((await room.get('/api/ask', { Origin: ORIGIN })).headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN)
  })
  test('ask first what they may', async () => {
    const room = await openRoom({ origins: [ORIGIN] })
    const asked = { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' }
    const got = await room.send('OPTIONS', '/api/ask', undefined, asked)
    expect([got.status, got.headers.get('Access-Control-Allow-Origin'), got.headers.get('Access-Control-Allow-Methods')]).toEqual([
      204,
      ORIGIN,
      'GET,POST',
    ])
    expect(got.headers.get('Access-Control-Allow-Headers')).toBe('Content-Type')
    expect(
      (await room.send('OPTIONS', '/api/ask', undefined, { ...asked, Origin: 'https://other.example' })).headers.has(
        'Access-Control-Allow-Origin',
      ),
    ).toBe(false)
    expect((await (await openRoom()).send('OPTIONS', '/api/ask', undefined, asked)).status).toBe(405)
  })
})
