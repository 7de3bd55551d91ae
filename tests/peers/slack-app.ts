/** The real @slack/bolt, pointed at the peer: a client to try the peer with. It hears everything and answers only where a test says so. */
import { App, HTTPReceiver, type HTTPReceiverOptions, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt'
import type { SlackPeer } from './slack-peer.ts'

export type Heard = { readonly kind: string; readonly body: Record<string, unknown>; readonly retryNum: number | undefined }
export type TrialApp = {
  readonly app: App
  /** All that arrived, oldest first. */
  readonly heard: Heard[]
  /** Of Bolt and its clients. */
  readonly errors: unknown[]
  /** HTTP only. */
  readonly url: string
  close(): Promise<void>
}
type TrialOptions = {
  readonly mode: 'socket' | 'http'
  /** false: leaves slash commands and presses unacknowledged. */
  readonly acknowledges?: boolean
  readonly receiver?: Partial<HTTPReceiverOptions>
  readonly installed?: boolean
}

/** A client of the Web API that tries nothing twice. `token`: null = none. */
export function webClient(peer: SlackPeer, token: string | null = peer.botToken): webApi.WebClient {
  return new webApi.WebClient(token ?? undefined, clientOptions(peer))
}

export const clientOptions = (peer: SlackPeer) => ({
  slackApiUrl: peer.apiUrl,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 5_000,
  logLevel: LogLevel.ERROR,
  logger: QUIET,
})

const nothing = () => undefined
const QUIET = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

/** Listens until closed. */
export async function startTrialApp(peer: SlackPeer, options: TrialOptions): Promise<TrialApp> {
  const heard: Heard[] = []
  const errors: unknown[] = []
  const receiver =
    options.mode === 'socket'
      ? new SocketModeReceiver({
          appToken: peer.appToken,
          logger: QUIET,
          clientPingTimeout: 300,
          installerOptions: { clientOptions: clientOptions(peer) },
        })
      : new HTTPReceiver({
          signingSecret: peer.signingSecret,
          endpoints: ['/slack/events'],
          logger: QUIET,
          unhandledRequestTimeoutMillis: 3001,
          ...options.receiver,
          ...(options.receiver?.installationStore === undefined
            ? {}
            : {
                installerOptions: {
                  clientOptions: clientOptions(peer),
                  authorizationUrl: peer.authorizeUrl,
                  directInstall: true,
                  ...options.receiver.installerOptions,
                },
              }),
        })
  const app = new App({
    receiver,
    logger: QUIET,
    clientOptions: clientOptions(peer),
    ignoreSelf: false,
    ...(options.receiver?.installationStore === undefined ? { token: peer.botToken } : {}),
  })
  app.error(async (error) => {
    errors.push(error)
  })
  app.use(async ({ body, next, context }) => {
    heard.push({ kind: kindOf(body), body: body as unknown as Heard['body'], retryNum: context.retryNum })
    await next()
  })
  app.event(/.*/, async () => undefined)
  if (options.acknowledges !== false) {
    const acknowledge = async ({ ack }: { ack(): Promise<void> }) => ack()
    app.command(/.*/, acknowledge)
    app.action(/.*/, acknowledge)
    app.shortcut(/.*/, acknowledge)
  }
  const started = await app.start(0)
  const address = options.mode === 'http' ? (started as { address(): { port: number } }).address() : { port: 0 }
  return { app, heard, errors, url: `http://127.0.0.1:${address.port}`, close: async () => void (await app.stop()) }
}

function kindOf(body: object): string {
  const { event, command, type } = body as { event?: { type: string; subtype?: string }; command?: string; type?: string }
  return event?.type ?? command ?? String(type)
}
