/**
 * Photographs the reading room for the documents: the real one over the seeds, in Chromium, at a time that stands still. The seeds have no story that several
 * outlets tell, so that one is photographed over invented news.
 * `npm run screenshots` writes docs/screenshots/*.png; with a folder after it (`-- /tmp/look`), there.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Answer } from '../src/answer.ts'
import { openLog } from '../src/log.ts'
import { openDraw } from '../src/rasterise.ts'
import { openBrowser, openWindow } from '../tests/web/browser.ts'
import { FERRY_NEWS, FIRST_PRINTED, NEWS_NOW } from '../tests/web/invented-news.ts'
import { liveThroughADay, openRealRoom, REAL_TOKEN, type RealRoom } from '../tests/web/real-room.ts'

const FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url))
/** The morning after the newest seed. */
const NOW = new Date('2021-07-19T07:30:00Z')
const QUESTION = 'How much does a basic pass to MWC cost?'
/** Answered early in its article, so that the picture has the headline too. */
const NEAR_THE_TOP = 'What did Huawei lose?'
const NAME = 'Huawei'
const MAX_BYTES = 300 * 1024

const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }
/** A page whose picture is in the middle. */
const LONG: BrowserContextOptions = { ...DESK, viewport: { width: 1280, height: 1400 } }
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const DARK: BrowserContextOptions = { ...DESK, colorScheme: 'dark' }

type Shot = {
  readonly name: string
  readonly look: BrowserContextOptions
  /** Leads the page to what is photographed. */
  go(page: Page): Promise<unknown>
}

const asking = (question: string) => `/ask?${new URLSearchParams({ q: question })}`
const answer = asking(QUESTION)
const signedIn = async (page: Page): Promise<void> => {
  await page.goto('/newsroom/sign-in')
  await page.getByLabel(/token/i).fill(REAL_TOKEN)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/newsroom')
}

const SHOTS: readonly Shot[] = [
  { name: 'front', look: DESK, go: (page) => page.goto('/') },
  {
    name: 'answer',
    look: DESK,
    async go(page) {
      await page.goto(answer)
      await page.locator('main a.cite').first().hover()
    },
  },
  { name: 'answer-phone', look: PHONE, go: (page) => page.goto(answer) },
  { name: 'answer-dark', look: DARK, go: (page) => page.goto(answer) },
  {
    name: 'article',
    look: DESK,
    async go(page) {
      await page.goto(asking(NEAR_THE_TOP))
      await page.locator('main a.cite').first().click()
      await page.waitForURL('**/article/**')
      await page.evaluate('scrollTo(0, 0)')
    },
  },
  { name: 'entity', look: LONG, go: (page) => page.goto(`/entity/${NAME}`) },
  { name: 'newsroom', look: DESK, go: signedIn },
  {
    name: 'newsroom-feeds',
    look: DESK,
    async go(page) {
      await signedIn(page)
      await page.goto('/newsroom/feeds')
    },
  },
]

const STORY: Shot = {
  name: 'story',
  look: LONG,
  async go(page) {
    await page.goto('/')
    await page.locator('main a[href^="/story/"]').first().click()
    await page.waitForURL('**/story/**')
  },
}

async function photograph(room: RealRoom, shots: readonly Shot[], folder: string): Promise<void> {
  const browser = await openBrowser()
  try {
    for (const { name, look, go } of shots) {
      const window = await openWindow(browser, room.origin, { ...look, reducedMotion: 'reduce' })
      await go(window.page)
      await window.page.evaluate('document.fonts.ready.then(() => true)')
      const file = join(folder, `${name}.png`)
      await window.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
      const faults = await window.faults()
      if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}`)
      say(file)
      await window.close()
    }
  } finally {
    await browser.close()
  }
}

/** As it goes into Slack and Discord. */
async function drawChart(room: RealRoom, folder: string): Promise<void> {
  const log = openLog({ level: 'warn', secrets: [], now: () => NOW, write: (line) => void process.stderr.write(line) })
  const response = await fetch(`${room.origin}/api/ask?${new URLSearchParams({ q: `timeline ${NAME}` })}`)
  const { blocks } = (await response.json()) as Pick<Answer, 'blocks'>
  const coverage = blocks.find((block) => block.type === 'coverage')
  const picture = coverage === undefined ? null : await openDraw(log)(coverage)
  if (picture === null) throw new Error(`there is no chart of ${NAME}`)
  const file = join(folder, 'chart.png')
  writeFileSync(file, picture.png)
  say(file)
}

function say(file: string): void {
  const { size } = statSync(file)
  process.stdout.write(`${file}: ${Math.round(size / 1024)} KB\n`)
  if (size > MAX_BYTES) process.stdout.write(`  more than the ${MAX_BYTES / 1024} KB that a picture in a repository should have\n`)
}

const [given] = process.argv.slice(2)
const folder = given === undefined ? FOLDER : resolve(given)
mkdirSync(folder, { recursive: true })
const seeds = await openRealRoom(null, NOW)
const news = await openRealRoom([FIRST_PRINTED], NEWS_NOW)
try {
  await liveThroughADay(seeds, [NAME, 'SoftBank'], NOW)
  await photograph(seeds, SHOTS, folder)
  await drawChart(seeds, folder)
  await news.newsroom.add(FERRY_NEWS)
  await photograph(news, [STORY], folder)
} finally {
  await Promise.all([seeds.close(), news.close()])
}
