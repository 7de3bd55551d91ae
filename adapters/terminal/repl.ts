/** Talking: a prompt with follow-ups on a TTY, or an answer for each line that is piped in. */
import { createInterface } from 'node:readline'
import type { Invocation, Outcome } from '../../commands/command.ts'
import type { Desk, Host } from './host.ts'
import { answerJson } from './json.ts'
import { limitsOf } from './limits.ts'
import { linesOf } from './lines.ts'
import type { Settings } from './read.ts'
import { render } from './render.ts'
import { print, type Terminal } from './streams.ts'

type Conversation = Outcome['conversation']
const PROMPT = '› '
const MAX_LINE_BYTES = 100_000
const HISTORY = 200
/** Between two looks for what is due while the prompt waits. */
const DUE_MS = 5_000
/** Over the prompt and what was typed: it is drawn anew below. */
const CLEAR_LINE = '\r\u001b[K'
const LEAVE = /^[/:]?(?:exit|quit|bye)$/i

/** Reads, asks, prints; returns what the next line may refer to. */
async function answerLine(
  terminal: Terminal,
  host: Host,
  desk: Desk,
  settings: Settings,
  line: string,
  conversation: Conversation,
): Promise<Conversation> {
  const startMs = terminal.nowMs()
  const asked: Invocation['asked'] = {
    now: settings.now ?? host.now(),
    zone: settings.zone,
    ...(conversation === null ? {} : { conversation }),
  }
  const understood = await host.readLine(line, asked)
  if (!understood.ok) {
    await print(settings.json ? terminal.stderr : terminal.stdout, `${understood.problem}\n`)
    if (settings.json)
      await print(terminal.stdout, `${JSON.stringify({ question: line, verdict: 'unanswered', problem: understood.problem })}\n`)
    return conversation
  }
  const outcome = await desk.respond(understood.invocation)
  const text = settings.json
    ? JSON.stringify(answerJson(outcome.answer, terminal.nowMs() - startMs))
    : render(outcome.answer, limitsOf(terminal.stdout, terminal.environment))
  await print(terminal.stdout, `${text}\n${settings.json ? '' : '\n'}`)
  return outcome.conversation ?? conversation
}

/** What is due at the terminal, each set apart; returns how many there were. */
export async function printDue(terminal: Terminal, desk: Desk, { json }: Pick<Settings, 'json'>, lead = ''): Promise<number> {
  let first = true
  return await desk.due(async (answer) => {
    const text = json ? JSON.stringify(answerJson(answer, 0)) : render(answer, limitsOf(terminal.stdout, terminal.environment))
    await print(terminal.stdout, `${first ? lead : ''}${text}\n${json ? '' : '\n'}`)
    first = false
  })
}

/** One answer for each line; lines are questions of their own, without follow-ups. Empty lines are skipped; returns how many others there were. */
export async function pipe(terminal: Terminal, host: Host, desk: Desk, settings: Settings): Promise<number> {
  const { stdin, stop } = terminal
  let lines = 0
  // A signal must also end the wait for a line that may never come.
  const leave = (): void => void stdin.destroy()
  stop.addEventListener('abort', leave, { once: true })
  try {
    for await (const line of linesOf(stdin, MAX_LINE_BYTES)) {
      if (stop.aborted) break
      if (line.text.trim() === '') continue
      lines++
      if (line.cut)
        await print(terminal.stderr, `newsdesk: line ${line.number} is longer than ${MAX_LINE_BYTES} bytes; the rest of it was not read.\n`)
      await answerLine(terminal, host, desk, settings, line.text, null)
    }
  } catch (error) {
    // Destroying a stream that is being read ends the reading with an error; that one was asked for.
    if (!stop.aborted) throw error
  } finally {
    stop.removeEventListener('abort', leave)
  }
  return lines
}

/** Until `exit`, end of input (Ctrl-D), Ctrl-C or a signal. */
export async function prompt(terminal: Terminal, host: Host, desk: Desk, settings: Settings): Promise<void> {
  const names = (await host.commands()).filter((command) => command.hidden !== true).map((command) => command.name)
  const reader = createInterface({
    input: terminal.stdin,
    output: terminal.stdout,
    prompt: PROMPT,
    historySize: HISTORY,
    removeHistoryDuplicates: true,
    completer: (line: string) => [names.filter((name) => name.startsWith(line)).map((name) => `${name} `), line],
  })
  let leaving = false
  const leave = (): void => {
    leaving = true
    reader.close()
  }
  terminal.stop.addEventListener('abort', leave, { once: true })
  reader.on('SIGINT', leave)
  // After its end the input may still have lines to be answered, but can be prompted for no more.
  let ended = false
  reader.once('close', () => {
    ended = true
  })
  desk.keepUp()
  await print(terminal.stdout, 'Ask about the news; “help” says what else there is, “exit” ends.\n\n')
  let conversation: Conversation = null
  // One after the other: an answer and what is due meanwhile do not run into each other.
  let printing: Promise<unknown> = Promise.resolve()
  const look = (): void => {
    printing = printing
      .then(async () => {
        if (!ended && (await printDue(terminal, desk, settings, CLEAR_LINE)) > 0) reader.prompt(true)
      })
      .catch((error: unknown) => host.log.error('what is due was not printed', { error }))
  }
  const timer = setInterval(look, DUE_MS)
  reader.prompt()
  for await (const line of reader) {
    if (LEAVE.test(line.trim())) break
    await printing
    if (line.trim() !== '') conversation = await answerLine(terminal, host, desk, settings, line.slice(0, MAX_LINE_BYTES), conversation)
    if (leaving) break
    if (!ended) reader.prompt()
    if (desk.isDue()) look()
  }
  clearInterval(timer)
  await printing
  reader.close()
  terminal.stop.removeEventListener('abort', leave)
  await print(terminal.stdout, '\n')
}
