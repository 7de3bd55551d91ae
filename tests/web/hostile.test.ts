/**
 * Whatever stands in articles, names, questions and feeds is only read: no page becomes anything else by it. Each page is compared with the same page of
 * harmless words, element for element; then Chromium opens some with hundreds of hostile texts on each, and says what happened.
 */
import { Parser } from 'htmlparser2'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../peers/guard.ts'
import { safe } from '../../src/answer.ts'
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openWindow, type Window } from './browser.ts'
import { MANY_ROWS, ring, SESSION } from './hostile-host.ts'
import { ADDRESSED, afresh, asking, FEEDS, type HostileRoom, MANAGERS_PAGES, openHostileRoom, READERS_PAGES } from './hostile-room.ts'
import { folded, inspect } from './inert.ts'
import { ALL_PAYLOADS, NAUGHTY_STRINGS } from './payloads.ts'

const COUNTED = `${ALL_PAYLOADS.length} texts, ${NAUGHTY_STRINGS.length === 0 ? 'the Big List of Naughty Strings not among them, since it is not there' : `${NAUGHTY_STRINGS.length} of the Big List of Naughty Strings`}`
const HARMLESS = ['Harbour plant opens']
/** A letter of its own for each, so that two texts that differ stay two: a label that is an outlet's name leads to it. */
const letterFor = (unit: string) => String.fromCharCode(0x100 + (unit.charCodeAt(0) % 0x80))
/** The same lengths and the same blanks, so that passages lie in the same paragraphs; but nothing that means anything to a browser. */
const TAMED = ALL_PAYLOADS.map((text) => text.replace(/[^\s\w]/g, letterFor))
/** Pages of a kind, where one holds too few texts for all of them to have a turn. */
const MAX_TURNS = 12
const PAGES = [...READERS_PAGES, ...MANAGERS_PAGES]
const open: HostileRoom[] = []

async function opened(...[texts, rows, urls]: [readonly string[], number, 'hostile'?]): Promise<HostileRoom> {
  const room = await openHostileRoom(ring(texts, urls), rows)
  open.push(room)
  return room
}
afterAll(() => Promise.all(open.map((room) => room.close())))

/** What a page shows of a text: one line, controls made visible. */
const shown = (text: string) => folded(safe(text.toWellFormed())).trim()

describe(`pages of ${COUNTED}`, () => {
  let hostile: HostileRoom
  let harmless: HostileRoom
  beforeAll(async () => {
    hostile = await opened(ALL_PAYLOADS, MANY_ROWS)
    harmless = await opened(TAMED, MANY_ROWS)
  })

  test.each(PAGES)('%s has the elements of the same page of harmless words', async (path) => {
    const before = hostile.taken()
    for (let turn = 0; turn < MAX_TURNS && hostile.taken() - before < ALL_PAYLOADS.length; turn++) {
      const like = inspect(await (await harmless.get(afresh(path, turn))).text(), [harmless.origin])
      const response = await hostile.get(afresh(path, turn))
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8')
      const { faults, skeleton } = inspect(await response.text(), [hostile.origin])
      expect(faults).toEqual([])
      // Names are in groups by their first letter.
      if (path !== '/names') expect(skeleton).toBe(like.skeleton)
    }
    expect(hostile.errors).toEqual([])
  })

  test('each text of an article is found in it as text', async () => {
    const room = await opened(ALL_PAYLOADS, MANY_ROWS)
    const all: string[] = []
    for (let turn = 0; turn < 2 * Math.ceil(ALL_PAYLOADS.length / (4 * MANY_ROWS)); turn++)
      all.push(inspect(await (await room.get('/article/one')).text(), [room.origin]).text)
    const text = all.join(' ')
    expect(ALL_PAYLOADS.filter((payload) => !text.includes(shown(payload)))).toEqual([])
  })

  test('addresses of articles lead to the web, or nowhere', async () => {
    const room = await opened(ALL_PAYLOADS, MANY_ROWS, 'hostile')
    for (const path of PAGES)
      for (let turn = 0; turn < 3; turn++) expect(inspect(await (await room.get(path)).text(), [room.origin]).faults, path).toEqual([])
    expect(room.errors).toEqual([])
  })
})

