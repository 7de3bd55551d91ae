/** Goes through a situation on one surface, and says what was not as it must be. */
import type { Article } from '../../src/article.ts'
import { type Driver, type How, NotSeen, type Sight } from './driver.ts'
import type { Seen, SeenSource } from './seen.ts'
import type { Must, Said, Situation, Step } from './situation.ts'

/** `null`: nothing was to be seen of it, and nothing was. */
export type Transcript = readonly (Seen | null)[]
export type Performed = { readonly transcript: Transcript; readonly faults: readonly string[] }

export async function perform(driver: Driver, { steps }: Situation, articles: readonly Article[], isChat: boolean): Promise<Performed> {
  const transcript: (Seen | null)[] = []
  const faults: string[] = []
  for (const [n, step] of steps.entries()) {
    const what = `step ${n} ${JSON.stringify(step).slice(0, 120)}`
    const raw = await done(driver, step, isChat)
    const seen = raw === null || raw === 'unseen' ? raw : entitled(raw, articles)
    transcript.push(seen === 'unseen' ? null : seen)
    if (!('sees' in step)) continue
    const told = typeof step.sees === 'string' ? surprises(step.sees, seen) : missing(step.sees, seen, transcript, isChat)
    const untrue = seen === null || seen === 'unseen' ? [] : untruths(seen, articles)
    faults.push(...[...told, ...untrue].map((fault) => `${what}: ${fault}`))
  }
  return { transcript, faults: [...faults, ...driver.faults()] }
}

async function done(driver: Driver, step: Step, isChat: boolean): Promise<Seen | null | 'unseen'> {
  if ('later' in step) {
    driver.later(step.later)
    return null
  }
  const how: How = {
    by: step.by ?? 'ann',
    where: step.where ?? 'channel',
    under: 'under' in step ? step.under : undefined,
    times: step.times ?? 1,
    isSilent: step.sees === 'nothing' || 'restart' in step,
  }
  if (step.trouble !== undefined) driver.trouble(step.trouble)
  try {
    return await acted(driver, step, how, isChat)
  } catch (error) {
    if (error instanceof NotSeen) return 'unseen'
    throw error
  }
}

function acted(driver: Driver, step: Said, how: How, isChat: boolean): Sight {
  if ('mention' in step) return driver.mention(step.mention, how)
  if ('talk' in step) return driver.talk(step.talk, how)
  if ('dm' in step) return driver.dm(step.dm, how)
  if ('command' in step) return driver.command(step.command, step.options ?? {}, how)
  if ('press' in step) return isChat || step.typed === undefined ? driver.press(step.press, how) : driver.mention(step.typed, how)
  if ('shortcut' in step) return driver.shortcut(step.shortcut, how)
  if ('again' in step) return driver.again(how)
  return 'restart' in step ? driver.restart(how) : driver.overhear(step.overhear, how)
}

function surprises(expected: 'nothing' | 'unseen', seen: Seen | null | 'unseen'): string[] {
  const isSo = expected === 'nothing' ? seen === null : seen === 'unseen'
  return isSo ? [] : [`${expected} was to be seen, not ${JSON.stringify(seen)}`]
}

/** A headline that the list of sources leaves out stands in the line that cites it; where it does not, nobody knows it. */
function entitled(seen: Seen, articles: readonly Article[]): Seen {
  const titleOf = ({ n, publisher, url }: SeenSource): string | null => {
    const lines = seen.text.filter((line) => line.includes(`[${n}]`))
    const isIt = (one: Article) => one.publisher === publisher && one.url === url && lines.some((line) => line.includes(plain(one.title)))
    const article = articles.find(isIt)
    return article === undefined ? null : plain(article.title)
  }
  return { ...seen, sources: seen.sources.map((source) => ({ ...source, title: source.title ?? titleOf(source) })) }
}

const fits = (wanted: string | RegExp, text: string): boolean => (typeof wanted === 'string' ? text === wanted : wanted.test(text))
const within = (wanted: string | RegExp, text: string): boolean => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))

