/** The reading room as people use it: in Chromium, with scripts and without, by hand, by keyboard, on a telephone, in the dark. Every page is the real one. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import '../peers/guard.ts'
import { weigh } from '../bench/web-weight.ts'
import { violations } from './axe.ts'
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openWindow, type Window } from './browser.ts'
import { FERRY_ANSWER, FERRY_BUILT, FERRY_FOLLOW_UP, FERRY_NEWS, FERRY_QUESTION, FIRST_PRINTED, NEWS_NOW } from './invented-news.ts'
import { liveThroughADay, openRealRoom, REAL_TOKEN, type RealRoom } from './real-room.ts'

/** Without the chart. */
const MAX_PAGE_BYTES = 60 * 1024
const NARROWEST = { width: 320, height: 640 }
const TELEPHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 900 }
/** What another width can change. */
const NARROWED = ['target-size', 'color-contrast', 'scrollable-region-focusable', 'page-has-heading-one', 'link-name', 'button-name']
const ENOUGH_TABS = 200
const answerPath = `/ask?${new URLSearchParams({ q: FERRY_QUESTION })}`
const READERS_PAGES = [
  '/',
  answerPath,
  '/ask?q=timeline+Aurelia',
  '/ask?q=latest',
  '/ask?q=compare+Aurelia',
  '/ask?q=sources',
  '/ask?q=Who+stole+the+lighthouse%3F',
  '/article/aurelia-fire?s=93-202#passage',
  '/entity/Aurelia',
  '/outlet/Coastline%20Post',
  '/names',
  '/search?q=ferry',
  '/nowhere',
  '/newsroom',
]
const MANAGERS_PAGES = [
  '/newsroom',
  '/newsroom/feeds',
  '/newsroom/digests',
  '/newsroom/digests/1',
  '/newsroom/watches',
  '/newsroom/questions',
]