describe('each text by itself', () => {
  test('as a question it is in title, heading and field, as text', { timeout: 120_000 }, async () => {
    const room = await opened(HARMLESS, 0)
    // What has no words in it cannot be followed by RSS.
    const [plant, wordless] = await Promise.all(
      ['plant', '""'].map(async (q) => inspect(await (await room.get(asking(q, 'spill'))).text(), [room.origin]).skeleton),
    )
    for (const [n, payload] of ALL_PAYLOADS.entries()) {
      const response = await room.get(asking(payload, ALL_PAYLOADS[n - 1] ?? 'spill'))
      const page = inspect(await response.text(), [room.origin])
      const skeleton = page.skeleton === wordless ? wordless : plant
      expect({ payload, status: response.status, ...page, text: '' }).toEqual({ payload, status: 200, faults: [], skeleton, text: '' })
      expect(page.text).toContain(shown(payload).slice(0, 100))
    }
    expect(room.errors).toEqual([])
  })

  test('as a name, an outlet, an id, a passage in an address', { timeout: 120_000 }, async () => {
    const room = await opened(HARMLESS, 0)
    for (const [n, payload] of ALL_PAYLOADS.entries()) {
      if (n % 3 !== 0) continue
      const address = ADDRESSED[(n / 3) % ADDRESSED.length] as (typeof ADDRESSED)[number]
      const response = await room.get(address(payload))
      expect({ payload, faults: inspect(await response.text(), [room.origin]).faults }).toEqual({ payload, faults: [] })
      expect([200, 302, 303, 400, 404, 414], payload).toContain(response.status)
    }
    expect(room.errors).toEqual([])
  })
})

describe('what programs are given', () => {
  test.each(['/api/ask?q=who', '/api/search?q=who', '/api/suggest?q=w'])('%s is JSON, and taken for nothing else', async (path) => {
    const room = await opened(ALL_PAYLOADS, MANY_ROWS)
    for (let turn = 0; turn < 4; turn++) {
      const response = await room.get(afresh(path, turn))
      expect(response.headers.get('content-type')).toMatch(/^application\/(?:x-suggestions\+)?json\b/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await response.json()).toBeTruthy()
    }
  })

  test.each(FEEDS)('%s is well-formed, with the elements of the same feed of harmless words', async (path) => {
    const harmless = await opened(TAMED, MANY_ROWS)
    const room = await opened(ALL_PAYLOADS, MANY_ROWS)
    const like = xmlOf(await (await harmless.get(path)).text())
    for (let turn = 0; turn < 4; turn++) {
      const response = await room.get(afresh(path, turn))
      expect(response.headers.get('content-type')).toContain('application/rss+xml')
      const xml = await response.text()
      expect(xml).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u)
      expect(xmlOf(xml)).toBe(like)
    }
  })
})

/** Its elements; entities and sections that a reader of feeds would have to know are left as they are. */
function xmlOf(xml: string): string {
  const seen: string[] = []
  const parser = new Parser(
    { onopentag: (name) => void seen.push(`<${name}>`), onclosetag: (name) => void seen.push(`</${name}>`) },
    { xmlMode: true },
  )
  parser.end(xml)
  return seen.join('')
}

describe.skipIf(CHROMIUM === null)(`in Chromium${NEEDS_CHROMIUM}`, () => {
  let browser: Browser
  let room: HostileRoom
  let window: Window
  beforeAll(async () => {
    browser = await openBrowser()
    room = await opened(ALL_PAYLOADS, MANY_ROWS, 'hostile')
    window = await openWindow(browser, room.origin)
    await window.context.addCookies([{ name: 'newsdesk', value: SESSION, url: room.origin }])
  })
  afterAll(() => browser?.close())

  test('nothing runs, nothing is asked for elsewhere, and the policy has nothing to report', { timeout: 120_000 }, async () => {
    const addresses = ALL_PAYLOADS.filter((_, n) => n % 251 === 0).map((text) => asking(text, text))
    for (const path of [...PAGES, ...addresses]) {
      await window.page.goto(path, { waitUntil: 'load' })
      // What would have begun by itself has begun; what would have to be pointed at or focused is.
      await window.page.keyboard.press('Tab')
      const scripts = await window.page.evaluate<string[]>('[...document.scripts].map((script) => new URL(script.src).pathname)')
      expect(scripts.length, path).toBeLessThanOrEqual(1)
      for (const script of scripts) expect(script).toMatch(/^\/assets\/page\b.*\.js$/)
      expect(await window.faults(), path).toEqual([])
    }
  })

  test('feeds are XML to a browser too', async () => {
    await window.page.goto('/')
    const parsed = await window.page.evaluate<string[]>(`Promise.all(${JSON.stringify(FEEDS)}.map(async (path) => {
      const text = await (await fetch(path)).text()
      const policy = globalThis.trustedTypes.createPolicy('feeds' + Math.random(), { createHTML: (given) => given })
      return new DOMParser().parseFromString(policy.createHTML(text), 'application/xml').documentElement.nodeName
    }))`)
    expect(parsed).toEqual(FEEDS.map(() => 'rss'))
  })
})
