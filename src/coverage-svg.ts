/**
 * A coverage as a drawing: stacked columns, one colour an outlet. Pure; the same coverage gives the same text. It stands in the page, which
 * recolours it by its classes, and is the model of the picture (src/rasterise.ts): nothing in it is fetched, no style, no script, no id.
 */
import { type Coverage, coverageAlt, printedTime, safe } from './answer.ts'
import { timeMarks, valueMarks } from './coverage-axes.ts'

export const WIDTH = 720
export const HEIGHT = 300
/** Left of title and legend. */
const EDGE = 24
const PLOT = { left: 40, right: 696, bottom: 264 } as const
/** Where the columns may reach up to, under one row of the legend; each further row takes its own height. */
const TOP = 84
const LEGEND_ROW = 20
/** Of all text but the title. */
const SIZE = 13
const TITLE_SIZE = 17
const TITLE_WIDTH = 460
const FONT = "'Source Sans 3', sans-serif"
/** Each at least 3 : 1 on white, and told apart with any of the three colour blindnesses (ΔE ≥ 23); the last, quiet one is mostly that of the others. */
const COLOURS = ['#1f4f9e', '#bd8110', '#2f98c4', '#38401c', '#74265f', '#7a7a7a'] as const
const INK = '#1a1a1a'
const QUIET = '#595959'
const RULE = '#dedede'
/** Of an outlet's name beside a column, in pixels. */
const MAX_TOLD = 400
const MAX_BAR = 56
/** Of a column's width. */
const BAR_SHARE = 0.74
/** Of a name or title, before it is measured: marks that pile up on one letter are characters too. */
const MAX_CHARACTERS = 120
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

export function coverageSvg(coverage: Coverage): string {
  const columnWidth = (PLOT.right - PLOT.left) / Math.max(1, coverage.columns.length)
  const totals = coverage.columns.map((_, i) => coverage.series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0))
  const marks = valueMarks(totals.reduce((high, total) => Math.max(high, total), 0))
  const { entries, rows } = legend(coverage)
  const top = TOP + Math.max(0, rows - 1) * LEGEND_ROW
  return [
    `<svg class="coverage" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(coverageAlt(coverage))}" font-family="${FONT}" font-size="${SIZE}">`,
    ...heading(coverage),
    ...entries,
    ...valueAxis(marks, top),
    ...columns(coverage, columnWidth, (PLOT.bottom - top) / (marks.at(-1) ?? 1)),
    ...timeAxis(coverage, columnWidth),
    '</svg>',
  ].join('\n')
}

function heading({ title, per, series }: Coverage): string[] {
  const what = `Articles per ${per}${series.length > 1 ? ', by outlet' : ''}`
  const shown = shortened(title, TITLE_WIDTH, TITLE_SIZE)
  const quiet = `class="label" fill="${QUIET}"`
  if (shown === '') return [`<text x="${EDGE}" y="30" ${quiet}>${what}</text>`]
  return [
    `<text class="title" x="${EDGE}" y="31" font-size="${TITLE_SIZE}" font-weight="600" fill="${INK}">${escaped(shown)}</text>`,
    `<text x="${PLOT.right}" y="31" text-anchor="end" ${quiet}>${what}</text>`,
  ]
}

/** In one or two rows: no entry is wider than a third of the drawing. */
function legend({ series }: Coverage): { readonly entries: readonly string[]; readonly rows: number } {
  const most = (PLOT.right - EDGE) / 3
  let x: number = EDGE
  let rows = 1
  const entries = series.map(({ label, values }, i) => {
    const count = `${values.reduce((sum, value) => sum + value, 0)}`
    const name = shortened(label, most - widthOf(count, SIZE) - 44, SIZE)
    const width = 16 + widthOf(name, SIZE) + 5 + widthOf(count, SIZE)
    if (x > EDGE && x + width > PLOT.right) {
      x = EDGE
      rows++
    }
    const y = 56 + (rows - 1) * LEGEND_ROW
    const swatch = `<rect class="s${i}" x="${px(x)}" y="${y - 9}" width="10" height="10" fill="${colour(i)}"/>`
    const entry = swatch + named(name, count, px(x + 16), px(x + width - widthOf(count, SIZE)), y)
    x += width + 22
    return entry
  })
  return { entries: ['<g class="legend">', ...entries, '</g>'], rows }
}

/** Letters that may run from right to left, or that the face of the drawing may not have. */
const OTHER_FACE = /[^ -\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2000-\u206f]/

/** A name and its number: right behind it, but for a name that may run the other way, or come in another face, and take the number with it. */
function named(name: string, count: string, x: string, countX: string, y: number): string {
  const text = (at: string, ink: string, inside: string) => `<text class="label" x="${at}" y="${y}" fill="${ink}">${inside}</text>`
  return OTHER_FACE.test(name)
    ? text(x, INK, escaped(name)) + text(countX, QUIET, count)
    : text(x, INK, `${escaped(name)}<tspan dx="5" fill="${QUIET}">${count}</tspan>`)
}

