/** `npm start` where nothing is set up: the page, and a prompt or what is piped in beside it. */
import { describe, expect, test } from 'vitest'
import { run } from './small-terminal.ts'

describe('starting', () => {
  const ADDRESS = 'http://127.0.0.1:4321'
  const desk = { openReadingRoom: async () => ADDRESS, keepUp: () => undefined }

  test('says where the page is, answers what is piped in, and ends', async () => {
    const { code, out, err } = await run([], { stdin: 'who apologised to the owners?\n', desk })
    expect([code, err]).toEqual([0, ''])
    expect(out.startsWith(`Newsdesk is open at ${ADDRESS}\n`)).toBe(true)
    expect(out).toContain('Sources:')
  })

  test('stays for the page where nobody writes, until it is stopped', async () => {
    const stop = new AbortController()
    const isOver = { yet: false }
    const running = run([], { stdin: '', desk, stop: stop.signal }).finally(() => {
      isOver.yet = true
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(isOver.yet).toBe(false)
    stop.abort()
    expect(await running).toEqual({ code: 0, out: `Newsdesk is open at ${ADDRESS}\n\n`, err: '' })
  })

  test('without a page it is the prompt alone, and ends with its input', async () => {
    expect(await run([], { stdin: '', desk: { ...desk, openReadingRoom: async () => null } })).toEqual({ code: 0, out: '', err: '' })
  })
})
