/** The pages of the reading room: whole documents, hostile text in every place, passages marked exactly, and where command lines lead. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandLink, topicOf } from '../../adapters/web/command-link.ts'
import type { Range } from '../../adapters/web/host.ts'
import { markedText } from '../../adapters/web/marked-text.ts'
import type { Frame, Html } from '../../adapters/web/page.ts'
import { articlePage } from '../../adapters/web/pages/article.ts'
import { askPage } from '../../adapters/web/pages/ask.ts'
import { entityPage } from '../../adapters/web/pages/entity.ts'
import { frontPage } from '../../adapters/web/pages/front.ts'
import { namesPage } from '../../adapters/web/pages/names.ts'
import { outletPage } from '../../adapters/web/pages/outlet.ts'
import { problemPage } from '../../adapters/web/pages/problem.ts'
import { searchPage } from '../../adapters/web/pages/search.ts'
import { storyPage } from '../../adapters/web/pages/story.ts'
import { safe } from '../../src/answer.ts'
import { coverageSvg } from '../../src/coverage-svg.ts'
import { HOSTILE } from '../hostile-text.ts'
import { BLOCKS, MISUSED, READING, TIMELINE, UNANSWERED } from './design-readings.ts'
import { ARTICLE, ENTITY, FRAME, FRONT, NAMES, OUTLET, PASSAGE_ROWS, PASSAGES, STORY } from './design-samples.ts'
import { faultsOf, readHtml } from './page-faults.ts'
import '../properties.ts'

const READINGS = { BLOCKS, MISUSED, READING, TIMELINE, UNANSWERED }
const SAMPLES = { ...READINGS, ARTICLE, ENTITY, FRONT, NAMES, OUTLET, PASSAGE_ROWS, PASSAGES, STORY }
type Samples = typeof SAMPLES
const tools = { draw: coverageSvg }
/** One of so many hostile texts: tests/web/hostile.test.ts tries all of them in a browser. */
const SHARE = 25
const ASKED = READING.outcome.answer.question

/** Every page, of the given data. */
function pagesOf(given: Samples, typed: { q: string; after: string | null }, frame: Frame = FRAME): Record<string, Html> {
  const at = (path: string, question = ''): Frame => ({ ...frame, path, question, after: typed.after })
  const ask = (reading: Samples['READING']) => askPage(reading, typed, at('/ask?q=x', typed.q), tools)
  return {
    front: frontPage(given.FRONT, at('/')),
    ask: ask(given.READING),
    unanswered: ask(given.UNANSWERED),
    misused: ask(given.MISUSED),
    timeline: ask(given.TIMELINE),
    blocks: ask(given.BLOCKS),
    article: articlePage(given.ARTICLE, given.PASSAGES, at('/article/x')),
    entity: entityPage(given.ENTITY, at('/entity/x'), tools),
    story: storyPage(given.STORY, at('/story/x'), tools),
    outlet: outletPage(given.OUTLET, at('/outlet/x?page=2'), tools),
    names: namesPage(given.NAMES, at('/names')),
    search: searchPage(typed.q, given.PASSAGE_ROWS, at('/search?q=x', typed.q)),
    problem: problemPage({ status: 404, title: typed.q, text: typed.q }, at('/x')),
  }
}

/** The same data with this for every text in it that is not read by a program. */
function withText<T>(data: T, text: string, key = ''): T {
  if (typeof data === 'string') return (/^(?:type|kind|per|at|articleId|columns)$/.test(key) ? data : text) as T
  if (Array.isArray(data)) return data.map((one) => withText(one, text, key)) as T
  if (data instanceof Map) return new Map([...data].map(([name, one]) => [name, withText(one, text)])) as T
  if (data !== null && typeof data === 'object')
    return Object.fromEntries(Object.entries(data).map(([name, one]) => [name, withText(one, text, name)])) as T
  return data
}

