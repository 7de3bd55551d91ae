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
export const DAILY: ReadonlySet<string> = new Set(['daily', 'everyday', 'day', 'days'])
export const WEEKLY: ReadonlySet<string> = new Set(['weekly', 'week', 'weeks'])
export const NAMED_TIMES: ReadonlyMap<string, number> = new Map([
  ['noon', 720],
  ['midday', 720],
  ['midnight', 0],
])
/** With an hour of the twelve, the second. */
export const AFTERNOON: ReadonlySet<string> = new Set(['afternoon', 'afternoons', 'evening', 'evenings'])
export const NIGHT: ReadonlySet<string> = new Set(['night', 'nights', 'nightly'])
/** Earlier than six, an hour of the night is one of the next morning. */
export const FIRST_EVENING_MINUTE = 6 * 60
export const RANGE: ReadonlySet<string> = new Set(['to', 'through', 'thru', 'until', 'till', 'til'])
export const EXCEPT: ReadonlySet<string> = new Set(['except', 'excluding', 'but', 'not', 'without'])
export const FILLERS: ReadonlySet<string> = new Set(
  'a and at by clock each every from hours hrs in local morning mornings o oclock on once only per please standard daylight summer the time timezone tz zone of for plus always'.split(
    ' ',
  ),
)
/** What would come more often than daily, or not by weekdays. */
export const OTHER_PERIODS =
  /^(?:hourly|minutes?|mins?|hours?|monthly|months?|quarterly|quarters?|yearly|years?|annually|fortnight(?:ly)?|bi-?weekly|biweekly|twice|thrice|times|other|second|third|alternate)$/
/** What a number is counted with, which is then no hour. */
export const COUNTED = /^(?:days?|weeks?|minutes?|mins?|hours?|hrs?|months?|years?|times?|x)$/
/** What a mistyped word may have been. */
export const SUGGESTED = [...DAYS.keys(), ...NAMED_TIMES.keys(), 'daily', 'weekly', 'every', 'weekdays', 'weekends', 'except'].filter(
  ({ length }) => length > 2,
)
