/** Articles out of 181 web pages (article-extraction-benchmark), by us and by the libraries that do the same, each on the parser that we use. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'
import { Readability } from '@mozilla/readability'
import { Defuddle } from 'defuddle/node'
import { parseHTML } from 'linkedom'
import { readPage } from '../../src/intake/page.ts'
import { archive } from './data.ts'
import { type Agreement, agreement, scoresOf, spreadOf } from './shingles.ts'
import type { Part, Row } from './table.ts'

type Truth = Readonly<Record<string, { readonly articleBody?: string; readonly url: string }>>
type Extractor = { readonly name: string; readonly read: (bytes: Buffer, url: string) => string | Promise<string> }

/** Markup → text with a space where a block ends, so that no two words become one. */
function plain(html: string): string {
  return (
    parseHTML(`<html><body>${html.replace(/<\/(?:p|div|li|h\d|td|tr|blockquote|figcaption|section)>|<br\s*\/?>/gi, '$& ')}</body></html>`)
      .document.body.textContent ?? ''
  )
}

const EXTRACTORS: readonly Extractor[] = [
  { name: 'Newsdesk', read: (bytes, url) => readPage(bytes, { url, contentType: 'text/html; charset=utf-8' }).body },
  {
    name: 'readability 0.6 + linkedom',
    read: (bytes) => plain(new Readability(parseHTML(bytes.toString('utf8')).document as never).parse()?.content ?? ''),
  },
  {
    name: 'defuddle 0.19 + linkedom',
    read: async (bytes, url) => plain((await Defuddle(parseHTML(bytes.toString('utf8')).document as never, url)).content),
  },
]
/** On the same pages, as the benchmark's README and the authors of rs_trafilatura give them. */
const PUBLISHED: readonly Row[] = [
  ['rs_trafilatura', '.970'],
  ['trafilatura', '.958'],
  ['newspaper4k', '.949'],
  ['readability_js', '.947'],
].map(([name = '', f1 = '']) => ({ name: `${name} (published)`, cells: [f1, '', '', '', ''] }))

export const measurePages: Part = async (tell) => {
  const folder = archive('pages/scrapinghub.tar.gz')
  if (folder === null) return null
  const truth = JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8')) as Truth
  const keys = Object.keys(truth).sort()
  const rows: Row[] = []
  const notes: string[] = []
  // defuddle tells of each broken JSON-LD with a trace.
  const { error: say } = console
  console.error = () => undefined
  for (const { name, read } of EXTRACTORS) {
    const found: Agreement[] = []
    const times: number[] = []
    let failed = 0
    for (const [i, key] of keys.entries()) {
      const bytes = gunzipSync(readFileSync(join(folder, 'html', `${key}.html.gz`)))
      const start = performance.now()
      let text = ''
      try {
        text = await read(bytes, truth[key]?.url ?? '')
      } catch (error) {
        failed++
        notes.push(`${name} failed on ${key.slice(0, 8)}: ${error instanceof Error ? error.message.slice(0, 80) : 'no error'}`)
      }
      times.push(performance.now() - start)
      found.push(agreement(truth[key]?.articleBody ?? '', text))
      tell(name, i + 1, keys.length)
    }
    rows.push({ name, cells: cellsOf(found, times, failed) })
    if (name === 'Newsdesk') notes.unshift(halves(found))
  }
  console.error = say
  return [
    {
      title: `Articles of ${keys.length} pages (article-extraction-benchmark)`,
      columns: ['F1', 'precision', 'recall', 'failed', 'ms a page (median)'],
      rows: [...rows, ...PUBLISHED],
      notes,
    },
  ]
}

function cellsOf(found: readonly Agreement[], times: readonly number[], failed: number): string[] {
  const { f1, precision, recall } = scoresOf(found)
  const spread = spreadOf(found)
  const median = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
  return [
    ...[
      [f1, spread.f1],
      [precision, spread.precision],
      [recall, spread.recall],
    ].map(([score = 0, by = 0]) => `${digits(score)} ± ${digits(by)}`),
    String(failed),
    median.toFixed(0),
  ]
}

function digits(value: number): string {
  return value.toFixed(3).replace(/^0/, '')
}

/** Rules were chosen with the pages of even rank (by key) in view; those of odd rank tell what that is worth elsewhere. */
function halves(found: readonly Agreement[]): string {
  const [seen, unseen] = [0, 1].map((half) => scoresOf(found.filter((_, i) => i % 2 === half)).f1)
  return `Newsdesk, split in halves by key: F1 ${digits(seen ?? 0)} on the half that rules were chosen on, ${digits(unseen ?? 0)} on the other.`
}
