/** What the words of a schedule mean, in lower case. */

export const WORKING = [1, 2, 3, 4, 5]
const FREE = [6, 7]
export const DAYS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...[
    'monday mon mo',
    'tuesday tues tue tu',
    'wednesday weds wed we',
    'thursday thurs thur thu th',
    'friday fri fr',
    'saturday sat sa',
    'sunday sun su',
  ].flatMap((words, i) => words.split(' ').map((word) => [word, [i + 1]] as const)),
  ...['weekday', 'workday', 'workweek'].map((word) => [word, WORKING] as const),
  ['weekend', FREE],
])
/** With “days” after them. */
export const WORKING_WORDS = ['working', 'business', 'work', 'week']
/** Each date, and nothing else; “day” alone may be another word's. */
export const DAILY: ReadonlySet<string> = new Set(['daily', 'everyday'])
export const DAY: ReadonlySet<string> = new Set(['day', 'days'])
export const EVERY: ReadonlySet<string> = new Set(['every', 'each', 'single', 'all'])
export const WEEK: ReadonlySet<string> = new Set(['week', 'weeks'])
export const NAMED_TIMES: ReadonlyMap<string, number> = new Map([
  ['noon', 720],
  ['midday', 720],
  ['midnight', 0],
])
export const RANGE: ReadonlySet<string> = new Set(['to', 'through', 'thru', 'until', 'till', 'til'])
export const EXCEPT: ReadonlySet<string> = new Set(['except', 'excluding', 'but', 'not', 'without', 'minus', 'no', 'never'])
export const FILLERS: ReadonlySet<string> = new Set(
  'a all an and at by clock each every exactly from hours hrs in local o oclock on once only per please sharp single standard daylight summer the time timezone tz zone of for plus always'.split(
    ' ',
  ),
)
/** Before a time, which comes to the minute all the same. */
export const ROUGHLY: ReadonlySet<string> = new Set(['about', 'around', 'approximately', 'roughly', 'ca', 'circa'])
/** Something has to follow these. */
export const UNFINISHED: ReadonlySet<string> = new Set([
  'and',
  'at',
  'by',
  'each',
  'every',
  'for',
  'from',
  'in',
  'of',
  'on',
  'once',
  'plus',
])
/** After “once”. */
export const PERIOD: ReadonlySet<string> = new Set(['a', 'daily', 'each', 'every', 'in', 'per', 'weekly'])
/** What would come more often than daily, or not by weekdays. */
export const OTHER_PERIODS =
  /^(?:hourly|minutes?|mins?|hours?|monthly|months?|quarterly|quarters?|yearly|years?|annually|fortnight(?:ly)?|bi|bi-?weekly|twice|thrice|times|other|first|second|third|fourth|last|alternate|holidays?)$/
/** Not again and again. */
export const ONE_DAY =
  /^(?:now|today|tonight|tomorrow|next|this|starting|beginning|jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/
/** What a number is counted with, which is then no hour. */
export const COUNTED = /^(?:days?|weeks?|minutes?|mins?|hours?|hrs?|months?|years?|times?|x)$/
/** What a mistyped word may have been. */
export const SUGGESTED = [...DAYS.keys(), ...NAMED_TIMES.keys(), 'daily', 'weekly', 'every', 'weekdays', 'weekends', 'except'].filter(
  ({ length }) => length > 2,
)
