/** A coverage as a PNG, for surfaces that show pictures: the drawing of the page, drawn once more with our own fonts. The one home of the renderer, which is loaded at first use. */
import { createRequire } from 'node:module'
import { type Coverage, coverageAlt } from './answer.ts'
import { coverageSvg, WIDTH } from './coverage-svg.ts'
import type { Log } from './log.ts'

/** Twice the drawing, for screens with two pixels to each. */
const SCALE = 2
/** Each is drawn in a thread of Node's pool of four, which others need, too. */
const MAX_AT_ONCE = 2
/** Waiting to be drawn; who comes later gets bars of characters. */
const MAX_WAITING = 20
/** Real ones have 20–80 kB. */
const MAX_BYTES = 1_000_000
const FONTS = ['400Regular/SourceSans3_400Regular.ttf', '600SemiBold/SourceSans3_600SemiBold.ttf']
/** What our fonts cannot write; then the machine's are looked through, which takes longer. */
const FOREIGN = /[^ -\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2000-\u206f]/u
const FOREIGN_LETTER = /[^\P{L}\0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff]/gu
/** Of a name, as far as it may be shown. */
const MAX_SHOWN = 120
/** Alphabets that are tried for one chart, and that are remembered. */
const MAX_TRIED = 8
const MAX_KNOWN = 1_000
/** Stands for no letter in any script. */
const NO_LETTER = '\u0378'

type Drawn = { readonly png: Uint8Array; readonly width: number; readonly height: number; readonly alt: string }
type Options = { readonly width: number; readonly withSystemFonts: boolean }

/** Never throws: null where nothing could be drawn, and the log says why. */
export function openDraw(log: Log): (coverage: Coverage) => Promise<Drawn | null> {
  const writable = new Map<number, boolean>()
  const turn = turns()
  return async (coverage) => {
    try {
      return await turn(() => drawn(coverage, writable))
    } catch (error) {
      log.warn('a chart was not drawn', { reason: error instanceof Error ? error.message : String(error) })
      return null
    }
  }
}

/** So many at once; others wait, and too many are turned away. */
function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running < MAX_AT_ONCE) running++
    else {
      if (waiting.length >= MAX_WAITING) throw new RangeError(`${waiting.length} others are waiting to be drawn`)
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}

async function drawn(coverage: Coverage, writable: Map<number, boolean>): Promise<Drawn> {
  const texts = [coverage.title, ...coverage.series.map(({ label }) => label)].map((text) => text.slice(0, MAX_SHOWN))
  const unknown = await unwritable(texts.join(' '), writable)
  if (unknown !== null) throw new RangeError(`no font of this machine has the letter ${unknown}`)
  const withSystemFonts = texts.some((text) => FOREIGN.test(text))
  const image = await painted(coverageSvg(coverage), { width: WIDTH * SCALE, withSystemFonts })
  const png = image.asPng()
  if (png.length > MAX_BYTES) throw new RangeError(`the picture has ${png.length} bytes`)
  return { png, width: image.width, height: image.height, alt: coverageAlt(coverage) }
}

async function painted(svg: string, { width, withSystemFonts }: Options) {
  const { renderAsync } = await import('@resvg/resvg-js')
  const { resolve } = createRequire(import.meta.url)
  return renderAsync(svg, {
    fitTo: { mode: 'width', value: width },
    background: '#ffffff',
    font: {
      fontFiles: FONTS.map((file) => resolve(`@expo-google-fonts/source-sans-3/${file}`)),
      loadSystemFonts: withSystemFonts,
      defaultFontFamily: 'Source Sans 3',
      sansSerifFamily: 'Source Sans 3',
    },
    logLevel: 'off',
  })
}

/** A letter that would be an empty box in the picture: then words are better. Each alphabet is tried once, by a letter of it. */
async function unwritable(text: string, known: Map<number, boolean>): Promise<string | null> {
  const letters = new Map(Array.from(text.matchAll(FOREIGN_LETTER), ([letter]) => [alphabetOf(letter), letter]))
  for (const [alphabet, letter] of [...letters].slice(0, MAX_TRIED)) {
    let isKnown = known.get(alphabet)
    if (isKnown === undefined) {
      isKnown = !(await letterPixels(letter)).equals(await letterPixels(NO_LETTER))
      if (known.size < MAX_KNOWN) known.set(alphabet, isKnown)
    }
    if (!isKnown) return letter
  }
  return null
}

/** Alphabets have 128 places each, as a rule, those of East Asia thousands. */
function alphabetOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0
  return code < 0x2e80 ? code >> 7 : (code >> 12) << 7
}

async function letterPixels(letter: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><text x="5" y="30" font-size="20" font-family="'Source Sans 3', sans-serif">${letter}</text></svg>`
  return (await painted(svg, { width: 40, withSystemFonts: true })).pixels
}