function missing(must: Must, seen: Seen | null | 'unseen', transcript: Transcript, isChat: boolean): string[] {
  if (seen === null || seen === 'unseen') return ['nothing was seen']
  const { title, text, quotes, sources } = seen
  const read = [...text, ...seen.lines]
  const shown = [title ?? '', ...read, ...sources.map((source) => `${source.publisher} · ${source.title}`)]
  const [least, most] = must.quotes ?? [0, Number.POSITIVE_INFINITY]
  const told = [
    ...(must.says ?? []).filter((wanted) => !read.some((line) => within(wanted, line))).map((wanted) => `does not say ${wanted}`),
    ...(must.never ?? []).filter((unwanted) => shown.some((line) => within(unwanted, line))).map((unwanted) => `says ${unwanted}`),
    ...(must.sources ?? [])
      .filter((wanted) => !sources.some((source) => fits(wanted, source.title ?? '')))
      .map((wanted) => `no source ${wanted}`),
    ...(must.first === undefined || fits(must.first, text.filter((line) => line !== title)[0] ?? '')
      ? []
      : [`does not begin with ${must.first}`]),
    // The terminal does not say again as a title what was just typed above it.
    ...(must.title === undefined || fits(must.title, title ?? '') || (!isChat && title === null) ? [] : [`is not called ${must.title}`]),
    ...(must.bold === undefined || quotes[0]?.bold === must.bold ? [] : [`its bold words are not ${must.bold}`]),
    ...(quotes.length >= least && quotes.length <= most ? [] : [`has ${quotes.length} quotations, not ${least}–${most}`]),
    ...(must.like === undefined ? [] : unlike(seen, transcript[must.like])),
    ...(must.chart === undefined ? [] : missingChart(must.chart, seen, isChat)),
    ...(isChat ? missingInChat(must, seen) : []),
  ]
  return told.length === 0 ? [] : [...told, `seen: ${JSON.stringify(seen, null, 1)}`]
}

function missingChart(chart: string | RegExp, { lines, pictures }: Seen, isChat: boolean): string[] {
  const hasBars = lines.some((line) => line.includes('█'))
  if (!isChat) return hasBars ? [] : ['it has no bars']
  const isShown = pictures.some((words) => within(chart, words))
  return [...(isShown ? [] : [`its pictures show ${JSON.stringify(pictures)}, not ${chart}`]), ...(hasBars ? ['it has bars, too'] : [])]
}

function missingInChat(must: Must, seen: Seen): string[] {
  const wanted = must.buttons ?? []
  const stand = seen.buttons.filter((label) => wanted.includes(label))
  const others = (must.noButtons ?? []).filter((label) => seen.buttons.includes(label))
  const facts = (['audience', 'isInPlace', 'isAttached', 'messages'] as const).filter(
    (name) => must[name] !== undefined && must[name] !== seen[name],
  )
  return [
    ...(JSON.stringify(stand) === JSON.stringify(wanted) ? [] : [`its buttons are ${seen.buttons}, not ${wanted}`]),
    ...others.map((label) => `it has the button ${label}`),
    ...facts.map((name) => `${name} is ${seen[name]}, not ${must[name]}`),
  ]
}

function unlike(seen: Seen, earlier: Seen | null | undefined): string[] {
  const essence = (one: Seen | null | undefined) => JSON.stringify([one?.quotes, one?.sources])
  return essence(seen) === essence(earlier) ? [] : ['it is another answer than that of the earlier step']
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** What no answer may be guilty of, whatever was asked: words or sources that nobody stored, and a number that leads nowhere. */
function untruths({ quotes, sources }: Seen, articles: readonly Article[]): string[] {
  const faults: string[] = []
  for (const { n, publisher, title, url } of sources) {
    const article = articles.find((one) => plain(one.title) === title)
    if (article === undefined) faults.push(`source ${n} is no stored headline: ${title}`)
    else if (article.publisher !== publisher || article.url !== url) faults.push(`source ${n} is not by ${publisher} at ${url}`)
  }
  if (new Set(sources.map(({ n }) => n)).size < sources.length) faults.push('a source is listed twice')
  for (const { text, cite, bold } of quotes) {
    const source = sources.find(({ n }) => n === cite)
    const article = articles.find((one) => plain(one.title) === source?.title)
    if (article === undefined) faults.push(`a quotation cites [${cite}], which leads nowhere`)
    else if (!plain(article.body).includes(text)) faults.push(`“${text}” does not stand in ${article.id}`)
    if (bold !== null && !text.includes(bold)) faults.push(`what is bold is not said: ${bold}`)
  }
  return faults
}
