/** The Socket Mode connection, kept up by us: the client, left to itself, gives up for good at the first refusal while it reconnects. */
import type { SocketModeReceiver } from '@slack/bolt'
import { described, isDeadToken, refusal } from './failure.ts'
import type { Pulse } from './health.ts'
import { backoff, pause, within } from './wait.ts'

type SocketClient = SocketModeReceiver['client']

/** From asking for an address to Slack's greeting. */
const GREETED_WITHIN_MS = 20_000
const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 60_000
/** A connection that ends sooner counts as a failure, so that a server which hangs up at once is not called without a pause. */
const STEADY_MS = 5_000
const CLOSE_MS = 5_000

export type Link = {
  /** Resolves when it is connected, or the first try failed; goes on trying until it is closed. */
  open(): Promise<void>
  close(): Promise<void>
}

/** `client` must not reconnect by itself (`autoReconnectEnabled: false`). */
export function openLink(client: SocketClient, pulse: Pulse, closing: AbortSignal): Link {
  let running: Promise<void> | null = null
  let ended: () => void = () => undefined
  client.on('disconnected', () => ended())

  const keepUp = async (firstDone: () => void): Promise<void> => {
    for (let failures = 0; !closing.aborted; ) {
      const startedMs = performance.now()
      const end = new Promise<void>((resolve) => {
        ended = resolve
      })
      const problem = await greeting(client, pulse)
      if (problem !== null && !closing.aborted) pulse.link('down', problem)
      if (problem === null && !closing.aborted) {
        pulse.link('connected')
        firstDone()
        await end
        if (!closing.aborted) pulse.link('connecting')
      } else await within(CLOSE_MS, client.disconnect())
      firstDone()
      failures = problem === null && performance.now() - startedMs >= STEADY_MS ? 0 : failures + 1
      // After a steady connection nothing is waited for: Slack asks for a new connection every few hours.
      if (failures > 0 && !(await pause(backoff(failures, FIRST_RETRY_MS, MAX_RETRY_MS), closing))) return
    }
  }
  return {
    open: () =>
      new Promise((resolve) => {
        running ??= keepUp(resolve)
      }),
    close: async () => {
      if (running !== null) await within(CLOSE_MS, Promise.all([client.disconnect(), running]))
    },
  }
}

/** null when Slack greeted; else why it did not, with the way out. */
async function greeting(client: SocketClient, pulse: Pulse): Promise<string | null> {
  const started = client.start()
  // Once it is given up on, what becomes of it is no news.
  started.catch(() => undefined)
  try {
    if ((await within(GREETED_WITHIN_MS, started)) !== null) return null
    throw new Error('Slack did not greet')
  } catch (thrown) {
    // The client rejects with nothing where the socket closes before the greeting.
    const error = thrown ?? new Error('the socket was closed before Slack greeted')
    pulse.failed(error)
    const code = refusal(error)
    if (isDeadToken(code)) return deadAppToken(code)
    if (code !== null)
      return `Slack refuses the connection (${code}): check that Socket Mode is on and that the app token has the scope connections:write. It is tried again.`
    return `Slack cannot be reached (${described(error)}): check the network of this machine and SLACK_API_URL. It is tried again.`
  }
}

function deadAppToken(code: string): string {
  return `Slack does not take the app token (${code}): make one with the scope connections:write on the app’s page “Basic Information”, “App-Level Tokens”, and set SLACK_APP_TOKEN to it.`
}
