/** The rules of robots.txt as they are written in the wild. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAllowed, pathOf, type Robots, readRobots } from '../../../src/intake/fetch/robots.ts'
import { shared } from '../../intake-eval/data.ts'
import { decides, readCases } from '../../intake-eval/network-robots.ts'

const cases = shared('feeds/robots-google.json')
const read = (text: string): Robots => readRobots(Buffer.from(text), 'Newsdesk')
const allows = (text: string, url: string) => isAllowed(read(text), pathOf(new URL(url, 'https://a.example/')))

describe('which lines are for us', () => {
  test.each<[string, string, boolean]>([
    ['nothing', '', true],
    ['everybody', 'User-agent: *\nDisallow: /news', false],
    ['us', 'User-agent: newsdesk\nDisallow: /news', false],
    ['us, with a version', 'User-agent: Newsdesk/2.0\nDisallow: /news', false],
    ['another with a longer name', 'User-agent: newsdesk-pro\nDisallow: /', true],
    ['us rather than everybody', 'User-agent: *\nDisallow: /\nUser-agent: newsdesk\nDisallow: /other', true],
    ['us in two places', 'User-agent: newsdesk\nDisallow: /other\nUser-agent: x\nDisallow:\nUser-agent: newsdesk\nDisallow: /news', false],
    ['us and another together', 'User-agent: x\nUser-agent: newsdesk\nDisallow: /news', false],
    ['rules before any name', 'Disallow: /\nUser-agent: x\nDisallow: /', true],
    ['an empty rule', 'User-agent: *\nDisallow:', true],
    ['a byte order mark', '\ufeffUser-agent: *\nDisallow: /news', false],
    ['old line ends', 'User-agent: *\rDisallow: /news', false],
    ['comments', '# hello\nUser-agent: * # all\nDisallow: /news # not this', false],
    ['no colon', 'User-agent *\nDisallow /news', false],
    ['small letters, spaces, typing errors', '  user-agent :  *\n  dissallow : /news', false],
    ['other lines between the names', 'User-agent: newsdesk\nSitemap: https://a.example/map\nUser-agent: x\nDisallow: /news', false],
  ])('%s', (_, text, allowed) => expect(allows(text, '/news/1')).toBe(allowed))
})

describe('which rule counts', () => {
  const all = (rules: string) => `User-agent: *\n${rules}`
  test.each<[string, string, boolean]>([
    ['Disallow: /\nAllow: /news', '/news/1', true],
    ['Allow: /\nDisallow: /news', '/news/1', false],
    ['Allow: /news\nDisallow: /news', '/news/1', true],
    ['Disallow: /*.xml$', '/feeds/a.xml', false],
    ['Disallow: /*.xml$', '/feeds/a.xml?x', true],
    ['Disallow: /a*b*c', '/a-c-b-c', false],
    ['Disallow: /a*b*c', '/a-c-b', true],
    ['Disallow: /a*ab$', '/ab', true],
    ['Disallow: /*?', '/feed?x=1', false],
    ['Disallow: /news$', '/news', false],
    ['Disallow: /news$', '/news/1', true],
    ['Disallow: /', '/robots.txt', true],
    ['Disallow: /é', '/%C3%A9', false],
    ['Disallow: /%c3%a9', '/é', false],
    ['Disallow: /\nAllow: /index.html', '/', true],
    ['Disallow: **********/x', '/y/x', false],
  ])('%s on %s', (rules, url, allowed) => expect(allows(all(rules), url)).toBe(allowed))
})

test.each([
  ['Crawl-delay: 7', 7_000],
  ['crawl-delay: 0.5', 500],
  ['Crawl-delay: soon', null],
  ['Crawl-delay: -3', null],
  ['Disallow:', null],
])('%s', (line, ms) => expect(read(`User-agent: *\n${line}`).crawlDelayMs).toBe(ms))

test('patterns match as the expression does that says the same', () => {
  const piece = fc.constantFrom('a', 'b', '*', '/', '$', 'ab')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.constantFrom('a', 'b', '/', '$'), { maxLength: 10 }), (pattern, path) => {
      const rule = `/${pattern.join('')}`
      const body = rule.replace(/\$$/, '').replace(/[$/]/g, '\\$&').replaceAll('*', '.*')
      const expected = new RegExp(`^${body}${rule.endsWith('$') ? '$' : ''}`).test(`/${path.join('')}`)
      expect(isAllowed(read(`User-agent: *\nDisallow: ${rule}`), `/${path.join('')}`)).toBe(!expected)
    }),
  )
})

test('any bytes are read', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 500 }),
      fc.string().map((text) => `/${text}`),
      (bytes, path) => {
        expect(typeof isAllowed(readRobots(bytes, 'Newsdesk'), path)).toBe('boolean')
      },
    ),
  )
})

test.skipIf(cases === null)('Google’s cases, all of them (skipped where ../shared is not)', () => {
  const all = readCases(cases ?? '')
  expect(all).toHaveLength(140)
  expect(all.filter((one) => decides(one) !== one.allowed)).toEqual([])
})