function valueAxis(marks: readonly number[], top: number): string[] {
  const most = marks.at(-1) ?? 1
  const lines = marks.map((value) => {
    const y = PLOT.bottom - (value / most) * (PLOT.bottom - top)
    const isBase = value === 0
    return [
      `<line class="${isBase ? 'axis' : 'grid'}" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(y)}" y2="${px(y)}" stroke="${isBase ? QUIET : RULE}"/>`,
      `<text class="label" x="${PLOT.left - 8}" y="${px(y + 4.5)}" text-anchor="end" fill="${QUIET}">${value}</text>`,
    ].join('')
  })
  return ['<g class="values">', ...lines, '</g>']
}

function columns({ columns: times, series }: Coverage, columnWidth: number, perArticle: number): string[] {
  const width = Math.min(MAX_BAR, columnWidth * BAR_SHARE)
  const names = series.map(({ label }) => escaped(shortened(label, MAX_TOLD, SIZE)))
  return times.flatMap((time, i) => {
    const x = px(PLOT.left + (i + 0.5) * columnWidth - width / 2)
    const when = printedTime(time)
    let top: number = PLOT.bottom
    return series.flatMap(({ values }, n) => {
      const value = values[i] ?? 0
      if (value <= 0) return []
      const height = value * perArticle
      // A little paper between two outlets, where there is height to spare.
      const gap = top < PLOT.bottom && height > 4 ? 1 : 0
      top -= height
      const told = `${names[n] ?? ''}, ${when}: ${value} ${value === 1 ? 'article' : 'articles'}`
      return [
        `<rect class="s${n}" x="${x}" y="${px(top)}" width="${px(width)}" height="${px(height - gap)}" fill="${colour(n)}"><title>${told}</title></rect>`,
      ]
    })
  })
}

function timeAxis(coverage: Coverage, columnWidth: number): string[] {
  const marks = timeMarks(coverage, columnWidth, (label) => widthOf(label, SIZE)).map(({ column, label }) => {
    const x = px(PLOT.left + (column + 0.5) * columnWidth)
    const tick = `<line class="axis" x1="${x}" x2="${x}" y1="${PLOT.bottom}" y2="${PLOT.bottom + 5}" stroke="${QUIET}"/>`
    return `${tick}<text class="label" x="${x}" y="${PLOT.bottom + 20}" text-anchor="middle" fill="${QUIET}">${label}</text>`
  })
  return ['<g class="times">', ...marks, '</g>']
}

function colour(n: number): string {
  return COLOURS[n] ?? COLOURS[COLOURS.length - 1] ?? QUIET
}

/** At most two decimals, none where it is whole. */
function px(n: number): string {
  return `${Math.round(n * 100) / 100}`
}

const ASCII = /^[ -~]*$/
/** Widths of the characters from the space to the tilde, in ems: about as wide as they are drawn, rather more than less, since the drawing is made where no font is at hand. */
const ASCII_EMS = Array.from({ length: 95 }, (_, i) => {
  const character = String.fromCodePoint(0x20 + i)
  if (/[ijl.,:;'|!() ]/.test(character)) return 0.29
  if (/[mwMW@%]/.test(character)) return 0.86
  return /[A-Z]/.test(character) ? 0.62 : 0.52
})

function emsOf(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0
  return ASCII_EMS[code - 0x20] ?? ((code < 0x1100 || (code >= 0x1e00 && code < 0x2000)) && /^[\p{L}\p{N}]/u.test(grapheme) ? 0.6 : 1)
}

function graphemesOf(text: string): readonly string[] {
  return ASCII.test(text) ? text.split('') : Array.from(graphemes.segment(text), ({ segment }) => segment)
}

function widthOf(text: string, size: number): number {
  return graphemesOf(text).reduce((sum, grapheme) => sum + emsOf(grapheme), 0) * size
}

/** Cut where it would be wider than so many pixels; one line, and steering nothing. */
function shortened(text: string, most: number, size: number): string {
  const line = safe(text).replace(/\s+/g, ' ').trim()
  const all = graphemesOf(line.slice(0, MAX_CHARACTERS))
  let width = 0
  // As many as leave room for the sign that says that there are more.
  let room = 0
  for (const grapheme of all) {
    width += emsOf(grapheme) * size
    if (width + size <= most) room++
  }
  if (line.length <= MAX_CHARACTERS && width <= most) return line
  return `${safe(all.slice(0, Math.max(1, room)).join('')).trimEnd()}…`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\ufffe': '\ufffd',
  '\uffff': '\ufffd',
}

/** For text and attributes; XML knows two characters less than a string. */
function escaped(text: string): string {
  return text.replace(/[&<>"'\ufffe\uffff]/g, (character) => ESCAPES[character] ?? '')
}
