/** The way out to the web, as the intake sees it: polite, bounded, and never into the own network. */

export type FetchRequest = {
  readonly url: string
  /** Of what kind is wanted: decides the `Accept` header and the cap of bytes. */
  readonly want: 'feed' | 'page'
  readonly etag?: string | null
  readonly lastModified?: string | null
  readonly stop?: AbortSignal | undefined
}
export type Fetched =
  | {
      readonly kind: 'fetched'
      /** After all redirects. */
      readonly url: string
      /** Where the address has moved for good: the end of the permanent redirects that it began with; null where it has not. */
      readonly movedTo: string | null
      /** Unpacked. */
      readonly bytes: Uint8Array
      readonly contentType: string | null
      readonly etag: string | null
      readonly lastModified: string | null
      /** `Cache-Control: max-age`, `Expires`: not worth asking again before; null where it isn't said. */
      readonly freshMs: number | null
    }
  | { readonly kind: 'unchanged'; readonly freshMs: number | null }
  | {
      readonly kind: 'failed'
      readonly fault: FetchFault
      /** For a person: what is wrong and where, one sentence. */
      readonly reason: string
      /** It may be better then, and not before (Retry-After, a host's limit, a server's fault of its own); null where nothing is said. */
      readonly retryMs: number | null
    }
/**
 * `address`: not a public address, not http(s), or a port that is no web server's; `robots`: robots.txt forbids it; `gone`: 404, 410; `status`: another refusal;
 * `later`: 429, 503, or the host's turn is too far off; `name`: no such host; `connect`, `tls`, `time`, `size`, `redirects`, `garbled` (headers, compression);
 * `stopped`: `stop` was aborted.
 */
export type FetchFault =
  | 'address'
  | 'robots'
  | 'gone'
  | 'status'
  | 'later'
  | 'name'
  | 'connect'
  | 'tls'
  | 'time'
  | 'size'
  | 'redirects'
  | 'garbled'
  | 'stopped'
export type Fetcher = {
  /** Never throws on what the world does; ends within its deadline, its wait for the host's turn included. */
  get(request: FetchRequest): Promise<Fetched>
  close(): Promise<void>
}

/** One request and its answer, no redirect followed: what politeness stands over. The real one is `transport.ts`; a simulation has its own. */
export type Transport = {
  request(hop: Hop): Promise<HopAnswer>
  close(): Promise<void>
}
export type Hop = {
  readonly url: URL
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Past it the body is broken off, after unpacking; what is then thrown is a HopError `size`. */
  readonly maxBytes: number
  /** What is past `maxBytes` is left away instead of being an error: so robots.txt is read. */
  readonly cuts?: boolean
  /** Of the whole exchange, from the look-up of the name to the last byte. */
  readonly timeoutMs: number
  readonly stop?: AbortSignal | undefined
}
export type HopAnswer = {
  readonly status: number
  /** Names in lower case, of several of one name the first. */
  readonly headers: Readonly<Record<string, string>>
  /** Unpacked; empty where the status is not 200. */
  readonly bytes: Uint8Array
}
/** What ends one request: thrown by a Transport. */
export class HopError extends Error {
  override readonly name = 'HopError'
  readonly fault: FetchFault
  constructor(fault: FetchFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
  }
}
/** Time as politeness needs it; a simulation has its own. */
export type FetchClock = {
  now(): Date
  /** Rejects with the signal's reason where it is aborted. */
  wait(ms: number, stop?: AbortSignal): Promise<void>
}
