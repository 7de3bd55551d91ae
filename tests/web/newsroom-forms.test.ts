/** What managers send and what comes of it: signing in, and the page after a button. */
import { describe, expect, test } from 'vitest'
import { donePage } from '../../adapters/web/newsroom/done.ts'
import { signInPage } from '../../adapters/web/newsroom/sign-in.ts'
import { fromNow } from '../../adapters/web/newsroom/when.ts'
import type { Outcome } from '../../commands/command.ts'
import type { Answer } from '../../src/answer.ts'
import { answer, EVIL, frame, HOUR, linesOf, NOW, seen, tools } from './newsroom-samples.ts'

const outcome = (kind: Outcome['kind'], fields: Partial<Answer> = {}): Outcome => ({
  kind,
  answer: answer(fields),
  explanation: null,
  conversation: null,
})

describe('what was done', () => {
  test.each([
    ['answered', 'feeds pause', 'Done', '/newsroom/feeds'],
    ['nothing', 'digest now', 'Nothing was changed', '/newsroom/digests'],
    ['misuse', 'watch add', 'That could not be done', '/newsroom/watches'],
    ['failed', EVIL, 'That failed', '/newsroom'],
  ] as const)('%s: is said, with the way back', async (kind, question, title, back) => {
    const { text, html } = await seen(donePage(outcome(kind, { question }), frame, tools))
    expect(text).toContain(title)
    expect(text).toContain('<script>alert(1)')
    expect(html).toContain(`<a class="button" href="${back}">`)
  })

  test('offers what comes next, but nothing that is asked twice elsewhere or that is not for here', async () => {
    const followUps = ['feeds test 3', 'feeds remove 3', 'feeds list', 'digest set daily 08:00 topic:"a"', 'latest', 'watch add <b>']
    const made = outcome('answered', { title: EVIL, followUps: followUps.map((command) => ({ label: `Do ${command}`, command })) })
    const { text, html } = await seen(donePage(made, frame, tools))
    expect(linesOf(html).map((line) => line?.slice(0, 10))).toEqual(['feeds test', 'digest set', 'watch add '])
    expect(text).toContain('Do watch add <b>')
  })
})

describe('signing in', () => {
  test('by a link takes one button, which posts the secret; nothing else is asked for', async () => {
    const { html, text } = await seen(signInPage({ problem: null, link: 'the-secret', hasToken: true }, { ...frame, isManager: false }))
    expect(html).toContain('<form method="post" action="/newsroom/sign-in">\n<input type="hidden" name="link" value="the-secret">')
    expect(html).not.toContain('name="token"')
    expect(html).not.toContain('href="/newsroom/sign-in')
    expect(text).toContain('works once')
  })

  test('by the token where one is set; else it says how to get a link', async () => {
    const byToken = await seen(signInPage({ problem: EVIL, link: null, hasToken: true }, { ...frame, isManager: false }))
    expect(byToken.html).toContain('name="token" type="password"')
    expect(byToken.html).toContain('role="alert"')
    expect(byToken.text).toContain('<script>alert(1)')
    const without = await seen(signInPage({ problem: null, link: null, hasToken: false }, { ...frame, isManager: false }))
    expect(without.html).not.toContain('name="token"')
    expect(without.text).toContain('Say newsroom to the bot')
    expect(without.text).toContain('NEWSDESK_WEB_TOKEN')
  })
})

test('how far away a time is, in the largest unit that it fills', () => {
  const said = [0, -59_000, 59_000, -60_000, 90 * 60_000, -25 * HOUR, 800 * 24 * HOUR].map((ms) => fromNow(NOW + ms, NOW))
  expect(said).toEqual(['just now', 'just now', 'in less than a minute', '1 minute ago', 'in 1 hour', '1 day ago', 'in 2 years'])
})
