/** The page of a name: who or what it is, its course, where outlets differ and agree, what each of them says; one numbering of sources through all of it. */
import type { Asked, EntityPage, NameRow } from '../../adapters/web/host.ts'
import { about } from '../about.ts'
import type { Answer, Block } from '../answer.ts'
import { horizonMs } from '../article.ts'
import { compare } from '../compare.ts'
import type { Newsroom } from '../newsroom.ts'
import { entitiesCalled } from '../on-topic.ts'
import { foldName } from '../retrieval/terms.ts'
import type { EntityRecord, Store } from '../store/store.ts'
import { outletsOf } from '../story.ts'
import { courseOf } from './course.ts'
import { oneList, type Part, underHeadings, withoutCoverage } from './one-list.ts'
import { paragraphsOf } from './quoted.ts'
import { kindOf, nameRow } from './rows.ts'

const MAX_RELATED = 12
const MAX_ALIASES = 12
/** Of those who share a name, whose company is looked at: counting it is a scan of 500 articles each. */
const MAX_NAMESAKES = 2
/** Of each outlet; what the course tells of them goes. */
const MAX_CLAIMS = 5
/** Outlets are counted in the newest articles. */
const MAX_COUNTED = 1_000
/** The sections whose quotations may stand in another one instead: events belong to the course, pairs of figures together. */
const YIELDING: ReadonlySet<string> = new Set(['more', 'outlets'])

/** null: no such name is known, or nothing that is known by now tells of it. Any form of a name leads to the page of whom it mostly stands for. */
export async function entityPage(newsroom: Newsroom, name: string, asked: Asked): Promise<EntityPage | null> {
  const { store } = newsroom
  const entities = await entitiesFor(newsroom, name)
  const [entity] = entities
  if (entity === undefined) return null
  const request = { topic: entity.name, notAfterMs: horizonMs(asked.now) }
  const filter = { entityKeys: entities.map(({ key }) => key), notAfterMs: request.notAfterMs }
  const [profile, course, compared, related, articles, heads] = await Promise.all([
    about(newsroom, request, asked),
    courseOf(newsroom, request),
    compare(newsroom, { ...request, limit: MAX_CLAIMS }, asked),
    relatedTo(store, entities),
    store.count(filter),
    store.list({ ...filter, limit: MAX_COUNTED }),
  ])
  if (profile.verdict !== 'answered' || articles === 0) return null
  const outlets = outletsOf(heads)
  const { coverage, blocks } = withoutCoverage(profile.blocks)
  const list = oneList(
    [
      ...profileParts({ ...profile, blocks }),
      { id: 'course', heading: 'Course of events', ...course },
      ...comparedParts(compared, new Set(outlets.map(({ publisher }) => publisher))),
    ],
    YIELDING,
  )
  return {
    name: entity.name,
    kind: kindOf(entity.type),
    aliases: aliasesOf(entity.name, entities),
    related,
    articles,
    coverage,
    sections: list.sections,
    sources: list.sources,
    paragraphs: await paragraphsOf(store, list.quotes),
    outlets,
  }
}

/** As `about` takes the name: all who are called so, first the one whom it mostly stands for. */
async function entitiesFor({ store }: Newsroom, name: string): Promise<readonly EntityRecord[]> {
  const [entity] = await entitiesCalled(store, name)
  return entity === undefined ? [] : await entitiesCalled(store, entity.name)
}

function aliasesOf(name: string, entities: readonly EntityRecord[]): string[] {
  const forms = new Map(entities.flatMap(({ aliases }) => aliases.map((alias) => [foldName(alias), alias] as const)).toReversed())
  forms.delete(foldName(name))
  return [...forms.values()].toReversed().slice(0, MAX_ALIASES)
}

/** Of each of them in turns, but for themselves. */
async function relatedTo(store: Store, entities: readonly EntityRecord[]): Promise<NameRow[]> {
  const some = entities.slice(0, MAX_NAMESAKES)
  const own = new Set(entities.map(({ key }) => key))
  const lists = await Promise.all(some.map(({ key }) => store.relatedEntities(key, MAX_RELATED)))
  const found = new Map<string, EntityRecord>()
  for (let turn = 0; turn < MAX_RELATED; turn++)
    for (const list of lists) {
      const record = list[turn]
      if (record !== undefined && !own.has(record.key)) found.set(record.key, record)
    }
  return [...found.values()].slice(0, MAX_RELATED).map(nameRow)
}

/** What stands before the facts says who or what it is. The facts the page tells by itself. */
function profileParts({ blocks, sources }: Answer): Part[] {
  const facts = blocks.findIndex(({ type }) => type === 'facts')
  const defining = blocks.slice(0, Math.max(0, facts)).filter(({ type }) => type === 'quote')
  const more = blocks.slice(facts + 1)
  return [
    { id: 'profile', heading: 'In short', blocks: defining, sources },
    { id: 'more', heading: 'Also told', blocks: more, sources },
  ]
}

/** Figures and facts have a section each; what every outlet says by itself is one. Nothing is compared where only one outlet writes. */
function comparedParts(answer: Answer, outlets: ReadonlySet<string>): Part[] {
  const { sources } = answer
  if (answer.verdict !== 'answered' || outlets.size < 2) return []
  const groups = underHeadings(answer).filter(({ heading }) => heading !== '')
  const own = groups.filter(({ heading }) => outlets.has(heading))
  const together = groups.filter(({ heading }) => !outlets.has(heading))
  const headed = ({ heading, blocks }: (typeof groups)[number]): Block[] => [
    { type: 'paragraph', spans: [{ type: 'strong', text: heading }] },
    ...blocks,
  ]
  return [
    ...together.map(({ heading, blocks }, i) => ({ id: `compared-${i + 1}`, heading, blocks, sources, isWhole: true as const })),
    { id: 'outlets', heading: 'Also told, by outlet', blocks: own.flatMap(headed), sources },
  ]
}
