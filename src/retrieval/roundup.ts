/** Pages of many events, by what their headlines call them: a briefing, ten things to know today, the week in pictures, a quiz. */

const NUMBER = '(?:\\d{1,2}|three|four|five|six|seven|eight|nine|ten)'
const DAY = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|this (?:morning|evening|week)|the (?:day|week|month|weekend))'
const FORMS = [
  // “Five things to know for Tuesday”, but “5 things to know about the vaccine” is one.
  `\\b${NUMBER} (?:\\w+ )?(?:things|stories|headlines)\\b(?!.*\\b(?:about|from)\\b)`,
  `\\b${DAY}['’]s (?:top |biggest |latest )?(?:news|headlines|stories|briefing)\\b`,
  `\\b(?:top |biggest )?(?:news|headlines|stories|photos|pictures) (?:of|for|from) ${DAY}\\b`,
  '\\b(?:news|headlines|stories|photos|pictures) this week\\b|\\b(?:recalls|recalled) this week\\W*$',
  // “The Tide podcast: …” is an episode; “The Tide podcast wins a prize” is not.
  '^(?:[\\p{L}\\d]+ ){1,3}podcast:',
  '\\b(?:morning|evening|daily|weekly|weekend|your) (?:briefing|digest|newsletter|recap|quiz)\\b|\\bnews (?:digest|recap)\\b',
  '\\b(?:news|weekly) quiz\\b|\\bround-?up\\b|\\bin case you missed it\\b|\\bweek in (?:review|pictures|photos)\\b',
]
const ROUNDUP = new RegExp(FORMS.join('|'), 'iu')

export function isRoundup(headline: string): boolean {
  return ROUNDUP.test(headline)
}
