/** Chat under load: many people asking at once on both platforms, over the real clients and real sockets, beside a bot that does nothing but post. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Asked, type HoldUp, type Way, waysOf } from './chat-askers.ts'
import { type Bot, type BotName, startBot } from './chat-bots.ts'
import type { Use } from './chat-use.ts'
import { type Quantiles, quantiles } from './measure.ts'

export type WayFigures = {
  readonly way: string
  readonly bot: BotName
  readonly answers: number
  /** null where the platform knows no acknowledgement. */
  readonly ack: Quantiles | null
  readonly answer: Quantiles
  readonly cpuMsAnAnswer: number
}
/** Answers to those whose channel the platform does not hold up: while it holds up none, and while it holds up one. */
export type HeldUpFigures = { readonly way: string; readonly bot: BotName; readonly alone: Quantiles; readonly beside: Quantiles }
export type MemoryFigures = {
  readonly bot: BotName
  readonly startRssMegabytes: number
  readonly endRssMegabytes: number
  readonly startHeapMegabytes: number
  readonly endHeapMegabytes: number
}
export type ChatFigures = {
  readonly askers: number
  readonly ways: readonly WayFigures[]
  readonly heldUp: readonly HeldUpFigures[]
  readonly memory: readonly MemoryFigures[]
  readonly asked: number
  /** Questions that were not answered exactly once, and what the platforms found wrong with Newsdesk. */
  readonly faults: readonly string[]
}
/** `rounds`: questions of each asker that count, each asked when the one before is answered. */
export type ChatThoroughness = {
  readonly askers: number
  readonly rounds: number
  /** Of one channel; the others ask in `rounds`, with `pauseMs` between an answer and the next question. */
  readonly heldUp: HoldUp & { readonly rounds: number; readonly pauseMs: number }
}

/** All at once shows what a burst does. With the pause 50 people ask 20 questions a second, so that nobody waits for others who ask. */
const THOROUGH: ChatThoroughness = { askers: 50, rounds: 10, heldUp: { retryAfterS: 5, times: 3, rounds: 6, pauseMs: 2_500 } }
const QUESTIONS = new URL('../../seeds/questions.jsonl', import.meta.url)
const MEGABYTE = 1 << 20

/** What was asked of a bot: the question, and what became of it. */
type Asking = { readonly bot: BotName; readonly way: string; readonly question: string; readonly asked: Asked }
type Session = {
  readonly thoroughness: ChatThoroughness
  readonly questions: readonly string[]
  readonly records: Asking[]
  readonly note: (doing: string) => void
}

/** `thoroughness` is for tests: fewer askers and rounds make worse figures. */
export async function measureChat(note: (doing: string) => void, thoroughness: ChatThoroughness = THOROUGH): Promise<ChatFigures> {
  const session: Session = { thoroughness, questions: allQuestions(), records: [], note }
  const folder = mkdtempSync(join(tmpdir(), 'bench-chat-'))
  const bots: Bot[] = []
  try {
    for (const name of ['bare', 'Newsdesk'] as const) {
      note(`starting: ${name}`)
      bots.push(await startBot(name, thoroughness.askers, folder))
    }
    const before = await Promise.all(bots.map((bot) => bot.use('memory')))
    const turns = [0, 1, 2, 3].flatMap((n) => bots.map((bot) => ({ bot, way: waysOf(bot)[n] as Way })))
    const ways: WayFigures[] = []
    // Turn and turn about, so that both meet the same weather on a shared machine.
    for (const { bot, way } of turns) ways.push(await measureWay(session, bot, way))
    const heldUp: HeldUpFigures[] = []
    for (const { bot, way } of turns) if (way.holdUp !== null) heldUp.push(await measureHeldUp(session, bot, way, way.holdUp))
    const after = await Promise.all(bots.map((bot) => bot.use('memory')))
    const [, found = []] = await Promise.all(bots.map((bot) => bot.end()))
    const faults = [...found, ...loggedBy(bots), ...miscounted(session.records)]
    return {
      askers: thoroughness.askers,
      ways,
      heldUp,
      memory: bots.map(({ name }, n) => memoryOf(name, before[n], after[n])),
      asked: session.records.length,
      faults,
    }
  } catch (error) {
    throw new Error(['the chat benchmark was cut short', ...loggedBy(bots)].join('\n'), { cause: error })
  } finally {
    await Promise.all(bots.map((bot) => bot.end()))
    rmSync(folder, { recursive: true, force: true })
  }
}

