import { describe, expect, test } from 'vitest'
import { found, table } from './table.ts'

describe('what only looks like a period', () => {
  test.each([
    ...['recently', 'lately', 'next week', 'next Monday', 'every Friday', 'What did The Sun report?', 'a March for life', 'who may resign'],
    ...['may 3 people leave?', 'the mar of it', 'Second Cup opened', 'a Model 3 crash', '5G in 6 cities', 'what is Made in China 2025'],
    ...[
      'what does the 2019 NDAA say',
      '2019 NDAA',
      'the 737 MAX',
      'section 230',
      'Euro 2020 winners',
      'was MWC 2021 cancelled?',
      'in MWC 2020',
    ],
    ...[
      'its 2020 profit outlook',
      'after the 2020 election',
      'which team won the 2022 Stanley Cup',
      'costs $2020',
      '2020%',
      '2020 yuan',
      'v2020.1',
    ],
    ...[
      '1.2.2020.3',
      'at 20:20',
      '10:30',
      '9/11',
      'open 24/7',
      'COVID-19',
      'pre-2020',
      '2020-era',
      '#2020',
      'more than 2000',
      'class of 2020',
    ],
    ...[
      'Black Friday',
      'Cyber Monday deals',
      'the Sunday Times',
      'USA Today',
      'Theresa May',
      'what did she do after May resigned',
      'January Jones',
    ],
    ...[
      'Halloween costumes',
      'celebrated Independence Day',
      'Top 10 March stories',
      'on the 25th anniversary',
      'over 60 years ago',
      '1980s cereals',
    ],
    ...['the Jan. 6 committee', '12020', '', '😀😀', '二零二零年', 'select * from articles; --'],
  ])('%s', (text) => {
    expect(found(text)).toEqual([])
  })

  table('unless something introduces it', [
    ['what did Huawei say in 2019?', '2019-01-01..2019-12-31 2019'],
    ['in 2019 Huawei said', '2019-01-01..2019-12-31 2019'],
    ['2019 stories on the Hong Kong protests', '2019-01-01..2019-12-31 2019'],
    ['what did the 2019 report say, and since Feb 24, 25 people died', '2019-01-01..2019-12-31 2019', '2020-02-24.. ?since Feb 24'],
    ['the year 2019', '2019-01-01..2019-12-31 year 2019'],
  ])
})