describe.skipIf(CHROMIUM === null)(`the reading room in Chromium${NEEDS_CHROMIUM}`, { timeout: 120_000 }, () => {
  let browser: Browser
  let room: RealRoom
  let window: Window
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
    room = await openRealRoom([FIRST_PRINTED], NEWS_NOW)
    await room.newsroom.add(FERRY_NEWS)
    await liveThroughADay(room, ['Aurelia', 'Meridian Ferries'], NEWS_NOW)
  })
  afterAll(async () => {
    await browser?.close()
    await room?.close()
  })
  const open = async (options: Parameters<typeof openWindow>[2] = {}): Promise<void> => {
    window = await openWindow(browser, room.origin, { viewport: DESK, ...options })
    page = window.page
  }
  beforeEach(() => open())
  /** Whatever was done: nothing was asked for elsewhere, and neither the console nor the policy has anything to say. */
  afterEach(async () => {
    expect(await window.faults()).toEqual([])
    expect(room.logged).toEqual([])
    await window.close()
  })
  const go = async (path: string): Promise<void> => void (await page.goto(path))
  const heading = async (): Promise<string> => await shown(page.getByRole('heading', { level: 1 }))
  const path = (): string => new URL(page.url()).pathname

  // Not by `each`: what is done is too long for one function.
  for (const javaScriptEnabled of [true, false])
    describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
      beforeEach(async () => {
        await window.close()
        await open({ javaScriptEnabled })
      })

      test('a question, the sentence that answers it, its passage in the article, and a question that goes on from it', async () => {
        await go('/')
        await page.getByLabel('Your question').fill(FERRY_QUESTION)
        await page.keyboard.press('Enter')
        await page.waitForURL('**/ask?**')
        expect(await heading()).toBe(FERRY_QUESTION)
        expect(await shown(page.locator('main blockquote').first())).toContain(FERRY_ANSWER)

        const cite = page.getByRole('link', { name: /^Source 1: The Harbor Times/ }).first()
        const card = page.locator(`[id="${await cite.getAttribute('aria-describedby')}"]`)
        expect(await card.isVisible()).toBe(false)
        await cite.hover()
        await card.waitFor({ state: 'visible' })
        expect(await shown(card.locator('mark'))).toBe(FERRY_ANSWER)
        expect(await shown(card)).toContain(`${FERRY_ANSWER} Nobody was hurt. Two tugs brought the Aurelia back to Port Vell by noon.`)
        await page.mouse.move(0, 0)
        await card.waitFor({ state: 'hidden' })
        await cite.focus()
        await card.waitFor({ state: 'visible' })
        if (javaScriptEnabled) {
          await page.keyboard.press('Escape')
          await card.waitFor({ state: 'hidden' })
        }

        await page.keyboard.press('Enter')
        await page.waitForURL('**/article/**')
        const mark = page.locator('mark')
        expect(await mark.allInnerTexts()).toEqual([FERRY_ANSWER])
        expect(await isInView(mark)).toBe(true)
        await page.goBack()

        await page.getByLabel('Ask on').fill(FERRY_FOLLOW_UP)
        await page.keyboard.press('Enter')
        await page.waitForURL('**after=**')
        expect(await shown(page.locator('main blockquote').first())).toContain(FERRY_BUILT)
        expect(await shown(page.locator('main'))).toContain(FERRY_QUESTION)
      })

      test('from the front page to a story, its outlet, an article with its versions, and a name with its chart', async () => {
        await go('/')
        await page.locator('main a[href^="/story/"]').first().click()
        await page.waitForURL('**/story/**')
        expect(await shown(page.locator('main'))).toMatch(/6 articles in 4 outlets/)
        expect(await shown(page.locator('main'))).toMatch(/340 passengers[\s\S]*312 passengers|312 passengers[\s\S]*340 passengers/)
        const chart = page.getByRole('img', { name: /Coverage of this story: articles per day from 5 Mar 2024 to 11 Mar 2024, 6 in all/ })
        expect(await chart.isVisible()).toBe(true)

        await page.locator('main').getByRole('link', { name: 'Coastline Post', exact: true }).first().click()
        await page.waitForURL('**/outlet/**')
        expect(await heading()).toBe('Coastline Post')
        await page.getByRole('link', { name: 'Repair of the ferry Aurelia to cost $3.1 million' }).click()
        await page.waitForURL('**/article/aurelia-cost')

        await go('/article/aurelia-fire')
        const original = page.getByRole('link', { name: /original/i })
        expect(await original.getAttribute('href')).toBe(FIRST_PRINTED.url)
        const versions = page.locator('details', { hasText: 'From version 1 to 2' })
        await versions.locator('summary').click()
        expect(await shown(versions.locator('del').first())).toContain('290')
        expect(await shown(versions.locator('ins').first())).toContain('312')

        await page.getByRole('link', { name: 'About Aurelia' }).click()
        await page.waitForURL('**/entity/Aurelia')
        expect(await page.getByRole('img', { name: /Coverage of Aurelia/ }).isVisible()).toBe(true)
        await page.locator('main').getByRole('link', { name: 'Timeline' }).click()
        await page.waitForURL('**/ask?q=timeline+Aurelia')
        expect(await shown(page.locator('main'))).toContain('$3.1 million')
      })

      test('the newsroom’s pages, by the token: seen, and something done', async () => {
        await go('/newsroom/feeds')
        await page.getByLabel(/token/i).fill('not the token at all')
        await page.getByRole('button', { name: 'Sign in' }).click()
        expect(await shown(page.getByRole('alert'))).toContain('not the token')
        await page.getByLabel(/token/i).fill(REAL_TOKEN)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.waitForURL('**/newsroom/feeds')
        expect(await shown(page.locator('main'))).toContain('coast.example answered 503')

        const rooms = page.getByRole('navigation', { name: 'Newsroom' })
        await rooms.getByRole('link', { name: 'Digests' }).click()
        await page.getByRole('link', { name: 'everything' }).click()
        await page.waitForURL('**/newsroom/digests/1')
        expect(await shown(page.locator('main'))).toMatch(/not running from 07:10 to 12:30[\s\S]*As it would be posted now[\s\S]*Aurelia/)
        await rooms.getByRole('link', { name: 'Watches' }).click()
        await page.getByRole('button', { name: 'Pause watch 1' }).click()
        await page.waitForURL('**/newsroom/act')
        await page.getByRole('link', { name: 'All watches' }).click()
        await page.getByRole('button', { name: 'Resume watch 1' }).click()
        await rooms.getByRole('link', { name: 'Questions' }).click()
        await page.waitForURL('**/newsroom/questions')
        expect(await shown(page.locator('main'))).toContain('how do i get my money back')

        await page.getByRole('button', { name: 'Sign out' }).click()
        await page.waitForURL((url) => !url.pathname.endsWith('/questions'))
        await go('/newsroom/questions')
        expect(await shown(page.locator('main'))).not.toContain('money back')
      })
    })

  test('a link that the bot has sent opens the newsroom once; fetching it spends nothing', async () => {
    const link = await room.signInLink()
    expect((await fetch(link)).status).toBe(200)
    await go(link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/newsroom')
    expect(await heading()).toBe('The newsroom')
    await go('/newsroom/digests')
    expect(await shown(page.locator('main'))).toContain('C0NEWS')
    await window.context.clearCookies()
    await go(link)
    expect(await shown(page.getByRole('alert'))).toMatch(/used already/)
    expect(path()).toBe('/newsroom/sign-in')
  })

  test('by keyboard alone: the skip link is first, “/” goes to the field, all that can be used is reached, in order', async () => {
    await go(answerPath)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the text')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement.name')).toBe('q')
    for (const one of [answerPath, '/entity/Aurelia', '/article/aurelia-fire']) {
      await go(one)
      const reached: number[] = []
      for (let tabs = 0; tabs < ENOUGH_TABS; tabs++) {
        await page.keyboard.press('Tab')
        const { at, isSeen } = await page.evaluate<{ at: number; isSeen: boolean }>(FOCUSED)
        if (at < 0) break
        expect({ one, at, isSeen }).toEqual({ one, at, isSeen: true })
        reached.push(at)
      }
      expect(reached).toEqual([...reached].sort((a, b) => a - b))
      expect(reached).toHaveLength(await page.evaluate<number>(USABLE))
    }
  })

  test('axe finds nothing, light and dark, wide and narrow; and nothing has to be moved sideways', { timeout: 240_000 }, async () => {
    await window.close()
    await open({ bypassCSP: true })
    await go('/')
    const story = await page.locator('main a[href^="/story/"]').first().getAttribute('href')
    const look = async (pages: readonly string[]): Promise<void> => {
      for (const one of pages) {
        await page.setViewportSize(DESK)
        await page.emulateMedia({ colorScheme: 'light' })
        await go(one)
        expect({ one, found: await violations(page) }).toEqual({ one, found: [] })
        await page.emulateMedia({ colorScheme: 'dark' })
        expect({ one, dark: await violations(page, ['color-contrast']) }).toEqual({ one, dark: [] })
        await page.setViewportSize(TELEPHONE)
        expect({ one, narrow: await violations(page, NARROWED) }).toEqual({ one, narrow: [] })
        await page.setViewportSize(NARROWEST)
        const width = await page.evaluate<number>('document.documentElement.scrollWidth')
        expect({ one, width }).toEqual({ one, width: NARROWEST.width })
      }
    }
    await look([...READERS_PAGES, story as string])
    await go('/newsroom')
    await page.getByLabel(/token/i).fill(REAL_TOKEN)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/newsroom')
    await look(MANAGERS_PAGES)
  })

  test('a page weighs under 60 KB without its chart, sheet, script and fonts included', async () => {
    const paths = { front: '/', answer: answerPath, article: '/article/aurelia-fire', entity: '/entity/Aurelia' }
    for (const { page: name, bytes, chartBytes } of await weigh(room.origin, paths)) {
      expect(bytes - chartBytes, name).toBeLessThan(MAX_PAGE_BYTES)
      expect(bytes, name).toBeGreaterThan(5_000)
    }
  })
})

/** As it is seen: what is hidden is not among it. */
function shown(locator: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is not seen does not count here.
  return locator.innerText()
}

async function isInView(locator: Locator): Promise<boolean> {
  const box = await locator.first().boundingBox()
  const size = locator.page().viewportSize()
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height
}

const CAN_BE_USED = `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary, [tabindex="0"]')].filter((one) => one.checkVisibility({ visibilityProperty: true }))`
const USABLE = `${CAN_BE_USED}.length`
/** Which of all that can be used has the focus, -1: none; and whether that is seen. */
const FOCUSED = `(() => {
  const one = document.activeElement
  const { width, height } = one.getBoundingClientRect()
  const { outlineStyle, boxShadow } = getComputedStyle(one)
  return { at: ${CAN_BE_USED}.indexOf(one), isSeen: width > 0 && height > 0 && (outlineStyle !== 'none' || boxShadow !== 'none') }
})()`
