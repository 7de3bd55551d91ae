import { describe, expect, test } from 'vitest'
import { publishedOf, settledDay } from '../../../src/intake/live/dates.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z')
const said = (iso: string | null) => ({ iso, printed: iso ?? 'soon' })
const of = (feed: string | null, page: string | null = null) => publishedOf(said(feed), page, NOW)

describe('the date of an article', () => {
  test('is what the feed says, to the letter, where that is whole', () => {
    expect(of('2026-11-28T09:00:00+01:00')).toEqual({ published: '2026-11-28T09:00:00+01:00', note: null })
    expect(of('2026-11-28')).toEqual({ published: '2026-11-28', note: null })
  })

  test.each([
    ['2026-11-28T13:00:00Z', /future/],
    ['2031-01-01T00:00:00Z', /future/],
    ['2026-11-30', /future/],
    ['1970-01-01T00:00:00Z', /before there was a web/],
    ['2026-13-40T00:00:00Z', /none of the calendar/],
    ['2026-11', /no more than 2026-11/],
    [null, /cannot be read/],
    ['2026-11-28T09:00:00', /no zone/],
  ])('%s is not believed', (iso, why) => {
    expect(of(iso)).toMatchObject({ published: null, note: expect.stringMatching(why) })
  })

  test('a clock that is a little fast is forgiven', () => {
    expect(of('2026-11-28T12:05:00Z').published).toBe('2026-11-28T12:05:00Z')
  })

  test('a time without zone counts as its day, once that is over everywhere', () => {
    expect(of('2026-11-26T09:00:00')).toMatchObject({ published: '2026-11-26', note: expect.stringMatching(/only the day/) })
    expect(of('2026-11-27T23:00:00').published).toBeNull()
    expect(settledDay('2026-11-26T09:00:00', NOW)).toBe('2026-11-26')
    expect(settledDay('2026-11-27T23:00:00', NOW)).toBeNull()
    expect(settledDay('2026-11-26T09:00:00Z', NOW)).toBeNull()
  })

  test('the page helps where the feed says nothing that can be believed, or only the day', () => {
    expect(of('2031-01-01T00:00:00Z', '2026-11-27T10:00:00Z')).toEqual({ published: '2026-11-27T10:00:00Z', note: null })
    expect(of('2026-11-28T09:00:00', '2026-11-28T09:00:00+08:00')).toEqual({ published: '2026-11-28T09:00:00+08:00', note: null })
    expect(of('2026-11-27', '2026-11-27T10:00:00Z').published).toBe('2026-11-27T10:00:00Z')
    expect(publishedOf(null, '2026-11-27T10:00:00Z', NOW).published).toBe('2026-11-27T10:00:00Z')
    expect(publishedOf(null, null, NOW)).toEqual({ published: null, note: null })
  })

  test('what its page says is days older was brought up again', () => {
    expect(of('2026-11-28T09:00:00Z', '2024-03-01T10:00:00Z')).toMatchObject({
      published: '2024-03-01T10:00:00Z',
      note: expect.stringMatching(/older/),
    })
    expect(of('2026-11-28T09:00:00Z', '2026-11-27T20:00:00Z').published).toBe('2026-11-28T09:00:00Z')
  })
})
