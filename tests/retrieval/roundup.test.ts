import { expect, test } from 'vitest'
import { isRoundup } from '../../src/retrieval/roundup.ts'

test.each([
  '5 things to know for Tuesday: ferries, bread, a comet',
  'Ten Things You Need to Know Today: 3 March',
  'Ferry strike, comet, bread prices: Daily Briefing',
  'A comet, a strike. It’s Tuesday’s news.',
  'The week in pictures',
  'Morning briefing: the dyke holds',
  'News quiz: what did the minister drop?',
  'Photos this week: 3–10 March',
  'The cars and prams recalled this week',
  'The Tide podcast: a dyke breaks, and then?',
])('of many events: %s', (headline) => expect(isRoundup(headline)).toBe(true))

test.each([
  '5 things to know about the new ferry',
  'Three things we learned from the trial of the baker',
  'Minister holds news briefing on the dyke',
  'Tuesday’s storm leaves thousands without power',
  'Two ferries collide',
  'The quiz that brought a town to its knees',
  'The Tide podcast wins a prize',
  'Strollers recalled this week lost wheels, and one a child',
])('of one: %s', (headline) => expect(isRoundup(headline)).toBe(false))
