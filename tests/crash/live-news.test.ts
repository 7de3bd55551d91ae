/** Live news end to end, by the program itself: a site publishes, and whoever asks gets an answer that cites it. */
import { expect, onTestFinished, test } from 'vitest'
import { openNewsSite, type SiteArticle } from '../peers/news-site.ts'
import { openProgram } from '../program.ts'
import { end, faultsOf, openBoth, repliesInDiscord, repliesInSlack } from './both-platforms.ts'

const PATIENCE_MS = 90_000
/** Half a minute of it is the interval between two fetches; the rest is what a busy machine takes. */
const WHOLE_MS = 400_000
const NEW_QUESTION = 'how many passengers can the Lantern ferry carry?'
const NEW_ANSWER = /840\W+passengers/

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const ferry = (): SiteArticle => ({
  path: '/ferry',
  title: 'Lantern ferry starts on Monday',
  summary: 'A new ferry starts on Monday.',
  body: [
    'The Lantern, a new electric ferry, starts between Port Vell and Outer Quay on Monday.',
    'The ferry can carry 840 passengers and 60 cars, said its captain, Ines Okafor.',
    'It replaces two older ships, which were sold in spring. Tickets cost 4 euros, and children travel free of charge.',
  ],
  published: ago(2),
})
/** Long enough for a feed to count as having all of it: no page is fetched. */
const library = (n: number): SiteArticle => ({
  path: `/library/${n}`,
  title: `Library number ${n} opens again`,
  body: Array.from(
    { length: 30 },
    (_, k) =>
      `In room ${k} of library number ${n}, ${n * 17 + k * 5 + 400} new books stand on ${n + k + 3} shelves, which were painted ${k + 1} times.`,
  ),
  published: ago(60 + n),
})

test('what a site publishes is cited with its address at the terminal, in Slack and in Discord, within one interval', {
  timeout: WHOLE_MS,
}, async () => {
  const both = await openBoth()
  const { slack, discord } = both
  const site = await openNewsSite('The Quay Courier')
  onTestFinished(() => site.close())
  site.articles.push(library(1))
  const environment = { NEWSDESK_PRIVATE_HOSTS: site.host, NEWSDESK_FEED_INTERVAL: '10', NEWSDESK_CONTACT: 'desk@example.org' }
  const started = await both.serve(environment)
  // Given the page of the site, it finds the feed.
  const added = await both.run(['feeds', 'add', `${site.origin}/`], environment)
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/Quay Courier/) })
  await slack.waitFor(() => site.requests.filter(({ path }) => path === '/feed.xml').length >= 2, 'the first turn', PATIENCE_MS)
  site.articles.unshift(ferry())
  await slack.waitFor(() => site.requests.some(({ path }) => path === '/ferry'), 'the page of the new article', PATIENCE_MS)

  const url = `${site.origin}/ferry`
  const terminal = async () => {
    const { out } = await both.run(['ask', NEW_QUESTION, '--json'], environment)
    return NEW_ANSWER.test(out) && out.includes(url)
  }
  await slack.waitFor(terminal, 'an answer at the terminal', PATIENCE_MS)
  const inSlack = await slack.deliver.mention(NEW_QUESTION)
  const inDiscord = discord.deliver.mention(NEW_QUESTION)
  await slack.waitFor(() => repliesInSlack(slack, inSlack.ts).length > 0, 'an answer in Slack')
  await discord.waitFor(() => repliesInDiscord(discord, inDiscord.id).length > 0, 'an answer in Discord')
  for (const reply of [repliesInSlack(slack, inSlack.ts), repliesInDiscord(discord, inDiscord.id)]) {
    expect(JSON.stringify(reply)).toMatch(NEW_ANSWER)
    expect(JSON.stringify(reply)).toContain(url)
  }
  expect((await end(started)).code).toBe(0)
  expect(site.requests.every(({ userAgent }) => /^Newsdesk\/[\d.]+ \(.*desk@example\.org\)$/.test(userAgent))).toBe(true)
  expect(faultsOf(both)).toEqual([])
})

test('killed while it reads a feed, again and again: in the end each article is there once', { timeout: WHOLE_MS }, async () => {
  const program = openProgram()
  const site = await openNewsSite('The Quay Courier')
  onTestFinished(async () => {
    program.killAll()
    await site.close()
    program.close()
  })
  site.articles.push(library(0))
  const environment = { NEWSDESK_PRIVATE_HOSTS: site.host, NEWSDESK_FEED_INTERVAL: '10' }
  await program.run(['feeds', 'add', site.feedUrl], '', environment)
  site.articles.unshift(...Array.from({ length: 40 }, (_, n) => library(n + 1)))
  for (const afterMs of [100, 250, 400]) {
    const before = site.requests.length
    const { child, ended } = program.start(['intake', '--once', '--all'], environment)
    while (site.requests.length === before && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    child.kill('SIGKILL')
    await ended
  }
  const whole = await program.run(['intake', '--once', '--all'], '', environment)
  expect(whole.code).toBe(0)
  const { out } = await program.run(['articles', '--json'], '', environment)
  const titles = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { title: string }).title)
  expect(titles.filter((title) => /^Library/.test(title)).toSorted()).toEqual(site.articles.map(({ title }) => title).toSorted())
})
