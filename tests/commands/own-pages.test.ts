/** The pages about Newsdesk itself, where nobody in particular asks: at the terminal. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import type { Health, Room } from '../../commands/command.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { openLog } from '../../src/log.ts'
import { ASKED, smallNewsroom } from '../small-newsroom.ts'

let room: Room
beforeAll(async () => {
  room = await smallNewsroom()
})
afterAll(() => room.close())

const log = openLog({ level: 'error', secrets: [], now: () => ASKED.now, write: (line) => void expect(line).toBe('') })
const page = async (command: string, options = {}, where = room) => {
  const outcome = await respond({ command, options, asked: ASKED }, where, log)
  expect(outcome.kind).toBe('answered')
  return render(outcome.answer)
}

test('status tells what is stored and how each surface is, to who runs it', async () => {
  const health: Health[] = [
    {
      surface: 'slack',
      state: 'down',
      problem: 'Slack refused the token. Set SLACK_BOT_TOKEN.',
      sinceMs: 0,
      lastEventMs: null,
      lastError: null,
    },
    {
      surface: 'discord',
      state: 'connected',
      problem: null,
      sinceMs: ASKED.now.getTime(),
      lastEventMs: ASKED.now.getTime(),
      lastError: { atMs: 0, message: 'closed (1006)' },
    },
  ]
  const text = await page('status', {}, { ...room, health: () => health })
  expect(text).toMatch(/^Articles +6$/m)
  expect(text).toMatch(/^Newest story +11 Jun 2024$/m)
  expect(text).toMatch(/^Ratings +👍 0 · 👎 0$/m)
  expect(text).toMatch(/^Slack +down since 1 Jan 1970, 00:00 \(UTC\); nothing heard yet$/m)
  expect(text).toContain('Slack: Slack refused the token. Set SLACK_BOT_TOKEN.')
  expect(text).toMatch(/^Discord +connected since 20 Jun 2024, 12:00 \(UTC\); last heard something 20 Jun 2024/m)
  expect(text).toContain('Discord, last error 1 Jan 1970, 00:00 (UTC): closed (1006)')
  expect(await page('status')).not.toContain('Slack')
})

test('settings and privacy say where they are, and that nothing is kept', async () => {
  expect(await page('settings', { private: true })).toContain('.env.example')
  expect(await page('privacy')).toContain('Nothing is kept of what is asked at the terminal')
  expect(await page('privacy', { action: 'forget-me' })).toContain('nothing to forget')
  expect(await page('home')).toContain('None yet.')
})

test('help tells of threads only where there are some', async () => {
  expect(await page('help')).not.toContain('stop')
  const reader = { surface: 'slack', owner: 'slack:U1', isManager: false }
  const { answer } = await respond({ command: 'help', options: {}, asked: ASKED, reader }, room, log)
  expect(render(answer)).toContain('“stop” quiets me there')
  expect(render(answer)).not.toMatch(/--|npm|terminal/)
  const words = render(answer).length
  // It fits one message on every platform.
  expect(words).toBeLessThan(2_000)
})

test('help explains each command, hidden ones excepted', async () => {
  for (const { name, hidden } of COMMANDS) {
    const { kind } = await respond({ command: 'help', options: { command: name }, asked: ASKED }, room, log)
    expect([name, kind]).toEqual([name, hidden === true ? 'misuse' : 'answered'])
  }
})
