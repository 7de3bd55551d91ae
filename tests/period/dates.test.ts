import { describe } from 'vitest'
import { table } from './table.ts'

describe('dates', () => {
  table('days', [
    ['on Feb 25', '2020-02-25..2020-02-25 ?Feb 25'],
    ['on Feb 27', '2019-02-27..2019-02-27 ?Feb 27'],
    ['Feb. 25th 2020', '2020-02-25..2020-02-25 Feb. 25th 2020'],
    ['Feb. 25th, 2020, or so', '2020-02-25..2020-02-25 Feb. 25th, 2020'],
    ['25 February 2020', '2020-02-25..2020-02-25 25 February 2020'],
    ['the 25th of February', '2020-02-25..2020-02-25 ?25th of February'],
    ['25-Feb-2020', '2020-02-25..2020-02-25 25-Feb-2020'],
    ['2020-02-25', '2020-02-25..2020-02-25 2020-02-25'],
    ['2020-02-25T18:27:00+08:00', '2020-02-25..2020-02-25 2020-02-25T18:27:00+08:00'],
    ['25/02/2020', '2020-02-25..2020-02-25 25/02/2020'],
    ['02/25/2020', '2020-02-25..2020-02-25 02/25/2020'],
    ['25.2.2020', '2020-02-25..2020-02-25 25.2.2020'],
    ['03/02/2020', '2020-02-03..2020-02-03 03/02/2020'],
    ['Tuesday, Feb 25 2020', '2020-02-25..2020-02-25 Tuesday, Feb 25 2020'],
    ['Tue 25 Feb', '2020-02-25..2020-02-25 ?Tue 25 Feb'],
    ['Febuary 25', '2020-02-25..2020-02-25 ?Febuary 25'],
    ['25 Feburary 2020', '2020-02-25..2020-02-25 25 Feburary 2020'],
    ['NEWS OF FEB 25 2020', '2020-02-25..2020-02-25 FEB 25 2020'],
    ['Feb 29', '2016-02-29..2016-02-29 ?Feb 29'],
    ['Feb 29 2019'],
    ['Feb 30 2020'],
    ['30/02/2020'],
    ['2020-02-30'],
  ])
  table('the order of day and month in America', [['03/02/2020', '2020-03-02..2020-03-02 03/02/2020']], 'America/New_York')
  table('the order of day and month in Asia', [['03/02/2020', '2020-02-03..2020-02-03 03/02/2020']], 'Asia/Shanghai')
  table('months, quarters, years', [
    ['February 2020', '2020-02-01..2020-02-29 February 2020'],
    ['in 2020-02.', '2020-02-01..2020-02-29 2020-02'],
    ['Feb', '2020-02-01..2020-02-29 ?Feb'],
    ['Feb ’20', '2020-02-01..2020-02-29 Feb ’20'],
    ['chinese tech regulation in july 2021', '2021-07-01..2021-07-31 july 2021'],
    ['in may', '2019-05-01..2019-05-31 ?may'],
    ['news in 2024', '2024-01-01..2024-12-31 2024'],
    ['revenue 2019', '2019-01-01..2019-12-31 2019'],
    ['Q4 2019', '2019-10-01..2019-12-31 Q4 2019'],
    ['4Q19', '2019-10-01..2019-12-31 4Q19'],
    ['2019 Q4', '2019-10-01..2019-12-31 2019 Q4'],
    ['Q4 profits', '2019-10-01..2019-12-31 ?Q4'],
    ['the fourth quarter of 2019', '2019-10-01..2019-12-31 fourth quarter of 2019'],
    ["2019's fourth quarter", "2019-10-01..2019-12-31 2019's fourth quarter"],
    ['H1 2020', '2020-01-01..2020-06-30 H1 2020'],
    ['the 2010s', '2010-01-01..2019-12-31 2010s'],
  ])
  table('parts', [
    ['last three months of 2019', '2019-10-01..2019-12-31 last three months of 2019'],
    ['last quarter of 2019', '2019-10-01..2019-12-31 last quarter of 2019'],
    ['first half of 2020', '2020-01-01..2020-06-30 first half of 2020'],
    ['second half of January 2020', '2020-01-16..2020-01-31 second half of January 2020'],
    ['first two weeks of February 2020', '2020-02-01..2020-02-14 first two weeks of February 2020'],
    ['early January 2020', '2020-01-01..2020-01-10 early January 2020'],
    ['mid-January 2020', '2020-01-11..2020-01-20 mid-January 2020'],
    ['late January', '2020-01-21..2020-01-31 ?late January'],
    ['the beginning of 2020', '2020-01-01..2020-04-30 beginning of 2020'],
    ['the middle of 2020', '2020-05-01..2020-08-31 middle of 2020'],
    ['end of 2020', '2020-09-01..2020-12-31 end of 2020'],
    ['spring 2020', '2020-03-01..2020-05-31 spring 2020'],
    ['the summer of 2019', '2019-06-01..2019-08-31 summer of 2019'],
    ['autumn 2019', '2019-09-01..2019-11-30 autumn 2019'],
    ['winter 2020', '2019-12-01..2020-02-29 winter 2020'],
    ['the week of Feb 10 2020', '2020-02-10..2020-02-16 week of Feb 10 2020'],
    ['week ending Feb 14 2020', '2020-02-08..2020-02-14 week ending Feb 14 2020'],
  ])
  table('named days', [
    ['on Valentine’s Day', '2020-02-14..2020-02-14 ?Valentine’s Day'],
    ['Valentines Day 2019', '2019-02-14..2019-02-14 Valentines Day 2019'],
    ["New Year's Eve 2019", "2019-12-31..2019-12-31 New Year's Eve 2019"],
    ["since New Year's Day", "2020-01-01.. ?since New Year's Day"],
    ['Christmas 2018', '2018-12-25..2018-12-25 Christmas 2018'],
    ['on Christmas Eve', '2019-12-24..2019-12-24 ?Christmas Eve'],
    ['Boxing Day', '2019-12-26..2019-12-26 ?Boxing Day'],
    ['on Halloween', '2019-10-31..2019-10-31 ?Halloween'],
    ["April Fools' Day 2019", "2019-04-01..2019-04-01 April Fools' Day 2019"],
    ['Independence Day', '2019-07-04..2019-07-04 ?Independence Day'],
    ['4th of July', '2019-07-04..2019-07-04 ?4th of July'],
    ['the day after Christmas', '2019-12-26..2019-12-26 ?day after Christmas'],
    ["out on Valentine's Day 2020 and the day after?", "2020-02-14..2020-02-15 Valentine's Day 2020 and the day after"],
    ['Feb 25 2020 and the day before', '2020-02-24..2020-02-25 Feb 25 2020 and the day before'],
  ])
})

