/** Chat under load: many people asking at once on both platforms, over the real clients and real sockets, beside a bot that does nothing but post. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Asked, type Way, waysOf } from './chat-askers.ts'
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
/** The answers of those whose channel the platform does not hold up: while it holds up none, and while it holds up one. */
export type LimitedFigures = { readonly way: string; readonly bot: BotName; readonly alone: Quantiles; readonly beside: Quantiles }
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
  readonly limited: readonly LimitedFigures[]
  readonly memory: readonly MemoryFigures[]
  readonly asked: number
  /** Questions that were not answered exactly once, and what the platforms found wrong with Newsdesk. */
  readonly faults: readonly string[]
}
/** `rounds`: questions of each asker that count, each asked when the one before is answered. */
export type ChatThoroughness = { readonly askers: number; readonly rounds: number; readonly limitedRounds: number }

const THOROUGH: ChatThoroughness = { askers: 50, rounds: 10, limitedRounds: 6 }
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
    const limited: LimitedFigures[] = []
    for (const { bot, way } of turns) if (way.limit !== null) limited.push(await measureLimited(session, bot, way, way.limit))
    const after = await Promise.all(bots.map((bot) => bot.use('memory')))
    const [, faults = []] = await Promise.all(bots.map((bot) => bot.end()))
    return {
      askers: thoroughness.askers,
      ways,
      limited,
      memory: bots.map(({ name }, n) => memoryOf(name, before[n], after[n])),
      asked: session.records.length,
      faults: [...faults, ...miscounted(session.records)],
    }
  } finally {
    await Promise.all(bots.map((bot) => bot.end()))
    rmSync(folder, { recursive: true, force: true })
  }
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

async function measureLimited(session: Session, bot: Bot, way: Way, limit: (asker: number) => void): Promise<LimitedFigures> {
  const { askers, limitedRounds } = session.thoroughness
  session.note(`${way.name}, one channel held up: ${bot.name}`)
  const others = Array.from({ length: askers - 1 }, (_, n) => n + 1)
  const times = async () => quantiles((await askAll(session, bot, way, others, limitedRounds)).map(({ answerMs }) => answerMs))
  const alone = await times()
  limit(0)
  const heldUp = askAll(session, bot, way, [0], 1)
  const beside = await times()
  await heldUp
  return { way: way.name, bot: bot.name, alone, beside }
}

/** Each asks, waits for the answer, and asks something else. */
async function askAll(session: Session, bot: Bot, way: Way, askers: readonly number[], rounds: number): Promise<readonly Asked[]> {
  const { questions, records } = session
  // Nobody asks the same twice in the same way.
  const begun = records.filter((record) => record.bot === bot.name && record.way === way.name).length
  const all = askers.map(async (asker, n) => {
    const answered: Asked[] = []
    for (let round = 0; round < rounds; round++) {
      const question = questions[(begun + n * rounds + round) % questions.length] as string
      const asked = await way.ask(asker, question)
      records.push({ bot: bot.name, way: way.name, question, asked })
      answered.push(asked)
    }
    return answered
  })
  return (await Promise.all(all)).flat()
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