describe('every page', () => {
  const pages = Object.entries(pagesOf(SAMPLES, { q: ASKED, after: null }))
  test.each(pages)('%s is a whole document with one heading, a title, and no id twice', (_, page) => {
    const html = String(page)
    const { elements } = readHtml(html)
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(faultsOf(html, true)).toEqual([])
    expect(html.match(/<main /g)).toHaveLength(1)
    expect(html).toMatch(/<title>[^<]+<\/title>\n<meta name="description"/)
    expect(elements.find(({ name }) => name === 'a')?.attributes).toEqual({ class: 'skip', href: '#main' })
    expect(html).not.toMatch(/undefined|\[object|NaN/)
  })
  test('says where it is the same under another address, or that it is nobody else’s', () => {
    const canonical = (page: string) => /<link rel="canonical" href="([^"]+)">/.exec(String(Object.fromEntries(pages)[page]))?.[1]
    expect(canonical('article')).toBe('http://127.0.0.1:4321/article/ferry-order')
    expect(canonical('entity')).toBe('http://127.0.0.1:4321/entity/Tidewell%20Ferries')
    expect(canonical('ask')).toBeUndefined()
    expect(String(Object.fromEntries(pages).ask)).toContain('<meta name="robots" content="noindex">')
  })
  test('shows the way to the newsroom in its navigation to managers only', () => {
    const frame = { ...FRAME, isManager: true }
    expect(String(frontPage(FRONT, frame))).toMatch(/<nav aria-label="Pages">.*\/newsroom.*<\/nav>/s)
    expect(String(frontPage(FRONT, FRAME))).not.toMatch(/<nav aria-label="Pages">(?:(?!<\/nav>).)*\/newsroom/s)
  })
  test('keeps the question in the field, and goes on from it as it was understood', () => {
    const html = String(
      askPage(READING, { q: 'and who leads it?', after: 'before' }, { ...FRAME, path: '/ask', question: 'and who leads it?' }, tools),
    )
    expect(html).toMatch(/<input id="q"[^>]* value="and who leads it\?"/)
    expect(html).toContain(`<input type="hidden" name="after" value="${ASKED}">`)
    expect(html).toContain('href="/ask?q=and+who+leads+it%3F&amp;after=before" data-copy')
  })
  test('hostile text in every place of every page is text', () => {
    const faults = HOSTILE.filter((text, i) => text.length < 600 && i % SHARE === 0).flatMap((text) =>
      Object.entries(pagesOf(withText(SAMPLES, text), { q: text, after: text })).flatMap(([name, page]) =>
        faultsOf(String(page), true).map((fault) => `${name}: ${fault} of ${JSON.stringify(text.slice(0, 60))}`),
      ),
    )
    expect(faults).toEqual([])
  })
  test('of nothing stored says so', () => {
    const front = {
      ...FRONT,
      stories: [],
      names: [],
      outlets: [],
      prompts: [],
      searched: { from: null, to: null, publishers: [], articles: 0 },
    }
    expect(readHtml(String(frontPage(front, FRAME))).text).toContain('No article is stored yet')
    expect(readHtml(String(searchPage('x', [], FRAME))).text).toContain('No stored article has these words')
  })
})

describe('an article', () => {
  const line = fc.string({
    minLength: 1,
    maxLength: 12,
    unit: fc.oneof(fc.constantFrom('<', '&', '"', '😀', '\u202e', 'é', ' '), fc.string({ minLength: 1, maxLength: 1 })),
  })
  const paragraph = fc.array(
    line.filter((text) => text.trim() !== '' && !/[\r\n\v\f]/.test(text)),
    { minLength: 1, maxLength: 3 },
  )
  const ranges = fc.array(fc.record({ start: fc.integer({ min: -3, max: 60 }), end: fc.integer({ min: -3, max: 70 }) }), { maxLength: 5 })

  test('is shown whole, and marked exactly where it was asked for', () => {
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), ranges, (paragraphs, asked) => {
        const body = paragraphs.map((lines) => lines.join('\n')).join('\n\n')
        expect(charactersIn(String(markedText(body, asked)))).toEqual(expected(body, asked))
      }),
      { numRuns: 500 },
    )
  })
  test('opens at the first passage, over paragraphs too', () => {
    const html = String(
      markedText('One.\n\nTwo.\n\nThree.', [
        { start: 6, end: 15 },
        { start: 0, end: 3 },
      ]),
    )
    expect(html).toBe(
      '<p dir="auto"><mark>One</mark>.</p>\n<p dir="auto"><mark id="passage">Two.</mark></p>\n<p dir="auto"><mark>Thr</mark>ee.</p>\n',
    )
  })
  test('of passages that are none is not marked', () => {
    const none: Range[] = [
      { start: 9, end: 4 },
      { start: 500, end: 900 },
      { start: Number.NaN, end: 3 },
      { start: 3, end: Number.POSITIVE_INFINITY },
    ]
    expect(String(markedText('One. Two.', none))).toBe('<p dir="auto">One. Two.</p>\n')
  })
  test('tells what was changed, also to who cannot see it', () => {
    const html = String(articlePage(ARTICLE, [], FRAME))
    expect(html).toContain('<del><span class="unseen"> [removed:] </span>Five<span class="unseen"> [end] </span></del>')
    expect(html).toContain('<ins><span class="unseen"> [added:] </span>Six<span class="unseen"> [end] </span></ins>')
    expect(html).toContain('>The original at courier.example</a>')
    expect(html).toContain(', in English.')
  })
  test('leads nowhere else where its address is none', () => {
    const article = { ...ARTICLE.article, url: 'javascript:alert(1)' }
    expect(String(articlePage({ ...ARTICLE, article }, [], FRAME))).not.toContain('javascript:')
  })
})

