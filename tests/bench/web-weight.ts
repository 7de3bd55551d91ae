/** What a page weighs as a browser gets it for the first time: the page, its sheet, its script and the fonts that it really asks for, heads included. */
import { gzipSync } from 'node:zlib'
import { openBrowser } from '../web/browser.ts'

export type PageWeight = {
  readonly page: string
  readonly bytes: number
  /** Of the page itself, packed: what its drawn charts take. */
  readonly chartBytes: number
  readonly requests: number
  /** By kind of file: document, stylesheet, script, font, image. */
  readonly kinds: Readonly<Record<string, number>>
}

const CHART = /<svg[^>]*class="[^"]*\bcoverage\b[\s\S]*?<\/svg>/g
const SETTLE_MS = 300

/** Each in a window of its own, as someone who was never here. */
export async function weigh(origin: string, paths: Readonly<Record<string, string>>): Promise<readonly PageWeight[]> {
  const browser = await openBrowser()
  try {
    const weights: PageWeight[] = []
    for (const [page, path] of Object.entries(paths)) {
      const context = await browser.newContext({ baseURL: origin })
      const window = await context.newPage()
      const kinds: Record<string, number> = {}
      const sizes: Promise<void>[] = []
      window.on('requestfinished', (request) => {
        const size = request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
          const kind = request.resourceType()
          kinds[kind] = (kinds[kind] ?? 0) + responseBodySize + responseHeadersSize
        })
        sizes.push(size)
      })
      await window.goto(path, { waitUntil: 'load' })
      await window.waitForTimeout(SETTLE_MS)
      await Promise.all(sizes)
      const html = await (await fetch(`${origin}${path}`)).text()
      weights.push({
        page,
        bytes: Object.values(kinds).reduce((sum, size) => sum + size, 0),
        chartBytes: gzipSync(html).length - gzipSync(html.replace(CHART, '')).length,
        requests: sizes.length,
        kinds,
      })
      await context.close()
    }
    return weights
  } finally {
    await browser.close()
  }
}