describe('ranges', () => {
  table('both ends', [
    ['reported between 11 and 13 Feb 2020?', '2020-02-11..2020-02-13 between 11 and 13 Feb 2020'],
    ['from Jan 5 to Feb 3 2020', '2020-01-05..2020-02-03 from Jan 5 to Feb 3 2020'],
    ['from Dec 28 to Jan 3 2020', '2019-12-28..2020-01-03 from Dec 28 to Jan 3 2020'],
    ['between Dec 20 and Mar 5', '2019-12-20..2020-03-05 ?between Dec 20 and Mar 5'],
    ['Jan 28–30 2020', '2020-01-28..2020-01-30 Jan 28–30 2020'],
    ['Jan 28 – Feb 3 2020', '2020-01-28..2020-02-03 Jan 28 – Feb 3 2020'],
    ['Feb 11-13', '2020-02-11..2020-02-13 ?Feb 11-13'],
    ['Feb 24 or 25', '2020-02-24..2020-02-25 ?Feb 24 or 25'],
    ['Feb 24, 25 and 26 2020', '2020-02-24..2020-02-26 Feb 24, 25 and 26 2020'],
    ['2017–2019', '2017-01-01..2019-12-31 2017–2019'],
    ['season 2019/20', '2019-01-01..2020-12-31 2019/20'],
    ['between 2013 and 2017', '2013-01-01..2017-12-31 between 2013 and 2017'],
    ['between 2017 and 2013', '2013-01-01..2017-12-31 between 2017 and 2013'],
    ['from Monday to Friday', '2020-02-24..2020-02-28 from Monday to Friday'],
    ['from Thursday to Monday', '2020-02-20..2020-02-24 from Thursday to Monday'],
    ['from 2019 to now', '2019-01-01..2020-02-26 from 2019 to now'],
  ])
  table('one end', [
    ['since Monday', '2020-02-24.. since Monday'],
    ['since last week', '2020-02-17.. since last week'],
    ['since 1 March', '2019-03-01.. ?since 1 March'],
    ['since the start of 2020', '2020-01-01.. since the start of 2020'],
    ['tech news before 2020 about payments', '..2019-12-31 before 2020'],
    ['until Feb 10', '..2020-02-10 ?until Feb 10'],
    ['by 2030', '..2030-12-31 by 2030'],
    ['up to Feb 3 2020', '..2020-02-03 up to Feb 3 2020'],
    ['any news after feb 22 2020 about an AI company?', '2020-02-23.. after feb 22 2020'],
    ['from Feb 10 onwards', '2020-02-10.. ?from Feb 10 onwards'],
  ])
  table('several', [
    ['on Feb 3 or Mar 25 2019', '2019-02-03..2019-02-03 Feb 3', '2019-03-25..2019-03-25 Mar 25 2019'],
    ['Q3 and Q4 2019', '2019-07-01..2019-09-30 Q3', '2019-10-01..2019-12-31 Q4 2019'],
    [
      'before October 4, 2023, and on November 1, 2023, too',
      '..2023-10-03 before October 4, 2023',
      '2023-11-01..2023-11-01 November 1, 2023',
    ],
  ])
})
