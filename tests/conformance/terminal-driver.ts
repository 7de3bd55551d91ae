/** The situations at the terminal: the real prompt, with streams in memory. What other people, buttons and deliveries are for does not exist there. */
import { PassThrough } from 'node:stream'
import type { Desk, Host } from '../../adapters/terminal/host.ts'
import { listen } from '../../adapters/terminal/listen.ts'
import { readCommand, readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { readAskedTime } from '../../src/asked-time.ts'
import { type Log, openLog } from '../../src/log.ts'
import { nearest } from '../../src/nearest.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { isZone } from '../../src/settings/values.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { terminalDesk } from '../../src/terminal-desk.ts'
import { inventedFeeds, OUTLINES } from '../invented-feeds.ts'
import { NO_WEB } from '../no-web.ts'
import { waitFor } from '../peers/wait-for.ts'
import { type Driver, lineOf, type Sight } from './driver.ts'
import { copiedStore } from './premises.ts'
import { pageOf } from './seen.ts'
import { terminalLines } from './terminal-page.ts'

const COLUMNS = 100
/** As readline draws it, ready for the next line. */
const PROMPT = '\u001b[1G\u001b[0J› \u001b[3G'
const LINE_END = '\r\n'

export async function openTerminalDriver(master: string): Promise<Driver> {
  const { file, remove } = await copiedStore(master)
  const faults: string[] = []
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(), write: (line) => void faults.push(line) })
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const stdout = screen()
  const stderr = screen()
  const terminal = { stdin, stdout, stderr, environment: {}, stop: new AbortController().signal, nowMs: () => performance.now() }
  let isOver = false
  const ended = listen([], hostOf(file, log), terminal).finally(() => {
    isOver = true
  })
  const ready = (from: number) =>
    waitFor(
      () => {
        if (isOver) throw new Error(`the prompt has ended: ${stderr.text()}`)
        return stdout.text().endsWith(PROMPT) && (from === 0 || stdout.text().indexOf(LINE_END, from) > 0)
      },
      'a prompt',
      () => `${stdout.text().slice(from)}\n${stderr.text()}`,
    )
  await ready(0)
  const type = async (line: string): Sight => {
    const from = stdout.text().length
    stdin.write(`${line}\n`)
    await ready(from)
    const shown = stdout.text().slice(stdout.text().lastIndexOf(LINE_END) + LINE_END.length, -PROMPT.length)
    const { lines, next } = terminalLines(shown.trimEnd(), COLUMNS)
    return { ...pageOf(lines), messages: 1, pictures: [], buttons: next, audience: 'asker', isInPlace: false, isAttached: null }
  }
  const none = () => Promise.reject(new Error('there is no such thing at the terminal'))
  return {
    mention: type,
    talk: type,
    dm: type,
    command: (name, options) => type(lineOf(name, options)),
    press: none,
    shortcut: none,
    again: none,
    overhear: none,
    restart: none,
    trouble: () => undefined,
    later: () => undefined,
    faults: () => [...faults, ...(stderr.text() === '' ? [] : [stderr.text()])],
    close: async () => {
      stdin.end('exit\n')
      await ended
      await remove()
    },
  }
}

function screen() {
  const stream = new PassThrough()
  let text = ''
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return Object.assign(stream, { isTTY: true, columns: COLUMNS, text: () => text })
}

function hostOf(db: string, log: Log): Host {
  return {
    version: '0.0.0',
    log,
    db,
    zone: 'UTC',
    now: () => new Date(),
    isZone,
    readTime: readAskedTime,
    nearest,
    commands: async () => COMMANDS,
    readLine: async (line, asked) => readLine(line, asked, COMMANDS),
    async readCommand(name, text, given, asked) {
      const command = COMMANDS.find((one) => one.name === name)
      return command === undefined ? { ok: false, problem: `no ${name}` } : readCommand(command, text, given, asked)
    },
    open: () => deskOf(db, log),
    platforms: [],
    serve: () => Promise.reject(new Error('nobody is served here')),
    explain: () => null,
  }
}

async function deskOf(db: string, log: Log): Promise<Desk> {
  const newsroom = await openNewsroom(await openSqliteStore(db))
  const holder = { name: 'test/1/1', isGone: () => false }
  const desk = terminalDesk(newsroom, { ...NO_WEB, log, zone: 'UTC', holder, now: () => new Date() })
  // An invented web stands in for the real one, to which nothing here goes out.
  const room = { ...newsroom, feeds: inventedFeeds(OUTLINES, { isKeptUp: false, trouble: null }) }
  return { ...desk, respond: (said) => (said.command === 'feeds' ? respond(said, room, log) : desk.respond(said)) }
}
