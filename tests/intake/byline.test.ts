import { describe, expect, test } from 'vitest'
import { readBareNames, readByline } from '../../src/intake/byline.ts'
import { NO_ZONE } from '../../src/intake/zones.ts'

describe('bylines', () => {
  test.each([
    ['By Ida Berg / Feb 25, 2020 06:27 PM / World', ['Ida Berg'], '2020-02-25T18:27:00+00:00'],
    ['By Jane Doe and John Roe | March 3, 2021 9:00 am EST', ['Jane Doe', 'John Roe'], '2021-03-03T09:00:00-05:00'],
    ['Jane Doe, Reuters — 3 March 2021', ['Jane Doe'], '2021-03-03'],
    ['By Jane Doe, March 3, 2021', ['Jane Doe'], '2021-03-03'],
    ['March 3, 2021 by Jane Doe', ['Jane Doe'], '2021-03-03'],
    ['Posted by Jane Doe on March 3, 2021 at 9:00 am', ['Jane Doe'], '2021-03-03T09:00:00+00:00'],
    ['By Maria van der Berg, Staff Writer | 5 min read | June 1, 2022', ['Maria van der Berg'], '2022-06-01'],
    ['Ana Lima (Lisbon) · 4 May 2022 · 3 min read', ['Ana Lima'], '2022-05-04'],
    ['World | June 1, 2022', [], '2022-06-01'],
    ['By JANE DOE, Associated Press', ['Jane Doe'], undefined],
    ['Written by: Seán Ó Briain', ['Seán Ó Briain'], undefined],
    ['By Agency One Newsroom', ['Agency One Newsroom'], undefined],
  ])('%s', (line, authors, published) => {
    const byline = readByline(line, NO_ZONE)
    expect(byline?.authors).toEqual(authors)
    expect(byline?.dates[0]?.published).toBe(published)
  })

  test('an outlet beside the name is kept apart from the authors', () => {
    expect(readByline('Jane Doe, Reuters — 3 March 2021', NO_ZONE)?.agency).toBe('Reuters')
  })

  test.each([
    'By 2030, half of all cars will be electric',
    'By the numbers: how the year went',
    'The fire in March 2021 destroyed the mill',
    'Budget 2021',
    'March 2021: how it went',
    'She said on March 3, 2021 that the mill would close.',
  ])('no byline: %s', (line) => {
    expect(readByline(line, NO_ZONE)).toBeNull()
  })

  test('names alone', () => {
    expect(readBareNames('Jane Doe and Per Aldén')).toEqual(['Jane Doe', 'Per Aldén'])
    expect(readBareNames('Council approves new tram')).toBeNull()
    expect(readBareNames('Breaking News')).toBeNull()
  })
})
