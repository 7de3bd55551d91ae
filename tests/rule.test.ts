import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { documents } from '../src/adding.ts'
import type { Article } from '../src/article.ts'
import { type Newsroom, openNewsroom } from '../src/newsroom.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import type { EntityMention } from '../src/retrieval/entities.ts'
import { ruleName, ruleRows } from '../src/rule/words.ts'
import { compileRule, matchRule, mentionsRule, type Rule, type RuleMatch } from '../src/rule.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { ASKED, inventedNewsroom } from './invented-newsroom.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await inventedNewsroom()
})
afterAll(() => newsroom.close())

async function rule(query: string): Promise<Rule> {
  const compiled = await compileRule(newsroom, query, ASKED)
  if (!compiled.ok) throw new Error(compiled.problem)
  return compiled.rule
}
async function problem(query: string): Promise<string> {
  const compiled = await compileRule(newsroom, query, ASKED)
  return compiled.ok ? 'understood' : compiled.problem
}
function article(title: string, body: string, more: Partial<Article> = {}): Article {
  const named = { id: 'new', title, headlined: true, publisher: 'Harbor Global', authors: [], published: '2024-06-20' }
  return { ...named, about: null, url: null, tags: [], body, ...more }
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
  expect(ruleRows(told).map(({ label }) => label)).toEqual(['Names', 'Exact words', 'Without', 'Outlet'])
})

describe('what is only mentioned', () => {
  const filler = Array.from(
    { length: 40 },
    (_, n) => `The council spoke about road number ${n} on Thursday, and nothing was decided there.`,
  )
  const long = (...said: readonly string[]): string => [...filler, ...said].join('\n\n')
  const roads = (...said: readonly string[]): Article => article('Roads of the county', long(...said))
  const once = 'One road leads to the plant of Veltrona.'

  test('in passing, far down, is no match; every mention can be asked for', async () => {
    expect(await match('Veltrona', roads(once))).toBeNull()
    expect((await match('entity:Veltrona', roads(once)))?.why).toBe('names Veltrona further down')
    expect(mentionsRule(await rule('Veltrona'), { article: roads(once), analysis: analyse(roads(once)) })).toBe(true)
    expect(mentionsRule(await rule('Veltrona'), { article: roads(), analysis: analyse(roads()) })).toBe(false)
    expect((await rule('Veltrona source:harbor')).everywhere).toBe('entity:"Veltrona" source:harbor')
    expect((await rule('entity:Veltrona')).everywhere).toBeNull()
  })
  test('throughout an article is one, and how often is said', async () => {
    const often = roads(once, 'Veltrona paid for it.', 'Veltrona wants another.')
    expect((await match('Veltrona', often))?.why).toBe('names Veltrona in 3 of its 43 sentences')
    // One in fifteen: of 45 sentences, three.
    expect(await match('Veltrona', roads(once, 'Veltrona paid for it.', 'Veltrona wants another.', ...filler.slice(0, 2)))).not.toBeNull()
    const third = article('Roads of the county', [...filler.slice(0, 2), once, ...filler].join('\n\n'))
    expect(await match('Veltrona', third)).toBeNull()
    const fewer = roads(once, 'Veltrona paid for it.', 'Veltrona wants another.', ...filler.slice(0, 3))
    expect(await match('Veltrona', fewer)).toBeNull()
  })
  test('words are held to the same', async () => {
    const said = 'A battery plant stands beside the last one.'
    expect(await match('battery plant', roads(said))).toBeNull()
    expect((await match('"battery plant"', roads(said)))?.why).toBe('has the words “battery plant”')
    expect((await match('battery plant', roads(said, said, said)))?.why).toBe('has “battery plant” in 3 of its 43 sentences')
    // What the headline or the sentence before has counts once.
    const apart = ['The battery was shown.', 'The battery is small.', ...filler, 'A plant stands there.'].join('\n\n')
    expect(await match('battery plant', article('Roads of the county', apart))).toBeNull()
    expect(await match('battery plant', article('The battery', apart))).toBeNull()
    expect((await rule('battery')).everywhere).toBe('"battery"')
    expect((await rule('battery plant')).everywhere).toBeNull()
  })
  test('is quoted where it is said, however far down', async () => {
    const one = roads(once)
    const sentence = (await match('entity:Veltrona', one))?.sentence
    expect(one.body.slice(sentence?.start, sentence?.end)).toBe(once)
  })
  test('where an article was written is not what it is about', async () => {
    const told = await rule('Marlow')
    const spanOf = (text: string) => [text.search(/marlow/i), text.search(/marlow/i) + 6] as const
    const from = (opening: string): string | undefined => {
      const one = article('Roads of the county', `${opening}\n\n${long()}`)
      const place: EntityMention = { name: 'Marlow', type: 'place', aliases: ['Marlow'], spans: [spanOf(opening)] }
      return matchRule(told, { article: one, analysis: { ...analyse(one), entities: [place] } }, null)?.why
    }
    for (const dateline of ['MARLOW (AP) — The council met.', 'Norwick, Marlow CNN — The council met.', 'MARLOW – The council met.'])
      expect(from(dateline), dateline).toBeUndefined()
    for (const said of ['Marlow has a council that met.', 'The council of Marlow – it met – is small.'])
      expect(from(said), said).toBe('names Marlow in its opening')
  })
})

