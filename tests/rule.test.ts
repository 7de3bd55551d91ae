import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { documents } from '../src/adding.ts'
import type { Article } from '../src/article.ts'
import { type Newsroom, openNewsroom } from '../src/newsroom.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import type { EntityMention } from '../src/retrieval/entities.ts'
import { ruleName, ruleRows } from '../src/rule/words.ts'
import { compileRule, matchRule, type Rule, type RuleMatch } from '../src/rule.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { ASKED, inventedNewsroom } from './invented-newsroom.ts'
import { article, ruleIn } from './rule-rig.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await inventedNewsroom()
})
afterAll(() => newsroom.close())

const rule = (query: string): Promise<Rule> => ruleIn(newsroom, query)
async function problem(query: string): Promise<string> {
  const compiled = await compileRule(newsroom, query, ASKED)
  return compiled.ok ? 'understood' : compiled.problem
}
async function match(query: string, one: Article, storyId: string | null = null): Promise<RuleMatch | null> {
  return matchRule(await rule(query), { article: one, analysis: analyse(one) }, storyId)
}

const TRUCKS = article(
  'Veltrona shows a new truck',
  'Veltrona Motors showed a new truck in Marlow on Thursday. It will be sold from autumn.\n\nThe battery of the truck comes from another plant.',
)

describe('a name', () => {
  test('is found in the headline, whatever form it was asked by', async () => {
    expect((await match('Veltrona Motors', TRUCKS))?.why).toBe('names Veltrona Motors (as “Veltrona”) in the headline')
    expect((await match('veltrona', TRUCKS))?.why).toBe('names Veltrona in the headline')
  })
  test('is found in the opening, by another form', async () => {
    const one = article('A new truck is shown', TRUCKS.body)
    expect((await match('Veltrona', one))?.why).toBe('names Veltrona (as “Veltrona Motors”) in its opening')
  })
  test('brings the sentence that says it', async () => {
    const found = await match('Marlow', TRUCKS)
    expect(TRUCKS.body.slice(found?.sentence?.start, found?.sentence?.end)).toContain('Marlow')
  })
  test('of a person is not any bearer of the surname', async () => {
    const other = article('A singer from Lagos', 'The singer Tunde Okafor gave a concert in Lagos on Thursday. Okafor sang for two hours.')
    expect(await match('Ines Okafor', other)).toBeNull()
    const herself = article('A visit', 'The founder Ines Okafor came to the harbour on Thursday and spoke with the workers.')
    expect((await match('Ines Okafor', herself))?.why).toContain('names Ines Okafor')
  })
  test('that no article has yet can be waited for, and that is said', async () => {
    const waiting = await rule('entity:"Quorvex Labs"')
    expect(waiting.unknown).toEqual(['No stored article names Quorvex Labs yet.'])
    const one = article('Quorvex Labs opens', 'Quorvex Labs opened an office in Marlow on Thursday, its first in the country.')
    expect((await match('entity:"Quorvex Labs"', one))?.why).toContain('names Quorvex Labs')
  })
  test('is not read out of an ordinary word of a headline', async () => {
    const one = article(
      'Lumen Levels Fall In Old Street Lamps',
      'The lamps of the old town give less light than they did, the council said on Thursday.',
    )
    expect(await match('entity:Street', one)).toBeNull()
  })
})

describe('words', () => {
  test('must stand near one another', async () => {
    expect((await match('new truck', TRUCKS))?.why).toBe('has “new truck” in the headline')
    expect((await match('truck autumn', TRUCKS))?.why).toBe('has “truck autumn” in its opening')
    const apart = article(
      'What was said',
      'The permits are slow, the council said on Monday.\n\nNobody knows why that is so this year.\n\nThe road is closed.\n\nThe harbour is full of ships.',
    )
    expect(await match('permits ships', apart)).toBeNull()
  })
  test('that nobody wrote yet stay as they are, and that is said', async () => {
    const waiting = await rule('zeppelins')
    expect(waiting.unknown[0]).toMatch(/no stored article has the word “zeppelins” yet/i)
    expect(await match('zeppelins', article('Zeppelins return', 'The zeppelins return to Marlow.'))).not.toBeNull()
  })
  test('that say nothing are refused', async () => {
    expect(await problem('the and of')).toMatch(/no word that could be looked for/)
    expect(await problem('')).toMatch(/^Name somebody or something to look for/)
    expect(await problem('   ')).toMatch(/^Name somebody or something to look for/)
    expect(await problem('-huawei')).toMatch(/besides what is left out/)
    expect(await problem('x'.repeat(301))).toMatch(/^That is 301 characters long; 300 can be looked for/)
  })
})

