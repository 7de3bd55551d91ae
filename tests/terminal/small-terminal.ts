/** A terminal made of streams in memory, and a host over the small newsroom. */
import { PassThrough, Readable } from 'node:stream'
import type { Desk, Host } from '../../adapters/terminal/host.ts'
import { listen } from '../../adapters/terminal/listen.ts'
import type { Terminal } from '../../adapters/terminal/streams.ts'
import { readCommand, readLine } from '../../commands/read.ts'
import { COMMANDS } from '../../commands/respond.ts'
import { readAskedTime } from '../../src/asked-time.ts'
import { openLog } from '../../src/log.ts'
import { nearest } from '../../src/nearest.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { isZone } from '../../src/settings/values.ts'
import { terminalDesk } from '../../src/terminal-desk.ts'
import { NO_WEB } from '../no-web.ts'
import { ASKED, smallNewsroom } from '../small-newsroom.ts'

export type Ran = { readonly code: number; readonly out: string; readonly err: string }
type Setting = {
  readonly stdin?: string | Readable
  readonly tty?: boolean
  readonly environment?: Record<string, string>
  readonly desk?: Partial<Desk>
  readonly stop?: AbortSignal
  readonly newsroom?: Newsroom
  readonly host?: Partial<Host>
}

/** Runs one command line over a newsroom of its own, with a clock that stands still. */
export async function run(argv: readonly string[], setting: Setting = {}): Promise<Ran> {
  const log = openLog({ level: 'error', secrets: [], now: () => ASKED.now, write: () => undefined })
  const newsroom = setting.newsroom ?? (await smallNewsroom())
  const holder = { name: 'test/1/1', isGone: () => false }
  const desk: Desk = {
    ...terminalDesk(newsroom, { ...NO_WEB, log, zone: ASKED.zone, holder, now: () => ASKED.now }),
    importFile: () => Promise.reject(new Error('not in this test')),
    ...setting.desk,
  }
  const host: Host = {
    version: '9.9.9',
    log,
    db: 'small.db',
    zone: ASKED.zone,
    now: () => ASKED.now,
    isZone,
    readTime: readAskedTime,
    commands: async () => COMMANDS,
    nearest,
    readLine: async (line, asked) => readLine(line, asked, COMMANDS),
    async readCommand(name, text, given, asked) {
      const command = COMMANDS.find((one) => one.name === name)
      return command === undefined ? { ok: false, problem: `no ${name}` } : readCommand(command, text, given, asked)
    },
    open: async () => desk,
    platforms: [],
    serve: () => Promise.reject(new Error('not in this test')),
    explain: (error) => (error instanceof Error && error.name === 'IntakeError' ? error.message : null),
    ...setting.host,
  }
  const stdout = collector(setting.tty)
  const stderr = collector(setting.tty)
  const source = setting.stdin ?? ''
  const stdin: Terminal['stdin'] = Object.assign(typeof source === 'string' ? Readable.from([Buffer.from(source)]) : source, {
    isTTY: setting.tty === true,
  })
  const terminal: Terminal = {
    stdin,
    stdout,
    stderr,
    environment: setting.environment ?? {},
    stop: setting.stop ?? new AbortController().signal,
    nowMs: () => 0,
  }
  const code = await listen(argv, host, terminal)
  return { code, out: stdout.text(), err: stderr.text() }
}

function collector(tty: boolean | undefined) {
  const stream = new PassThrough()
  let text = ''
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return Object.assign(stream, { isTTY: tty === true, columns: 60, text: () => text })
}
