/** The three standard streams and what the process is told, passed in so that a test can be a terminal. */
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'

export type Terminal = {
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined }
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Aborted by SIGINT and SIGTERM: finish what is being printed, then end. */
  readonly stop: AbortSignal
  /** Milliseconds of a clock that only goes forward. */
  nowMs(): number
}

/** Writes, and waits while the reader at the other end is slower. A reader that left (EPIPE) ends the process in `main.ts`. */
export async function print(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}