/** `[character, is marked]` of what is shown; the ends of lines and paragraphs count as such. */
function charactersIn(html: string): [string, boolean][] {
  const all: [string, boolean][] = []
  let marked = false
  for (const [token] of html.trimEnd().matchAll(/<[^>]+>|&#?\w+;|./gsu)) {
    if (token.startsWith('<mark')) marked = true
    else if (token === '</mark>') marked = false
    else if (token === '<br>') all.push(['\n', false])
    else if (!token.startsWith('<') && token !== '\n') all.push([readHtml(token).text, marked])
  }
  return all
}

function expected(body: string, asked: readonly Range[]): [string, boolean][] {
  const told = asked.filter(({ start, end }) => body.slice(Math.max(0, start), Math.max(0, end)).trim() !== '')
  const all: [string, boolean][] = []
  let at = 0
  for (const [line] of body.matchAll(/\n\n|\n|./gsu)) {
    const isMarked = told.some(({ start, end }) => start < at + line.length && end > at)
    // Between paragraphs stands nothing.
    if (line === '\n') all.push(['\n', false])
    else if (line !== '\n\n') all.push([safe(line), isMarked])
    at += line.length
  }
  return all
}

describe('a command line leads', () => {
  test.each([
    ['about Huawei', '/entity/Huawei'],
    ['about Huawei source:"Caixin Global"', '/ask?q=about+Huawei+source%3A%22Caixin+Global%22'],
    ['story story-1a', '/story/story-1a'],
    ['story trade deal', '/ask?q=story+trade+deal'],
    ['timeline Huawei page:2', '/ask?q=timeline+Huawei+page%3A2'],
    ['latest', '/ask?q=latest'],
    ['sources', '/ask?q=sources'],
    ['ask Who leads it?', '/ask?q=Who+leads+it%3F&after=before'],
    ['Who leads it?', '/ask?q=Who+leads+it%3F&after=before'],
    ['watch add story:story-1', '/feed?q=story%3Astory-1'],
  ])('%s', (line, href) => expect(commandLink(line, 'before')?.href).toBe(href))
  test.each(['watch remove 1', 'feeds pause 3', 'digest now', 'settings private:on', 'privacy forget-me', 'status', '', '  ', 'ask'])(
    '“%s” nowhere',
    (line) => expect(commandLink(line, 'before')).toBeNull(),
  )
  test('to a feed, which is labelled so', () => expect(commandLink('watch add Huawei')?.label).toBe('Follow by RSS'))
  test.each([
    ['timeline Huawei page:2', 'Huawei'],
    ['latest', ''],
    ['latest Huawei source:caixin limit:5', 'Huawei source:caixin'],
    ['sources', ''],
    ['why "Who leads it?"', 'Who leads it?'],
    ['why did it close?', 'why did it close?'],
    ['Who leads it?', 'Who leads it?'],
    ['storybooks', 'storybooks'],
  ])('and “%s” is about “%s”', (line, topic) => expect(topicOf(line)).toBe(topic))
})
