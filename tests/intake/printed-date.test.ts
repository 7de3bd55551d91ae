import { describe, expect, test } from 'vitest'
import { datesIn, wholeDate } from '../../src/intake/printed-date.ts'
import type { DefaultZone } from '../../src/intake/zones.ts'

const SHANGHAI: DefaultZone = { zone: 'Asia/Shanghai', from: 'option' }

describe('dates as printed', () => {
  test.each([
    ['Feb 25, 2020 06:27 PM', '2020-02-25T18:27:00+00:00'],
    ['March 3, 2021 9:00 am EST', '2021-03-03T09:00:00-05:00'],
    ['July 3, 2021 9:00 am ET', '2021-07-03T09:00:00-04:00'],
    ['3 March 2021', '2021-03-03'],
    ['3rd of March 2021', '2021-03-03'],
    ['Published: 2021-03-03 09:00 GMT', '2021-03-03T09:00:00+00:00'],
    ['Wed 3 Mar 2021 09.00 BST', '2021-03-03T09:00:00+01:00'],
    ['Last updated on 3 May 2021 | 18:02 IST', '2021-05-03T18:02:00+05:30'],
    ['20:15, 3 March 2021', '2021-03-03T20:15:00+00:00'],
    ['9:00 AM ET, Wed March 3, 2021', '2021-03-03T09:00:00-05:00'],
    ['12:05 am on 4 July 2022', '2022-07-04T00:05:00+00:00'],
    ['Mon, 02 Oct 2023 10:11:12 +0000', '2023-10-02T10:11:12+00:00'],
    ['12 April 2021 at 14:05 (UTC+3)', '2021-04-12T14:05:00+03:00'],
    ['13/04/2021', '2021-04-13'],
    ['03.04.2021', '2021-04-03'],
    ['2021年3月3日', '2021-03-03'],
  ])('%s', (printed, iso) => {
    expect(wholeDate(printed)?.published).toBe(iso)
  })

  test('a time without a zone is read in the default one, and says so', () => {
    const date = wholeDate('Feb 25, 2020 06:27 PM', SHANGHAI)
    expect(date).toMatchObject({ published: '2020-02-25T18:27:00+08:00', zoneAssumed: true, printed: 'Feb 25, 2020 06:27 PM' })
  })

  test('an abbreviation with several meanings takes the one of the place', () => {
    expect(wholeDate('4 July 2021, 10:00 CST')?.published).toBe('2021-07-04T10:00:00-06:00')
    expect(wholeDate('4 July 2021, 10:00 CST', SHANGHAI)?.published).toBe('2021-07-04T10:00:00+08:00')
  })

  test.each(['30 February 2021', 'Feb 29, 2019', '2021-13-01', '31 April 2020'])('%s is no day', (printed) => {
    expect(wholeDate(printed)).toMatchObject({ published: null, fault: expect.stringContaining('in the calendar') })
  })

  test('03/04/2021 may be March or April: not guessed without a place', () => {
    expect(wholeDate('03/04/2021')).toMatchObject({ published: null, fault: expect.stringContaining('day/month') })
    expect(wholeDate('03/04/2021', { zone: 'America/New_York', from: 'option' })?.published).toBe('2021-03-04')
    expect(wholeDate('03/04/2021', { zone: 'Europe/Paris', from: 'option' })?.published).toBe('2021-04-03')
  })

  test('an hour that no clock shows keeps the day', () => {
    expect(wholeDate('2021-03-03 25:00')).toMatchObject({ published: '2021-03-03', fault: expect.stringContaining('25:00') })
  })

  test('a month alone is a month', () => {
    expect(wholeDate('March 2021')).toMatchObject({ published: null, month: '2021-03' })
  })

  test('text around it is no date', () => {
    expect(wholeDate('The fire of 3 March 2021')).toBeNull()
    expect(wholeDate('tomorrow')).toBeNull()
    expect(datesIn('Published 11:02 a.m. ET Oct. 2, 2023 Updated 3:04 p.m. ET Oct. 3, 2023').map((date) => date.label)).toEqual([
      'published',
      'updated',
    ])
  })
})
