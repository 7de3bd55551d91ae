/** A file of questions, one answer line each; a bad line is named and the others are answered. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Desk, EXIT, type Host } from './host.ts'
import { answerJson } from './json.ts'
import { type Line, linesOf } from './lines.ts'
import { progressBar } from './progress.ts'
import type { Settings } from './read.ts'
import { print, type Terminal } from './streams.ts'

type Item = { readonly id: string | number; readonly q: string; readonly asked: Date | null }
const MAX_LINE_BYTES = 1_000_000
const MAX_FAULTS_SHOWN = 20

/** One JSON line `{id, …}` for each question. Returns the exit code: 2 where a line was bad, else 0. */
export async function batch(
  terminal: Terminal,
  file: string,
  settings: Settings,
  host: Pick<Host, 'now' | 'readTime'>,
  answer: (question: string, asked: { readonly now: Date; readonly zone: string }) => Promise<Record<string, unknown>>,
): Promise<number> {
  const total = file === '-' ? null : await bytesOf(file)
  if (typeof total === 'string') {
    await print(terminal.stderr, `newsdesk: Cannot read ${file}: ${total}\n`)
    return EXIT.misuse
  }
  const named = file === '-' ? 'standard input' : file
  const bar = progressBar(terminal.stderr, terminal.nowMs)
  let read = 0
  let faults = 0
  for await (const line of linesOf(file === '-' ? terminal.stdin : createReadStream(file), MAX_LINE_BYTES)) {
    if (terminal.stop.aborted) {
      bar.clear()
      await print(terminal.stderr, `newsdesk: interrupted before line ${line.number} of ${named}; the lines before it were answered.\n`)
      return EXIT.interrupted
    }
    read += Buffer.byteLength(line.text) + 1
    if (line.text.trim() === '') continue
    const item = itemOf(line, (text) => host.readTime(text, settings.zone))
    if (typeof item === 'string') {
      faults++
      if (faults <= MAX_FAULTS_SHOWN) {
        bar.clear()
        await print(terminal.stderr, `newsdesk: ${named}, line ${line.number}: ${item}\n`)
      }
      continue
    }
    const result = await answer(item.q, { now: item.asked ?? settings.now ?? host.now(), zone: settings.zone })
    await print(terminal.stdout, `${JSON.stringify({ id: item.id, ...result })}\n`)
    bar.report('Answering', total === null ? line.number : Math.min(read, total), total)
  }
  bar.clear()
  if (faults > 0)
    await print(
      terminal.stderr,
      `newsdesk: ${faults === 1 ? '1 line' : `${faults} lines`} of ${named} could not be read; the others were answered.\n`,
    )
  return faults > 0 ? EXIT.misuse : EXIT.answered
}

export async function askBatch(terminal: Terminal, desk: Desk, file: string, settings: Settings, host: Host): Promise<number> {
  let failed = false
  const code = await batch(terminal, file, settings, host, async (question, asked) => {
    const startMs = terminal.nowMs()
    const outcome = await desk.respond({ command: 'ask', options: { question }, asked })
    failed ||= outcome.kind === 'failed'
    return { answer: answerJson(outcome.answer, terminal.nowMs() - startMs) }
  })
  return failed ? EXIT.failed : code
}

export async function searchBatch(
  terminal: Terminal,
  desk: Desk,
  file: string,
  top: number,
  settings: Settings,
  host: Host,
): Promise<number> {
  return await batch(terminal, file, settings, host, async (question, asked) => ({
    passages: (await desk.search(question, asked, top)).map(passageJson),
  }))
}

/** The fields of the contract, in its order, whatever else a passage carries. */
export function passageJson({
  articleId,
  url,
  publisher,
  title,
  published,
  score,
  text,
}: Awaited<ReturnType<Desk['search']>>[number]): Record<string, unknown> {
  return { articleId, url, publisher, title, published, score, text }
}

/** What a line asks, or what is wrong with it and how to write it. */
function itemOf(line: Line, readTime: (text: string) => Date | null): Item | string {
  if (line.cut) return `longer than ${MAX_LINE_BYTES} bytes. A question is shorter.`
  if (!line.valid) return 'is not UTF-8. Save the file as UTF-8.'
  let value: unknown
  try {
    value = JSON.parse(line.text)
  } catch (error) {
    return `is not JSON (${error instanceof Error ? error.message : String(error)}). Write one object a line: {"id": "1", "q": "…"}.`
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is no JSON object. Write {"id": "1", "q": "…"}.'
  const { id, q, asked } = value as Record<string, unknown>
  if (typeof id !== 'string' && typeof id !== 'number') return 'has no "id" (text or a number).'
  if (typeof q !== 'string') return 'has no "q" (the question, text).'
  if (asked === undefined || asked === null) return { id, q, asked: null }
  const date = typeof asked === 'string' ? readTime(asked) : null
  return date === null ? `has "asked": ${JSON.stringify(asked)}, which is no ISO 8601 date or time.` : { id, q, asked: date }
}

async function bytesOf(file: string): Promise<number | string> {
  try {
    const found = await stat(file)
    return found.isFile() ? found.size : found.isDirectory() ? 'it is a folder. Name a file.' : 0
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    return code === 'ENOENT' ? 'there is no such file. Check the path.' : `${error instanceof Error ? error.message : String(error)}.`
  }
}