function loggedBy(bots: readonly Bot[]): string[] {
  return bots.flatMap((bot) => bot.logged().map((line) => `${bot.name} logged ${line}`))
}

async function measureWay(session: Session, bot: Bot, way: Way): Promise<WayFigures> {
  const { askers, rounds } = session.thoroughness
  session.note(`${way.name}: ${bot.name}`)
  const everybody = Array.from({ length: askers }, (_, asker) => asker)
  await askAll(session, bot, way, everybody, 1)
  const before = await bot.use('time')
  const asked = await askAll(session, bot, way, everybody, rounds)
  const after = await bot.use('time')
  const acks = asked.flatMap(({ ackMs }) => (ackMs === null ? [] : [ackMs]))
  return {
    way: way.name,
    bot: bot.name,
    answers: asked.length,
    ack: acks.length === 0 ? null : quantiles(acks),
    answer: quantiles(asked.map(({ answerMs }) => answerMs)),
    cpuMsAnAnswer: (after.cpuMs - before.cpuMs) / asked.length,
  }
}

async function measureHeldUp(session: Session, bot: Bot, way: Way, holdUp: NonNullable<Way['holdUp']>): Promise<HeldUpFigures> {
  const { askers, heldUp } = session.thoroughness
  session.note(`${way.name}, one channel held up: ${bot.name}`)
  const others = Array.from({ length: askers - 1 }, (_, n) => n + 1)
  const answers = async () =>
    quantiles((await askAll(session, bot, way, others, heldUp.rounds, heldUp.pauseMs)).map(({ answerMs }) => answerMs))
  const alone = await answers()
  holdUp(0, heldUp)
  const waiting = askAll(session, bot, way, [0], 1)
  const beside = await answers()
  await waiting
  return { way: way.name, bot: bot.name, alone, beside }
}

/** Each asks, waits for the answer, and asks something else; where there is a pause, they do not all begin at the same moment. */
async function askAll(
  { questions, records }: Session,
  bot: Bot,
  way: Way,
  askers: readonly number[],
  rounds: number,
  pauseMs = 0,
): Promise<readonly Asked[]> {
  const begun = records.length
  const all = askers.map(async (asker, n) => {
    const answered: Asked[] = []
    for (let round = 0; round < rounds; round++) {
      if (pauseMs > 0) await pause(round === 0 ? (pauseMs * n) / askers.length : pauseMs)
      const question = questions[(begun + n * rounds + round) % questions.length] as string
      const asked = await way.ask(asker, question)
      records.push({ bot: bot.name, way: way.name, question, asked })
      answered.push(asked)
    }
    return answered
  })
  return (await Promise.race([Promise.all(all), bot.gone])).flat()
}

function allQuestions(): readonly string[] {
  const lines = readFileSync(QUESTIONS, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => (JSON.parse(line) as { readonly q: string }).q)
}

function miscounted(records: readonly Asking[]): string[] {
  return records.flatMap(({ bot, way, question, asked }) => {
    const count = asked.arrived()
    return count === 1 ? [] : [`${way}, ${bot}: answered ${count} times: ${question}`]
  })
}

function memoryOf(bot: BotName, before: Use | undefined, after: Use | undefined): MemoryFigures {
  const megabytes = (bytes: number | null | undefined): number => (bytes ?? Number.NaN) / MEGABYTE
  return {
    bot,
    startRssMegabytes: megabytes(before?.rssBytes),
    endRssMegabytes: megabytes(after?.rssBytes),
    startHeapMegabytes: megabytes(before?.heapBytes),
    endHeapMegabytes: megabytes(after?.heapBytes),
  }
}
