/** What the tests of the managers' pages have in common. */
import { expect } from 'vitest'
import type { feedsPage } from '../../adapters/web/newsroom/feeds.ts'
import type { Frame } from '../../adapters/web/page.ts'
import type { Answer } from '../../src/answer.ts'
import { inspect } from './inert.ts'

export const NOW = Date.parse('2024-06-20T12:00:00Z')
export const HOUR = 3_600_000
/** Does something where it is not escaped, and turns what follows where it is not made safe. */
export const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202eevil`
export const frame: Frame = {
  path: '/newsroom/feeds',
  question: '',
  after: null,
  isManager: true,
  origin: 'https://news.example',
  now: new Date(NOW),
  zone: 'Europe/Paris',
  version: '0.0.0',
  asset: (name) => `/assets/${name}`,
}
export const tools = { draw: () => '<svg></svg>' }

type Made = Awaited<ReturnType<typeof feedsPage>>
/** Its text, once it is known that it does nothing by itself; and the page. */
export async function seen(made: Made | Promise<Made>): Promise<{ readonly text: string; readonly html: string }> {
  const html = String(await made)
  const { faults, text } = inspect(html, [frame.origin])
  expect(faults).toEqual([])
  expect(html).not.toContain('undefined')
  expect(html).not.toContain('[object')
  expect(html).not.toContain('\u202e')
  expect(html).toContain('<meta name="robots" content="noindex">')
  return { text, html }
}
/** The lines that its buttons post, in order. */
export const linesOf = (html: string) => [...html.matchAll(/<button[^>]* name="line" value="([^"]*)"/g)].map(([, line]) => line)

export const answer = (fields: Partial<Answer> = {}): Answer => ({
  question: 'feeds pause',
  verdict: 'answered',
  title: '',
  blocks: [{ type: 'notice', text: EVIL }],
  sources: [],
  searched: { from: null, to: null, publishers: [], articles: 0 },
  followUps: [],
  ...fields,
})
