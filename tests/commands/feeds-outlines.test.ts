/** Many feeds at once, in and out. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { render as renderDiscord } from '../../adapters/discord/render.ts'
import { render as renderSlack } from '../../adapters/slack/render.ts'
import { render } from '../../adapters/terminal/render.ts'
import { readOutline } from '../../src/intake/feed/outline.ts'
import { faultsOf as discordFaults } from '../discord/content-faults.ts'
import { inventedFeeds, OUTLINES } from '../invented-feeds.ts'
import { faultsOf as slackFaults } from '../slack/payload-faults.ts'
import { ROOT } from '../tidy/tree.ts'
import { feedsRig } from './feeds-rig.ts'

const rig = feedsRig()
const { say, told, put } = rig
const importing = (outlines: Readonly<Record<string, string>>) => {
  rig.room = { ...rig.room, feeds: inventedFeeds(outlines) }
}
const outline = (count: number): string =>
  `<opml version="2.0"><body>${Array.from({ length: count }, (_, n) => `<outline text="F ${n}" xmlUrl="https://f.example/${n}"/>`).join('')}</body></opml>`
const codeOf = (answer: Awaited<ReturnType<typeof say>>['answer']): string =>
  answer.blocks.flatMap((block) => (block.type === 'code' ? [block.text] : [])).join('')

describe('import', () => {
  test('adds what is new, and says what was there already', async () => {
    importing(OUTLINES)
    expect(await told('feeds import starter')).toMatch(/^2 feeds added\. They are fetched one after the other/)
    expect(await told('feeds import starter')).toMatch(/^0 feeds added, 2 there already\./)
    const feeds = await rig.room.store.feeds.list(0, 10)
    expect(feeds.map(({ url, title, owner }) => [url, title, owner])).toEqual([
      ['https://harbor.example/feed.xml', 'A & B', 'slack:T1:U1'],
      ['https://coast.example/rss', 'A & B', 'slack:T1:U1'],
    ])
  })

  test('refuses what is no web address, or holds a password, and takes the rest', async () => {
    importing(OUTLINES)
    const text = await told('feeds import https://lists.example/odd.opml')
    expect(text).toMatch(/^1 feed added/)
    expect(await rig.room.store.feeds.count()).toBe(1)
    expect(text).not.toContain('secret')
  })

  test.each([
    ['feeds import https://lists.example/empty.opml', 'There are no feeds in it.'],
    ['feeds import https://lists.example/none', 'Give me its address.'],
    ['feeds import', 'feeds import needs the address of an OPML file'],
  ])('%s adds nothing and says the way out', async (line, way) => {
    importing(OUTLINES)
    expect(await told(line)).toContain(way)
    expect(await rig.room.store.feeds.count()).toBe(0)
  })

  test('of very many goes on where it stopped', async () => {
    importing({ many: outline(250) })
    expect(await told('feeds import many')).toContain('50 feeds more: at most 200 are added at once.')
    expect(await told('feeds import many')).toMatch(/^50 feeds added, 200 there already\./)
  })
})

describe('export', () => {
  test('at the terminal is a file and nothing else, which is read back as it was', async () => {
    await put('Port & Vell <news>', { url: 'https://a.example/1?a=1&b=2', site: 'https://a.example/' })
    await put('Second')
    const { answer } = await say('feeds export', null)
    const printed = render(answer, { colour: true, width: 40 })
    expect(printed).toMatch(/^<\?xml /)
    expect(printed).toMatch(/<\/opml>$/)
    expect(readOutline(printed).feeds).toEqual([
      { url: 'https://a.example/1?a=1&b=2', title: 'Port & Vell <news>', site: 'https://a.example/' },
      { url: 'https://a.example/Second', title: 'Second', site: null },
    ])
  })

  test('in a chat comes in parts that each are a file, which together hold all and fit every platform whole', async () => {
    for (let n = 0; n < 120; n++) await put(`Paper ${n} ${'x'.repeat(60)}`)
    const urls: string[] = []
    let line: string | undefined = 'feeds export'
    while (line !== undefined) {
      const { answer }: Awaited<ReturnType<typeof say>> = await say(line)
      const discord = renderDiscord(answer, [])
      expect(discordFaults(discord, answer, [])).toEqual([])
      expect(discord.map(({ content }) => content).join('')).not.toContain('There was no room')
      const slack = renderSlack(answer, [])
      expect(slackFaults(slack, answer, [])).toEqual([])
      expect(JSON.stringify(slack)).not.toContain('There was no room')
      urls.push(...readOutline(codeOf(answer)).feeds.map(({ url }) => url))
      line = answer.followUps[0]?.command
    }
    expect(urls).toHaveLength(120)
    expect(new Set(urls).size).toBe(120)
    expect(await told('feeds export page:99')).toContain('page: takes a number from 1 to')
  })

  test('of nothing says so', async () => {
    expect(await told('feeds export')).toContain('nothing to export')
  })
})

test('the starter list is an outline of some twenty feeds, all by https, none twice', () => {
  const { feeds, faults } = readOutline(readFileSync(join(ROOT, 'seeds/feeds.opml'), 'utf8'))
  expect(faults).toEqual([])
  expect(feeds.length).toBeGreaterThanOrEqual(20)
  expect(new Set(feeds.map(({ url }) => url)).size).toBe(feeds.length)
  for (const { url, title, site } of feeds) {
    expect(url).toMatch(/^https:\/\//)
    expect(title).not.toBeNull()
    expect(site).toMatch(/^https:\/\//)
  }
})
