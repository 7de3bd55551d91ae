/** The bounds of intake: past them a file is refused with the bound in the message, never read in part. */
export type Limits = {
  /** Bytes of one Markdown, HTML or dump file once unpacked: these are read whole. */
  readonly wholeFileBytes: number
  /** Bytes of one HTML page: taking a page apart costs more than reading text. */
  readonly htmlBytes: number
  /** Bytes of one JSONL file once unpacked: it is streamed, so this bounds time, not memory. */
  readonly streamedBytes: number
  /** Bytes of one line of a JSONL file. */
  readonly lineBytes: number
  /** UTF-16 units of one article's body. */
  readonly bodyLength: number
  /** Articles of one file. */
  readonly articles: number
  /** How many times larger than its packed size a gzip may become; prose packs at 3–10, a bomb at about 1,000. */
  readonly unpackRatio: number
}

export const LIMITS: Limits = {
  wholeFileBytes: 20_000_000,
  htmlBytes: 5_000_000,
  streamedBytes: 4_000_000_000,
  lineBytes: 8_000_000,
  bodyLength: 2_000_000,
  articles: 2_000_000,
  unpackRatio: 200,
}

/** 20,000,000 → “20 MB”. */
export function inBytes(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${round(bytes / 1_000_000_000)} GB`
  if (bytes >= 1_000_000) return `${round(bytes / 1_000_000)} MB`
  if (bytes >= 1_000) return `${round(bytes / 1_000)} kB`
  return `${bytes} bytes`
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}
