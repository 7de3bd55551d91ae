/** What an article says something of, and what it only mentions. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Article } from '../src/article.ts'
import type { Newsroom } from '../src/newsroom.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import type { EntityMention } from '../src/retrieval/entities.ts'
import { matchRule, mentionsRule, type Rule, type RuleMatch } from '../src/rule.ts'
import { inventedNewsroom } from './invented-newsroom.ts'
import { article, ruleIn } from './rule-rig.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await inventedNewsroom()
})
afterAll(() => newsroom.close())

const rule = (query: string): Promise<Rule> => ruleIn(newsroom, query)
async function match(query: string, one: Article): Promise<RuleMatch | null> {
  return matchRule(await rule(query), { article: one, analysis: analyse(one) }, null)
}

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
