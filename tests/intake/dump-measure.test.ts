import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readDump } from '../../src/intake/dump.ts'
import { assemble, LAYOUTS, type Layout, type Piece, randomOf } from './assemble-dump.ts'

/** Real articles lie beside the repository, not in it; without them there is nothing to measure with. */
const NEWS = join(import.meta.dirname, '../../../shared/data/news/multihop.jsonl.gz')
const present = existsSync(NEWS)
const DUMPS = 25
/** Measured .97/.96, 1/1, .96/.96 and .99/.99; a fall below means that a rule broke. */
const FLOOR: Readonly<Record<Layout, number>> = { headlines: 0.94, bylines: 0.98, list: 0.94, dates: 0.97 }

function pieces(): Piece[] {
  return gunzipSync(readFileSync(NEWS))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly title: string; readonly body: string })
    .map(({ title, body }) => ({ title: title.replace(/\s+/g, ' ').trim(), paragraphs: proseOf(body) }))
    .filter((piece) => piece.paragraphs.length >= 3 && piece.title.split(' ').length >= 4 && !piece.title.endsWith('.'))
}

/** Without the pages' own links and captions, which no one has marked as such. */
function proseOf(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text.length > 60 && /[.!?”"]$/.test(text))
}

describe.skipIf(!present)('beginnings found in dumps put together of real articles', () => {
  const all = present ? pieces() : []
  test.each(LAYOUTS)('%s', (layout) => {
    const random = randomOf(11)
    let right = 0
    let found = 0
    let wanted = 0
    let titled = 0
    for (let n = 0; n < DUMPS; n++) {
      const chosen = Array.from({ length: 3 + Math.floor(random() * 6) }, () => all[Math.floor(random() * all.length)])
        .filter((piece, i, drawn) => piece !== undefined && drawn.indexOf(piece) === i)
        .filter((piece) => piece !== undefined)
        .map((piece) => ({ ...piece, paragraphs: piece.paragraphs.slice(0, 3 + Math.floor(random() * 12)) }))
      const { articles } = readDump(assemble(chosen, layout, random), { zone: null, publisher: null })
      const leads = new Map(chosen.map((piece) => [(piece.paragraphs[0] ?? '').slice(0, 40), piece.title]))
      found += articles.length
      wanted += leads.size
      for (const { article } of articles) {
        const lead = [...leads.keys()].find((words) => article.body.startsWith(words))
        if (lead === undefined) continue
        right++
        if (leads.get(lead) === article.title) titled++
      }
    }
    const precision = right / found
    const recall = right / wanted
    console.log(
      `${layout}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, right title ${(titled / right).toFixed(3)} of ${wanted} articles`,
    )
    expect(Math.min(precision, recall)).toBeGreaterThan(FLOOR[layout])
  })
})
