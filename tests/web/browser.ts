/** Debian's Chromium, driven by playwright-core: opened once for a file of tests, and watched for everything that a page of ours never does. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const { CHROME_PATH } = process.env
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** null: there is none, and what needs one is skipped. */
export const CHROMIUM: string | null = (CHROME_PATH === undefined ? PLACES : [CHROME_PATH]).find((path) => existsSync(path)) ?? null
/** To be put after the title of what needs one. */
export const NEEDS_CHROMIUM = CHROMIUM === null ? ' (skipped: no Chromium is installed, and CHROME_PATH names none)' : ''

/** It would ask its maker for updates and lists; nothing of that is of the page. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]
const START_TIMEOUT_MS = 60_000
/** Of one act, such as finding what is clicked. A loaded machine takes its time; a page that never does it is wrong. */
export const ACT_TIMEOUT_MS = 15_000

export async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error('no Chromium is installed: apt-get install chromium, or set CHROME_PATH')
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS, headless: true, timeout: START_TIMEOUT_MS })
}

/** A window of its own, without cookies of others. */
export type Window = {
  readonly context: BrowserContext
  readonly page: Page
  /** What pages did so far that none of ours does: foreign requests, failed ones, errors, dialogs, reports of the policy, `__hit`. */
  faults(): Promise<readonly string[]>
  close(): Promise<void>
}

/** Pages that say to a reader that there is nothing, or that they have to sign in. */
const TOLD: ReadonlySet<number> = new Set([401, 404])

/** Run in every page before anything of its own. A text, since the types of browsers are not among ours. */
const WATCH = `
  globalThis.__reports = []
  document.addEventListener('securitypolicyviolation', (event) => {
    globalThis.__reports.push([event.violatedDirective, event.blockedURI, event.sample].join(' '))
  })`
const SEEN = '({ isHit: globalThis.__hit !== undefined, reports: globalThis.__reports ?? [] })'

/** `origin`: where the reading room is; requests elsewhere are let go nowhere, and are a fault. */
export async function openWindow(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ baseURL: origin, serviceWorkers: 'block', ...options })
  context.setDefaultTimeout(ACT_TIMEOUT_MS)
  const faults: string[] = []
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      faults.push(`asked for ${route.request().url()}`)
      return route.abort()
    },
  )
  await context.addInitScript(WATCH)
  const page = await context.newPage()
  page.on('console', (message) => {
    // What was answered with a fault is told below, with its address.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource: the server responded'))
      faults.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    const isToldSo = response.request().isNavigationRequest() && TOLD.has(response.status())
    if (response.status() >= 400 && !isToldSo) faults.push(`${response.status()}: ${response.url()}`)
  })
  page.on('pageerror', (error) => void faults.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    return dialog.dismiss()
  })
  page.on('popup', (popup) => void faults.push(`window: ${popup.url()}`))
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`)
  })
  return {
    context,
    page,
    faults: async () => {
      if (options.javaScriptEnabled === false) return faults
      const { isHit, reports } = await page.evaluate<{ isHit: boolean; reports: readonly string[] }>(SEEN)
      return [...faults, ...reports.map((report) => `policy: ${report}`), ...(isHit ? ['__hit is set'] : [])]
    },
    close: () => context.close(),
  }
}
