/** What is not done, said once: the pages show title and text, programs get the code and the text. */

/** Of a response; one that Hono may show a body with. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 408 | 413 | 415 | 421 | 422 | 429 | 431 | 500 | 503

const CODES: Readonly<Record<RefusalStatus, string>> = {
  400: 'bad_request',
  401: 'sign_in',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'too_slow',
  413: 'too_large',
  415: 'wrong_type',
  421: 'wrong_host',
  422: 'misuse',
  429: 'too_many',
  431: 'too_large',
  500: 'failed',
  503: 'busy',
}

/** `message` is for the reader, in plain words with the way out. */
export class Refusal extends Error {
  readonly status: RefusalStatus
  readonly title: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: RefusalStatus, title: string, text: string, headers: Readonly<Record<string, string>> = {}) {
    super(text)
    this.name = 'Refusal'
    this.status = status
    this.title = title
    this.headers = headers
  }

  get code(): string {
    return CODES[this.status]
  }
}

/** Nobody is there any more to be answered. */
export class Gone extends Error {
  constructor() {
    super('the client has gone away')
    this.name = 'Gone'
  }
}

export const notFound = (text = 'There is nothing at this address. It may have been mistyped, or what stood here is gone.'): Refusal =>
  new Refusal(404, 'Not found', text)

export const badRequest = (text: string): Refusal => new Refusal(400, 'That cannot be read', text)

export const tooMany = (seconds: number, headers: Readonly<Record<string, string>> = {}): Refusal =>
  new Refusal(
    429,
    'One moment, please',
    `More was asked from your address than is answered in a minute. Please come again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
    { ...headers, 'Retry-After': String(seconds) },
  )

export const busy = (seconds: number): Refusal =>
  new Refusal(503, 'Busy', 'Very many questions are being answered at this moment. Please come again in a few seconds.', {
    'Retry-After': String(seconds),
  })

export const wrongMethod = (allowed: readonly string[]): Refusal =>
  new Refusal(405, 'Not done here', `This address takes ${allowed.join(', ')} only.`, { Allow: allowed.join(', ') })
