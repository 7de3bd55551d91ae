/** The JSON API's description, OpenAPI 3.1. What it says is held against real responses by tests/web/api.test.ts. */
import { LIMITS } from './limits.ts'
import { SCHEMAS, type Schema } from './openapi-schemas.ts'

type Parameter = {
  readonly name: string
  readonly in: 'query'
  readonly required: boolean
  readonly description: string
  readonly schema: Schema
}
type Media = Readonly<Record<string, { readonly schema: Schema }>>
type Header = { readonly description: string; readonly schema: Schema }
type Response = { readonly description: string; readonly headers?: Readonly<Record<string, Header>>; readonly content?: Media }
type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: true; readonly content: Media }
  readonly responses: Readonly<Record<string, Response>>
}
export type OpenApi = {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const JSON_TYPE = 'application/json'
const ref = (name: keyof typeof SCHEMAS): Schema => ({ $ref: `#/components/schemas/${name}` })
const media = (schema: Schema, type = JSON_TYPE): Media => ({ [type]: { schema } })

const QUESTION: Schema = { type: 'string', minLength: 1, maxLength: LIMITS.question }
const Q: Parameter = {
  name: 'q',
  in: 'query',
  required: true,
  description: 'A question in plain words, or a line such as `timeline Huawei`, `latest`, `compare Huawei`, `sources`.',
  schema: QUESTION,
}
const AFTER: Parameter = {
  name: 'after',
  in: 'query',
  required: false,
  description:
    'The question before it, as the answer to it says it was understood (`question`), where this one goes on from there: “and when?”.',
  schema: QUESTION,
}
const LIMIT: Schema = { type: 'integer', minimum: 1, maximum: LIMITS.mostFound, default: 10 }

const RATE: Readonly<Record<string, Header>> = {
  'RateLimit-Limit': { description: 'Requests a minute from one address.', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'How many are left.', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'Seconds until all are left again.', schema: { type: 'integer' } },
}
const AGAIN: Readonly<Record<string, Header>> = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } }
const fault = (description: string, headers?: Readonly<Record<string, Header>>): Response => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: media(ref('Fault')),
})

const FAULTS: Readonly<Record<string, Response>> = {
  400: fault('Something is missing, too long or no JSON; the message says what.'),
  421: fault('Asked under a name that is not one of this machine, where only this machine is served.'),
  429: fault('More than is answered in a minute was asked from this address.', { ...RATE, ...AGAIN }),
  500: fault('Our fault; it is in the log.'),
  503: fault('Too many questions wait.', AGAIN),
}
const BODY_FAULTS: Readonly<Record<string, Response>> = {
  413: fault(`The body has more than ${LIMITS.jsonBytes / 1024} kB.`),
  415: fault('The body is not application/json.'),
}
const MISUSE: Readonly<Record<string, Response>> = {
  422: fault('The line is understood, but has to be said otherwise; the message says how.'),
}

function answers(name: keyof typeof SCHEMAS, description: string): Readonly<Record<string, Response>> {
  return { 200: { description, headers: RATE, content: media(ref(name)) }, ...FAULTS }
}

function body(properties: Readonly<Record<string, Schema>>): { readonly required: true; readonly content: Media } {
  return { required: true, content: media({ type: 'object', required: ['q'], properties }) }
}

const PATHS: OpenApi['paths'] = {
  '/api/ask': {
    get: {
      operationId: 'ask',
      summary: 'Answers a question with sentences that stand in stored articles, word for word, or says that none does.',
      parameters: [Q, AFTER],
      responses: { ...answers('Answer', 'The answer, also where there is none (`verdict`).'), ...MISUSE },
    },
    post: {
      operationId: 'askByPost',
      summary: 'The same, with the question in the body.',
      requestBody: body({ q: QUESTION, after: { ...QUESTION, type: ['string', 'null'] } }),
      responses: { ...answers('Answer', 'The answer, also where there is none (`verdict`).'), ...MISUSE, ...BODY_FAULTS },
    },
  },
  '/api/search': {
    get: {
      operationId: 'search',
      summary: 'Passages of stored articles, best first.',
      parameters: [
        { ...Q, description: 'Words to look for.' },
        { name: 'limit', in: 'query', required: false, description: 'How many passages at most.', schema: LIMIT },
      ],
      responses: answers('Found', 'The passages; none where nothing fits.'),
    },
    post: {
      operationId: 'searchByPost',
      summary: 'The same, with the words in the body.',
      requestBody: body({ q: QUESTION, limit: { ...LIMIT, type: ['integer', 'null'] } }),
      responses: { ...answers('Found', 'The passages; none where nothing fits.'), ...BODY_FAULTS },
    },
  },
  '/api/suggest': {
    get: {
      operationId: 'suggest',
      summary: 'What completes a word, in the format of OpenSearch suggestions.',
      parameters: [{ ...Q, required: false, description: 'What is typed so far.' }],
      responses: {
        200: {
          description: 'What was typed, and what completes it.',
          headers: RATE,
          content: media(ref('Suggestions'), 'application/x-suggestions+json'),
        },
        ...FAULTS,
      },
    },
  },
}

export function openApi(version: string, origin: string): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Newsdesk',
      version,
      description:
        'Questions about the news. Every quotation is the exact text of a stored article: `body.slice(start, end)`, in UTF-16 units.',
    },
    servers: [{ url: origin }],
    paths: PATHS,
    components: { schemas: SCHEMAS },
  }
}
