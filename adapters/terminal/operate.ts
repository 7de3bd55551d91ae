/** The terminal's own commands: search, import, articles. */
import { safe } from '../../src/answer.ts'
import { passageJson, searchBatch } from './batch.ts'
import { type Desk, EXIT, type Host, type ImportReport } from './host.ts'
import { type Limits, lay, limitsOf } from './limits.ts'
import { progressBar } from './progress.ts'
import type { Settings, Wanted } from './read.ts'
import { print, type Terminal } from './streams.ts'

type Operation = Extract<Wanted, { kind: 'operate' }>
const USUAL_TOP = 10
const MAX_TOP = 100

export async function search(terminal: Terminal, host: Host, desk: Desk, { words, given, settings }: Operation): Promise<number> {
  const top = Number(given.top ?? USUAL_TOP)
  if (top < 1 || top > MAX_TOP) return await wrong(terminal, `--top must be between 1 and ${MAX_TOP}, not ${top}.`)
  const query = words.join(' ').trim()
  const file = given.batch
  if (typeof file === 'string') {
    if (query !== '') return await wrong(terminal, 'search takes a query or --batch FILE, not both.')
    return await searchBatch(terminal, desk, file, top, settings, host)
  }
  if (query === '') return await wrong(terminal, 'search needs a query, for example: search "huawei court ruling"')
  const passages = await desk.search(query, { now: settings.now ?? host.now(), zone: settings.zone }, top)
  if (settings.json) await print(terminal.stdout, `${JSON.stringify({ query, passages: passages.map(passageJson) })}\n`)
  else if (passages.length === 0) await print(terminal.stdout, 'Nothing was found.\n')
  const limits = limitsOf(terminal.stdout, terminal.environment)
  if (!settings.json)
    for (const [i, passage] of passages.entries()) {
      const facts = `${passage.publisher} · ${passage.published?.slice(0, 10) ?? 'date not printed'} · ${passage.score.toFixed(2)} · ${passage.articleId}`
      const heading = lay(
        [
          { text: `${i + 1}. ${safe(passage.title)}`, look: 'strong' },
          { text: `  ${safe(facts)}`, look: 'faint' },
        ],
        limits,
        3,
      )
      await print(terminal.stdout, `${heading}\n${paragraphs(passage.text, limits)}\n\n`)
    }
  return passages.length > 0 ? EXIT.answered : EXIT.nothing
}

function paragraphs(text: string, limits: Limits): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => lay([{ text: `   ${safe(line)}`, look: 'plain' }], limits, 3))
    .join('\n')
}

/** Every file for itself: a bad one is told and the others land. */
export async function importFiles(
  terminal: Terminal,
  host: Host,
  desk: Desk,
  { words, given, settings, ...wanted }: Operation & { zoneGiven: boolean },
): Promise<number> {
  if (words.length === 0) return await wrong(terminal, 'import needs the files to read, for example: import page.txt')
  const dryRun = given['dry-run'] === true
  const bar = progressBar(terminal.stderr, terminal.nowMs)
  let faults = 0
  let articles = 0
  for (const [i, file] of words.entries()) {
    if (terminal.stop.aborted) return await interrupted(terminal, words, i)
    try {
      const report = await desk.importFile(file, {
        dryRun,
        zone: wanted.zoneGiven ? settings.zone : null,
        publisher: typeof given.publisher === 'string' ? given.publisher : null,
        stop: terminal.stop,
        progress: bar.report,
      })
      bar.clear()
      articles += report.articles.length + report.more
      await print(
        terminal.stdout,
        settings.json
          ? `${JSON.stringify({ ...report, dryRun })}\n`
          : reportText(report, dryRun, limitsOf(terminal.stdout, terminal.environment)),
      )
    } catch (error) {
      bar.clear()
      if (terminal.stop.aborted && error === terminal.stop.reason) return await interrupted(terminal, words, i)
      const told = host.explain(error)
      if (told === null) throw error
      faults++
      await print(terminal.stderr, `newsdesk: ${told}\n`)
      if (settings.json) await print(terminal.stdout, `${JSON.stringify({ file, problem: told, dryRun })}\n`)
    }
  }
  if (faults > 0 && words.length > 1)
    await print(
      terminal.stderr,
      `newsdesk: ${faults} of ${words.length} files could not be imported; nothing of ${faults === 1 ? 'it' : 'them'} was kept.\n`,
    )
  return faults > 0 ? EXIT.misuse : articles > 0 ? EXIT.answered : EXIT.nothing
}

async function interrupted(terminal: Terminal, files: readonly string[], read: number): Promise<number> {
  const count = read === 0 ? 'no file' : `${read} of ${files.length} files`
  await print(terminal.stderr, `newsdesk: interrupted; ${count} read, ${files[read]} was not: nothing of it was kept.\n`)
  return EXIT.interrupted
}

function reportText(report: ImportReport, dryRun: boolean, limits: Limits): string {
  const { added, changed, unchanged } = report.counts
  const found = report.articles.length + report.more
  const counts = `${added} new, ${changed} changed, ${unchanged} already there${dryRun ? ' (dry run: nothing was stored)' : ''}`
  const lines = [
    lay(
      [
        { text: `${safe(report.file)}: `, look: 'strong' },
        { text: `${safe(report.format)}, ${found === 1 ? '1 article' : `${found} articles`}; ${counts}`, look: 'plain' },
      ],
      limits,
      2,
    ),
  ]
  for (const article of report.articles) {
    const mark = { new: '+', changed: '~', unchanged: '=', found: '·' }[article.state]
    lines.push(
      lay([{ text: `  ${mark} ${safe(article.title)} (${safe(article.publisher)}, ${safe(article.dated)})`, look: 'plain' }], limits, 4),
    )
  }
  if (report.more > 0) lines.push(`  and ${report.more.toLocaleString('en')} more`)
  for (const note of report.notes) lines.push(lay([{ text: `  ! ${safe(note)}`, look: 'notice' }], limits, 4))
  return `${lines.join('\n')}\n`
}

export async function listArticles(terminal: Terminal, desk: Desk, settings: Settings): Promise<number> {
  const limits = limitsOf(terminal.stdout, terminal.environment)
  let count = 0
  for await (const { id, title, publisher, authors, published, url, body } of desk.articles()) {
    if (terminal.stop.aborted) {
      await print(terminal.stderr, `newsdesk: interrupted after ${count} articles; the list is not complete.\n`)
      return EXIT.interrupted
    }
    count++
    const text = settings.json
      ? JSON.stringify({ id, title, publisher, authors, published, url, body })
      : lay(
          [
            { text: `${safe(id)}  `, look: 'faint' },
            { text: safe(title), look: 'plain' },
            { text: `  ${safe(publisher)}, ${published?.slice(0, 10) ?? 'date not printed'}`, look: 'faint' },
          ],
          limits,
          4,
        )
    await print(terminal.stdout, `${text}\n`)
  }
  if (count === 0 && !settings.json) await print(terminal.stdout, 'No articles are stored yet.\n')
  return count > 0 ? EXIT.answered : EXIT.nothing
}

async function wrong(terminal: Terminal, problem: string): Promise<number> {
  await print(terminal.stderr, `newsdesk: ${problem}\n`)
  return EXIT.misuse
}