describe('search words', () => {
  test('a phrase is found as it stands, whole words, over any white space', async () => {
    expect((await match('"new truck"', TRUCKS))?.why).toBe('has the words “new truck”')
    expect(await match('"ew truck"', TRUCKS)).toBeNull()
    expect(await match('"truck new"', TRUCKS)).toBeNull()
  })
  test('what is left out, outlets, authors and tags narrow', async () => {
    expect(await match('Veltrona -battery', TRUCKS)).toBeNull()
    expect(await match('Veltrona -batter', TRUCKS)).not.toBeNull()
    expect((await match('Veltrona source:harbor', TRUCKS))?.why).toBe('names Veltrona in the headline, by Harbor Global')
    expect(await match('Veltrona source:coast', TRUCKS)).toBeNull()
    const signed = { ...TRUCKS, authors: ['Mara Lind'], tags: ['Industry'] }
    expect((await match('author:"mara lind" tag:industry', signed))?.why).toBe('by Mara Lind, tagged Industry')
    expect(await match('author:"tom reyes"', signed)).toBeNull()
    expect(await match('tag:deals', signed)).toBeNull()
  })
  test('an outlet that is not known yet is said, and found once it comes', async () => {
    expect((await rule('source:gazette')).unknown).toEqual(['No article of an outlet called “gazette” is stored yet.'])
    expect((await match('source:gazette', { ...TRUCKS, publisher: 'The Norwick Gazette' }))?.why).toBe('by The Norwick Gazette')
  })
  test('dates make no sense', async () => {
    for (const query of ['Veltrona since:monday', 'Veltrona before:2020', 'Veltrona since:nonsense'])
      expect(await problem(query)).toMatch(/dates .* make no sense/)
  })
})

describe('a story', () => {
  test('is followed by its id, or by one of its articles', async () => {
    const [story] = await newsroom.store.stories.ofArticles(['plant'])
    for (const query of [`story:${story?.id}`, 'story:plant', 'story:"plant"']) {
      const followed = await rule(query)
      expect(followed.story).toMatchObject({ id: story?.id, articleId: story?.articleIds[0] })
      expect((await match(query, TRUCKS, story?.id))?.why).toBe('belongs to the story that you follow')
      expect(await match(query, TRUCKS, 'story-other')).toBeNull()
      expect(await match(query, TRUCKS)).toBeNull()
    }
  })
  test('that is none is said', async () => {
    expect(await problem('story:nothing')).toMatch(/There is no story “nothing”/)
    expect(await problem('Veltrona story:plant')).toMatch(/by itself/)
  })
})

test('what means the same is the same', async () => {
  const key = async (query: string): Promise<string> => (await rule(query)).key
  expect(await key('  VELTRONA ')).toBe(await key('Veltrona'))
  expect(await key('source:coast Veltrona')).toBe(await key('Veltrona source:Coast'))
  expect(await key('trucks recalled')).toBe(await key('recalled truck'))
  expect(await key('Veltrona')).not.toBe(await key('"battery plant"'))
  expect(await key('Veltrona')).not.toBe(await key('entity:Veltrona'))
})

test('it is told in words', async () => {
  const told = await rule('Veltrona "battery plant" -ships source:harbor')
  expect(ruleName(told)).toBe('Veltrona · “battery plant” · not ships · in harbor')
  expect(ruleRows(told).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'Names: Veltrona Motors, also as Veltrona (in the headline or opening, or often enough in the text)',
    'Exact words: “battery plant” (every mention)',
    'Left out: what has “ships” anywhere',
    'Outlet: called “harbor”, in full or in part',
  ])
  const rows = async (query: string) => ruleRows(await rule(query)).map(({ label, text }) => `${label}: ${text}`)
  expect(await rows('zeppelins')).toEqual(['Word: zeppelins (in the headline or opening, or often enough in the text)'])
  expect(await rows('zeppelins harbour')).toEqual([
    'Words: zeppelins harbour (most of them close together, in the headline or opening, or often enough in the text)',
  ])
  expect(await rows('"Zeppelin"')).toEqual(['Exact word: “zeppelin” (every mention)'])
  expect(ruleName(await rule('author:lind source:coast -ships'))).toBe('everything by lind, in coast · not ships')
})

