/** The program's page, as who starts the program meets it: its address, its answers, its end, and the way to it from chat. */
import { createServer } from 'node:net'
import { afterAll, afterEach, expect, onTestFinished, test } from 'vitest'
import { openSlackPeer } from './peers/slack-peer.ts'
import { freePort, openProgram } from './program.ts'

const { start, run, killAll, close } = openProgram()
afterEach(killAll)
afterAll(close)

const QUESTION = 'how many workers will the battery plant employ?'
const ANSWER = /<strong[^>]*>1,200 workers<\/strong>|1,200 <strong|<strong[^>]*>1,200<\/strong>/
const TOKEN = 'operator-token-of-the-test'
const ask = (address: string) => fetch(`${address}/ask?${new URLSearchParams({ q: QUESTION })}`)

async function signedIn(address: string, fields: Record<string, string>): Promise<Response> {
  const page = `${address}/newsroom/sign-in`
  const signed = await fetch(page, { method: 'POST', body: new URLSearchParams(fields), headers: { Origin: address }, redirect: 'manual' })
  const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return await fetch(`${address}/newsroom`, { headers: { Cookie: cookie }, redirect: 'manual' })
}

test('started with nothing set, it prints an address that answers, and ends in peace', async () => {
  const port = await freePort()
  const { child, ended } = start(['--db', 'page.db'], { NEWSDESK_WEB_PORT: String(port), NEWSDESK_WEB_TOKEN: TOKEN })
  child.stdin.end()
  const address = await new Promise<string>((resolve) => {
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = /open at (http:\/\/\S+)\n/.exec(out)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
  expect(address).toBe(`http://127.0.0.1:${port}`)
  const answer = await ask(address)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toMatch(ANSWER)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  expect((await fetch(`${address}/newsroom`, { redirect: 'manual' })).status).not.toBe(200)
  expect((await signedIn(address, { token: 'a-wrong-token-of-some-length' })).status).not.toBe(200)
  expect((await signedIn(address, { token: TOKEN })).status).toBe(200)
  expect(await (await fetch(`${address}/metrics`)).text()).toContain(
    'newsdesk_answers_total{surface="web",command="ask",kind="answered"} 1',
  )
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, err: '' })
})

test('a port that somebody else has is told with the way out, and costs no platform its answers', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as { port: number }
  const taken = { NEWSDESK_WEB_PORT: String(port) }
  const alone = await run(['--db', 'taken.db'], '', taken)
  expect([alone.code, alone.out]).toEqual([2, ''])
  expect(alone.err).toContain('NEWSDESK_WEB_PORT')
  expect(alone.err).not.toMatch(/\n\s+at |fault of Newsdesk/)

  const slack = await openSlackPeer()
  onTestFinished(() => slack.close())
  const { told } = start(['serve', '--db', 'taken.db'], { ...slackTokens(slack), ...taken })
  await told(/^newsdesk: Slack: connected\.$/m)
  await told(/^newsdesk: Reading room: closed\..*NEWSDESK_WEB_PORT/m)
  await slack.deliver.mention(QUESTION)
  await slack.waitFor(() => slack.messages().find(({ text }) => /1,200\W+workers/.test(text)), 'an answer in Slack')
})

test('a manager asks the bot for a link, which opens the newsroom once; citations lead to the page', async () => {
  const slack = await openSlackPeer()
  onTestFinished(() => slack.close())
  const address = `http://127.0.0.1:${await freePort()}`
  const { child, ended, told } = start(['serve', '--db', 'linked.db'], {
    ...slackTokens(slack),
    NEWSDESK_WEB_PORT: new URL(address).port,
    NEWSDESK_WEB_URL: address,
    NEWSDESK_LOG: 'debug',
  })
  await told(/^newsdesk: Slack: connected\.$/m)
  await slack.deliver.mention(QUESTION)
  const answer = await slack.waitFor(() => slack.messages().find(({ text }) => /1,200\W+workers/.test(text)), 'an answer in Slack')
  const passage = new RegExp(`${address}/article/plant\\?s=[^"#]+#passage`).exec(JSON.stringify(answer))?.[0] ?? ''
  expect(await (await fetch(passage)).text()).toMatch(/<mark[^>]*>[^<]*1,200 workers/)

  await slack.deliver.dm('newsroom', { user: slack.people.ann })
  await slack.waitFor(() => slack.messages().find(({ text }) => /Only managers/.test(text)), 'a refusal')
  await slack.deliver.dm('newsroom', { user: slack.people.admin })
  const link = (): string | undefined => /http[^"\s]+\/newsroom\/sign-in\?link=([\w-]+)/.exec(JSON.stringify(slack.messages()))?.[1]
  const secret = await slack.waitFor(() => link(), 'a link in Slack')
  // A preview of it spends nothing.
  expect((await fetch(`${address}/newsroom/sign-in?link=${secret}`)).status).toBe(200)
  expect((await signedIn(address, { link: secret })).status).toBe(200)
  expect((await signedIn(address, { link: secret })).status).not.toBe(200)
  child.kill('SIGTERM')
  const { code, err } = await ended
  expect(code).toBe(0)
  expect(err).not.toContain(secret)
})

function slackTokens(peer: { readonly botToken: string; readonly appToken: string; readonly apiUrl: string }) {
  return { SLACK_BOT_TOKEN: peer.botToken, SLACK_APP_TOKEN: peer.appToken, SLACK_API_URL: peer.apiUrl }
}