describe('a headline', () => {
  const target: EntityMention = { name: 'Target', type: 'organisation', aliases: ['Target'], spans: [[0, 6]] }
  const match2 = async (query: string, title: string, entities: readonly EntityMention[]): Promise<string | undefined> => {
    const one = article(title, 'Target is a chain of shops.')
    return matchRule(await rule(query), { article: one, analysis: { ...analyse(one), entities } }, null)?.why
  }
  test('has an ordinary word as a name where the text writes it so', async () => {
    expect(await match2('entity:Target', 'Target cuts prices', [target])).toBe('names Target in the headline')
    expect(await match2('entity:Target', 'Target’s prices fall', [target])).toBe('names Target in the headline')
    expect(await match2('entity:Target', 'TARGET cuts prices', [target])).toBe('names Target in its opening')
    expect(await match2('entity:Target', 'Target cuts prices', [])).toBeUndefined()
    expect(await match2('entity:Who', 'Who voted for it', [])).toBeUndefined()
  })
  test('calls somebody by the surname', async () => {
    const ines: EntityMention = { name: 'Ines Okafor', type: 'person', aliases: ['Ines Okafor', 'Okafor', 'Ines'], spans: [[0, 6]] }
    expect(await match2('Ines Okafor', 'Okafor leaves', [ines])).toBe('names Ines Okafor (as “Okafor”) in the headline')
    expect(await match2('Ines Okafor', 'Ines leaves', [ines])).toBe('names Ines Okafor in its opening')
  })
  test('and text mean a person by the surname, not a place called so', async () => {
    const person: EntityMention = { name: 'Tom Marlow', type: 'person', aliases: ['Tom Marlow'], spans: [[0, 6]] }
    const place: EntityMention = { name: 'Marlow', type: 'place', aliases: ['Marlow'], spans: [[10, 15]] }
    expect(await match2('Marlow', 'Marlow leaves', [person, place])).toBeUndefined()
    expect(await match2('Marlow', 'Marlow leaves', [place, person])).toBe('names Marlow in the headline')
    expect(await match2('Marlow', 'Tom Marlow leaves', [person])).toBeUndefined()
    const firm: EntityMention = { ...place, type: 'organisation', spans: [[0, 6]] }
    const one = article('Shares', 'Marlow (MRL) – the chain of shops – gains.')
    expect(matchRule(await rule('Marlow'), { article: one, analysis: { ...analyse(one), entities: [firm] } }, null)?.why).toBe(
      'names Marlow in its opening',
    )
  })
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
    expect((await rule('Okafor')).names).toMatchObject([{ name: 'Ines Okafor', isSurname: false }])
    const name = {
      label: 'Lind',
      name: 'Mara Lind',
      forms: new Set(['lind']),
      aliases: ['Lind', 'Ole Lind'],
      isAnywhere: false,
      isSurname: true,
    }
    expect(ruleRows({ ...(await rule('Veltrona')), names: [name] })[0]?.text).toBe(
      'everybody called Lind, such as Mara Lind, Ole Lind (in the headline, the opening or throughout)',
    )
  })
})

test('a word that a few articles print as a name stays a word; a name that many have is one', async () => {
  const store = await openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  const own = await openNewsroom(store)
  const heading = (name: string): EntityMention => ({ name, type: 'organisation', aliases: [name], spans: [[0, name.length]] })
  // Of 40 articles that have the words, so many have the name.
  const named = { Immigration: 2, Target: 3, 'Norwick Prize': 2, 'Harbour News': 3, Her: 1 }
  const all = Array.from({ length: 40 }, (_, n) => {
    const body = `Immigration was spoken of at the harbour of Norwick; news of a prize and a target was set for month ${n}.`
    const one = article(`Notes ${n}`, body, { id: `n${n}` })
    const entities = Object.entries(named).flatMap(([name, articles]) => (n < articles ? [heading(name)] : []))
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
    const compiled = await compileRule(own, query, ASKED)
    if (!compiled.ok) throw new Error(compiled.problem)
    return compiled.rule.names.length === 1
  }
  for (const query of ['immigration', 'Immigration', 'Norwick prize']) expect(await asName(query), query).toBe(false)
  for (const query of ['entity:Immigration', 'The Immigration', 'Target', 'target', 'Norwick Prize', 'Harbour News', 'Her'])
    expect(await asName(query), query).toBe(true)
})