describe('how it is typed', () => {
  test('asking for news is not what about; small words do not count', async () => {
    expect((await rule('any news about Veltrona?')).names.map(({ label }) => label)).toEqual(['Veltrona'])
    expect((await rule('zeppelin news')).words).toBe('zeppelin')
    expect((await rule('trucks, schools')).words).toBe('trucks, schools')
    expect((await rule('what do the trucks do about schools?')).words).toBe('trucks schools')
    expect((await rule('what do the trucks do about schools?')).key).toBe((await rule('trucks schools')).key)
  })
  test('a word in quotation marks is looked for as it stands', async () => {
    expect((await rule('"Trucks"')).phrases.map(({ text }) => text)).toEqual(['trucks'])
    expect(await match('"trucks"', TRUCKS)).toBeNull()
    expect(await match('“truck”', TRUCKS)).not.toBeNull()
  })
  test('of two words both are needed, though one is much rarer', async () => {
    const told = await rule('trucks zeppelin')
    const [[truck, weight] = ['', 0]] = told.keywords
    const uneven = {
      ...told,
      keywords: new Map([
        [truck, 0.27],
        ['zeppelin', 0.73],
      ]),
    }
    expect(weight).toBeGreaterThan(0)
    const only = article('Zeppelins return', 'The zeppelin returns to Marlow.')
    expect(matchRule(uneven, { article: only, analysis: analyse(only) }, null)).toBeNull()
  })
  test('a surname is everybody’s who has it', async () => {
    const name = {
      label: 'Lind',
      name: 'Mara Lind',
      forms: new Set(['lind']),
      aliases: ['Lind', 'Ole Lind'],
      isAnywhere: false,
      isSurname: true,
    }
    expect(ruleRows({ ...(await rule('Veltrona')), names: [name] })[0]?.text).toBe(
      'everybody called Lind, such as Mara Lind, Ole Lind (in the headline or opening, or often enough in the text)',
    )
  })
})

test('a word that a few articles print as a name stays a word; a name that many have is one', async () => {
  const store = await openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  const own = await openNewsroom(store)
  const heading = (name: string): EntityMention => ({ name, type: 'organisation', aliases: [name], spans: [[0, name.length]] })
  const person = (name: string): EntityMention => ({ name, type: 'person', aliases: [name, name.split(' ')[1] as string], spans: [[0, 3]] })
  // Of 40 articles that have the words, so many have the name.
  const named = { Immigration: 2, Target: 3, 'Norwick Prize': 2, 'Harbour News': 3, Her: 1 }
  const all = Array.from({ length: 40 }, (_, n) => {
    const body = `Immigration was spoken of at the harbour of Norwick; news of a prize and a target was set for month ${n}.`
    const one = article(`Notes ${n}`, body, { id: `n${n}` })
    const people = n === 0 ? [person('Ann Okafor'), person('Una Lind')] : n === 1 ? [person('Ole Lind')] : []
    const entities = Object.entries(named)
      .flatMap(([name, articles]) => (n < articles ? [heading(name)] : []))
      .concat(people)
    return { article: one, analysis: { ...analyse(one), entities } }
  })
  await store.put(all)
  await own.index.upsert(
    documents(
      store,
      all.map(({ article: { id } }) => id),
    ),
  )
  const asName = async (query: string): Promise<boolean> => {
    return (await ruleIn(own, query)).names.length === 1
  }
  for (const query of ['immigration', 'Immigration', 'Norwick prize']) expect(await asName(query), query).toBe(false)
  for (const query of ['entity:Immigration', 'The Immigration', 'Target', 'target', 'Norwick Prize', 'Harbour News', 'Her'])
    expect(await asName(query), query).toBe(true)
  const isSurname = async (query: string): Promise<boolean | undefined> => {
    const compiled = await compileRule(own, query, ASKED)
    return compiled.ok ? compiled.rule.names[0]?.isSurname : undefined
  }
  expect(await isSurname('Okafor')).toBe(false)
  expect(await isSurname('Lind')).toBe(true)
  expect(await isSurname('Ole Lind')).toBe(false)
})
