import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventDate } from '../src/event-date.ts'

const PUBLISHED = '2020-02-26T18:27:00+08:00' // a Wednesday

test.each([
  ['The court ruled on Feb. 18, 2020.', '2020-02-18'],
  ['The court ruled on 18 February 2020.', '2020-02-18'],
  ['It was fined on December 30.', '2019-12-30'],
  ['The fair opens on March 5.', '2020-03-05'],
  ['The unit was sold in June 2018.', '2018-06'],
  ['It began in November.', '2019-11'],
  ['The plant will reopen in May.', '2020-05'],
  ['It is to be sold in January.', '2021-01'],
  ['It fell in November and will fall again.', '2019-11'],
  ['A cut, due since November, came at last.', '2019-11'],
  ['The firm was founded in 2012.', '2012'],
  ['The minister said on Monday that talks go on.', '2020-02-24'],
  ['He spoke Wednesday.', '2020-02-26'],
  ['By Thursday evening the water had gone.', null],
  ['It was sold last Thursday.', '2020-02-20'],
  ['It closed yesterday.', '2020-02-25'],
  ['A vote is planned for next Friday.', '2020-02-28'],
  ['Talks will begin on Monday.', null],
  ['Sales may fall 20 percent.', null],
  ['Sales grew in 2020.', null],
  ['It sold 2,018 units.', null],
  ['In February 30 deals were struck.', null],
])('%s → %s', (sentence, date) => {
  expect(eventDate(sentence, PUBLISHED)).toBe(date)
})

test('without a printed date only a written year resolves', () => {
  expect(eventDate('It closed on Monday.', null)).toBe(null)
  expect(eventDate('It closed on March 5.', null)).toBe(null)
  expect(eventDate('It closed on March 5, 2019.', null)).toBe('2019-03-05')
})

test('is always null or a real date', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Feb', 'June', 'Sept.', 'december'),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom('', ', 2019', ' 1999'),
      (month, day, year) => {
        const date = eventDate(`On ${month} ${day}${year} it ended.`, PUBLISHED)
        expect(date === null || !Number.isNaN(Date.parse(date))).toBe(true)
      },
    ),
  )
})
