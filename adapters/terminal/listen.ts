/** The terminal's way in: arguments → what is wanted → done → exit code. Nothing leaves here but a code; faults are told on standard error, without a stack. */
import { askBatch } from './batch.ts'
import { helpPage } from './help.ts'
import { type Desk, EXIT, type Host } from './host.ts'
import { fetchFeeds } from './intake.ts'
import { answerJson } from './json.ts'
import { limitsOf } from './limits.ts'
import { importFiles, listArticles, search } from './operate.ts'
import { progressBar } from './progress.ts'
import { readArguments, type Settings, type Wanted } from './read.ts'
import { render } from './render.ts'
import { pipe, printDue, prompt } from './repl.ts'
import { print, type Terminal } from './streams.ts'

/** Runs one command line to its end; `argv` without the program's name. */
export async function listen(argv: readonly string[], host: Host, terminal: Terminal): Promise<number> {
  try {
    const commands = (await host.commands()).filter((command) => command.hidden !== true)
    const wanted = readArguments(argv, commands, host)
    switch (wanted.kind) {
      case 'version':
        await print(terminal.stdout, `${host.version}\n`)
        return EXIT.answered
      case 'help':
        await print(terminal.stdout, `${helpPage(wanted.command, commands)}\n`)
        return EXIT.answered
      case 'misuse':
        await print(terminal.stderr, `newsdesk: ${wanted.problem}\n`)
        return EXIT.misuse
      case 'start':
        return await start(wanted.settings, host, terminal)
      case 'chat':
        return await talk(wanted.settings, host, terminal)
      case 'serve':
        return await serve(wanted.settings, host, terminal)
      case 'say':
        return await say(wanted, host, terminal)
      case 'operate':
        return await operate(wanted, argv, host, terminal)
      default:
        return wanted satisfies never
    }
  } catch (error) {
    const told = host.explain(error)
    if (told === null) host.log.error('unexpected fault', { error })
    await print(
      terminal.stderr,
      `newsdesk: ${told ?? `This is a fault of Newsdesk: ${error instanceof Error ? error.message : String(error)}. The log above has the details.`}\n`,
    )
    return told === null ? EXIT.failed : EXIT.misuse
  }
}

/** Opens the newsroom for one piece of work, and closes it whatever comes of that. */
async function atDesk(
  settings: Settings,
  seed: boolean,
  host: Host,
  terminal: Terminal,
  work: (desk: Desk) => Promise<number>,
): Promise<number> {
  const bar = progressBar(terminal.stderr, terminal.nowMs)
  const desk = await host.open({ db: settings.db, rebuild: settings.rebuild, seed }, bar.report).finally(bar.clear)
  try {
    // A signal while the store was opened or filled: it is whole, and there is nothing in hand to finish.
    if (terminal.stop.aborted) return EXIT.interrupted
    return await work(desk)
  } finally {
    await desk.close()
  }
}

async function talk(settings: Settings, host: Host, terminal: Terminal): Promise<number> {
  return await atDesk(settings, true, host, terminal, async (desk) => {
    if (isTalkedTo(terminal) && !settings.json) await prompt(terminal, host, desk, settings)
    else await pipe(terminal, host, desk, settings)
    return EXIT.answered
  })
}

/** The page and the prompt over one newsroom: whoever starts it can ask at either. */
async function start(settings: Settings, host: Host, terminal: Terminal): Promise<number> {
  return await atDesk(settings, true, host, terminal, async (desk) => {
    const address = await desk.openReadingRoom()
    if (address !== null) await print(terminal.stdout, `Newsdesk is open at ${address}\n\n`)
    if (isTalkedTo(terminal)) await prompt(terminal, host, desk, settings)
    else {
      desk.keepUp()
      const lines = await pipe(terminal, host, desk, settings)
      // Nobody wrote anything, as where it is started in the background: the page is what it is for.
      if (lines === 0 && address !== null) await stopped(terminal.stop)
    }
    return EXIT.answered
  })
}

function isTalkedTo({ stdin, stdout }: Terminal): boolean {
  return stdin.isTTY === true && stdout.isTTY === true
}

function stopped(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve()
    else stop.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function serve({ db, rebuild, zone }: Settings, host: Host, terminal: Terminal): Promise<number> {
  const bar = progressBar(terminal.stderr, terminal.nowMs)
  const tell = (line: string): void => {
    bar.clear()
    terminal.stderr.write(`newsdesk: ${line}\n`)
  }
  return await host.serve({ db, rebuild, zone }, tell, terminal.stop, bar.report)
}

async function say(wanted: Extract<Wanted, { kind: 'say' }>, host: Host, terminal: Terminal): Promise<number> {
  const { settings } = wanted
  const asked = { now: settings.now ?? host.now(), zone: settings.zone }
  // What is said wrong is told before a store is made or filled.
  const understood = await host.readCommand(wanted.command, wanted.words, wanted.given, asked)
  if (!understood.ok) {
    await print(terminal.stderr, `newsdesk: ${understood.problem}\n`)
    return EXIT.misuse
  }
  return await atDesk(settings, true, host, terminal, async (desk) => {
    const startMs = terminal.nowMs()
    const outcome = await desk.respond(understood.invocation)
    if (settings.json) {
      const explanation = wanted.command === 'why' && outcome.explanation !== null ? { explanation: outcome.explanation } : {}
      await print(terminal.stdout, `${JSON.stringify({ ...answerJson(outcome.answer, terminal.nowMs() - startMs), ...explanation })}\n`)
    } else {
      const stream = outcome.kind === 'misuse' || outcome.kind === 'failed' ? terminal.stderr : terminal.stdout
      // What was said wrong is told like every other fault of usage, without what to ask next.
      const shown = stream === terminal.stderr ? { ...outcome.answer, followUps: [] } : outcome.answer
      await print(stream, `${stream === terminal.stderr ? 'newsdesk: ' : ''}${render(shown, limitsOf(stream, terminal.environment))}\n`)
    }
    if (desk.isDue()) await printDue(terminal, desk, settings)
    // Nobody should have to say a second time that a feed is wanted.
    if (desk.isFeedDue()) await fetchFeeds(terminal, desk, { given: { once: true }, settings }, terminal.stderr)
    return EXIT[outcome.kind]
  })
}

async function operate(
  wanted: Extract<Wanted, { kind: 'operate' }>,
  argv: readonly string[],
  host: Host,
  terminal: Terminal,
): Promise<number> {
  const { settings, command } = wanted
  // What a reader imports into a new store is all that is in it; seeds are for who has nothing yet.
  return await atDesk(settings, command !== 'import', host, terminal, async (desk) => {
    switch (command) {
      case 'search':
        return await search(terminal, host, desk, wanted)
      case 'import':
        return await importFiles(terminal, host, desk, { ...wanted, zoneGiven: argv.some((argument) => /^--zone(?:=|$)/.test(argument)) })
      case 'articles':
        return await listArticles(terminal, desk, settings)
      case 'intake':
        return await fetchFeeds(terminal, desk, wanted)
      case 'due':
        return (await printDue(terminal, desk, settings)) > 0 ? EXIT.answered : EXIT.nothing
      case 'ask-batch':
        return await askBatch(terminal, desk, String(wanted.given.batch), settings, host)
      default:
        return command satisfies never
    }
  })
}
