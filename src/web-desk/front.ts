/** The front page: the newest stories, each by its central article, what can be asked, and who is written of most. */
import type { Asked, Front, OutletRow, StoryCard } from '../../adapters/web/host.ts'
import { horizonMs } from '../article.ts'
import { citations, searchedIn } from '../cited.ts'
import type { Newsroom } from '../newsroom.ts'
import { type Topic, tellingSentence } from '../on-topic.ts'
import type { Analysed, CorpusSummary, StoryRecord } from '../store/store.ts'
import { outletsOf } from '../story.ts'
import { storiesOn, type ToldStory } from '../told-stories.ts'
import { articleRow, nameRow } from './rows.ts'

const MAX_STORIES = 9
const MAX_NAMES = 12
/** More are a list of their own, which the summary of what is searched counts. */
const MAX_OUTLETS = 60
/** Of one story; a longer one is counted by the store, and its outlets by its newest. */
const MAX_ARTICLES = 200
const EVERYTHING: Topic = { label: '', name: '', entities: [], terms: new Map() }

export type Prompts = () => Promise<readonly string[]>

export async function frontPage(newsroom: Newsroom, prompts: Prompts, asked: Asked): Promise<Front> {
  const { store } = newsroom
  const [corpus, stories, names, asking] = await Promise.all([
    store.corpus(),
    newestStories(newsroom, asked),
    store.suggestEntities('', MAX_NAMES),
    prompts(),
  ])
  return {
    searched: searchedIn(corpus),
    prompts: asking,
    stories,
    names: names.map(nameRow),
    outlets: outletRows(corpus).slice(0, MAX_OUTLETS),
  }
}

function outletRows({ publishers }: CorpusSummary): OutletRow[] {
  return publishers.map(({ publisher, articles, newestMs }) => ({ publisher, articles, newestMs }))
}

async function newestStories(newsroom: Newsroom, asked: Asked): Promise<StoryCard[]> {
  const { store } = newsroom
  const { stories } = await storiesOn(newsroom, EVERYTHING, { notAfterMs: horizonMs(asked.now) }, { limit: MAX_STORIES, offset: 0 })
  const ids = stories.map(({ central }) => central.id)
  const [analysed, records] = await Promise.all([store.analysed(ids), store.stories.ofArticles(ids)])
  const texts = new Map(analysed.map((one) => [one.article.id, one]))
  const recordOf = new Map(records.flatMap((record) => record.articleIds.map((id) => [id, record])))
  const cited = citations()
  return await Promise.all(
    stories.map(async (told) => {
      const record = recordOf.get(told.central.id)
      const text = texts.get(told.central.id)
      const sentence = text === undefined ? null : tellingSentence(EVERYTHING, text)
      return {
        ...(await countsOf(newsroom, told, record, asked)),
        ...articleRow(told.central),
        storyId: record?.id ?? null,
        opening: text === undefined || sentence === null ? null : cited.quote((text as Analysed).article, sentence, null),
      }
    }),
  )
}

/** All its articles, also those that are too old to be among the newest. */
async function countsOf(
  { store }: Newsroom,
  told: ToldStory,
  record: StoryRecord | undefined,
  asked: Asked,
): Promise<Pick<StoryCard, 'articles' | 'outlets'>> {
  const filter = record === undefined ? null : { storyIds: [record.id], notAfterMs: horizonMs(asked.now) }
  const heads = filter === null ? told.articles : await store.list({ ...filter, limit: MAX_ARTICLES })
  const articles = filter === null || heads.length < MAX_ARTICLES ? heads.length : await store.count(filter)
  return { articles, outlets: outletsOf(heads).map(({ publisher }) => publisher) }
}
