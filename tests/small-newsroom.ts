/** A newsroom of six made-up articles of two outlets, on the real store and index in memory; asking is a stand-in that quotes the best sentence. */
import { removeArticles } from '../src/adding.ts'
import type { Article } from '../src/article.ts'
import { citations, searchedIn } from '../src/cited.ts'
import type { Asked, Newsroom, PassageHit, Reply } from '../src/newsroom.ts'
import { type Analysis, analyse } from '../src/retrieval/analysis.ts'
import type { EntityMention, EntityType } from '../src/retrieval/entities.ts'
import { openKeywordIndex } from '../src/retrieval/keyword-index.ts'
import { read } from '../src/retrieval/language.ts'
import type { IndexDocument, SearchIndex } from '../src/retrieval/search-index.ts'
import { tellStories } from '../src/retrieval/stories.ts'
import { termsOf } from '../src/retrieval/terms.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import type { Analysed, Store } from '../src/store/store.ts'

export const ASKED: Asked = { now: new Date('2024-06-20T12:00:00Z'), zone: 'UTC' }

/** Name → its forms; given, so that these tests do not depend on recognition. */
const NAMES: readonly { readonly name: string; readonly type: EntityType; readonly forms: readonly string[] }[] = [
  { name: 'Borealis Motors', type: 'organisation', forms: ['Borealis Motors', 'Borealis'] },
  { name: 'Tidewater Energy', type: 'organisation', forms: ['Tidewater Energy', 'Tidewater'] },
  { name: 'Ines Okafor', type: 'person', forms: ['Ines Okafor', 'Okafor'] },
  { name: 'Port Vell', type: 'place', forms: ['Port Vell'] },
]

const article = (
  id: string,
  publisher: string,
  published: string | null,
  title: string,
  body: string,
  more: Partial<Article> = {},
): Article => ({
  id,
  title,
  headlined: true,
  publisher,
  authors: [],
  published,
  about: null,
  url: null,
  tags: [],
  body,
  ...more,
})

export const ARTICLES: readonly Article[] = [
  article(
    'plant-plan',
    'The Harbor Times',
    '2024-03-04T09:15:00+01:00',
    'Borealis plans a battery plant in Port Vell',
    'Borealis Motors, an electric truck maker founded in 2016, said on Monday it will build a battery plant in Port Vell.\n\nThe battery plant in Port Vell will employ 1,200 workers, Borealis said. “We chose Port Vell for its harbour,” said Ines Okafor, the chief executive of Borealis Motors.\n\nIt will open next year.',
    { authors: ['Mara Lind'], url: 'https://harbor.example/plant' },
  ),
  article(
    'plant-jobs',
    'Coastline Post',
    '2024-03-06',
    'Doubts over jobs at the Borealis plant',
    'Unions in Port Vell doubt what Borealis Motors promises. The Borealis battery plant in Port Vell will employ 900 workers, according to the unions.\n\nTidewater Energy will supply the plant with power from June 2025.',
    { authors: ['Tom Reyes'] },
  ),
  article(
    'tidewater-fine',
    'Coastline Post',
    '2024-05-17T18:00:00Z',
    'Tidewater fined over spill',
    'A court fined Tidewater Energy $4.5 million on May 16 over an oil spill. Tidewater said it would appeal.\n\nThe spill closed the beaches of Port Vell for a week.',
  ),
  article(
    'truck-recall',
    'The Harbor Times',
    '2024-06-11T07:30:00+02:00',
    'Borealis recalls trucks',
    'Borealis Motors recalled 3,400 trucks on Tuesday because of a brake fault. Ines Okafor apologised to the owners.',
    { authors: ['Mara Lind'] },
  ),
  article(
    'old-memo',
    'The Harbor Times',
    null,
    'What the harbour remembers',
    'Port Vell was a fishing village before the harbour was built in 1931.',
    { about: '2023-06' },
  ),
  article(
    'undated',
    'Coastline Post',
    null,
    'Evil\u001b[31m title \u202eflip',
    'Lighthouse keepers \u001b[2Jretire early. The lamp stays lit.',
  ),
]

export async function smallNewsroom(articles: readonly Article[] = ARTICLES): Promise<Newsroom> {
  const store = await openSqliteStore(':memory:')
  const index = await openKeywordIndex(store.segments, () => [])
  const newsroom: Newsroom = {
    store,
    index,
    ask: (question, asked) => answerWithBest(store, index, question, asked),
    search: (query, _asked, limit) => passages(store, index, query, limit),
    async add(more, how) {
      const analysed = more.map((one) => ({ article: one, analysis: withNames(one) }))
      const stored = await store.put(analysed, how)
      await index.upsert(analysed.map(documentOf))
      await tellStories(store.stories, index, analysed, (ids) => store.analysed(ids))
      return stored
    },
    addAll: () => Promise.reject(new Error('not in this newsroom')),
    remove: (ids) => removeArticles({ store, index }, ids),
    follow: () => Promise.resolve(),
    close: () => store.close(),
  }
  if (articles.length > 0) await newsroom.add(articles)
  return newsroom
}

function withNames(one: Article): Analysis {
  const entities = NAMES.map(({ name, type, forms }): EntityMention => {
    const found = new RegExp(forms.join('|'), 'g')
    return {
      name,
      type,
      aliases: forms.filter((form) => form === name || one.body.includes(form)),
      spans: [...one.body.matchAll(found)].map((match) => [match.index, match.index + match[0].length] as const),
    }
  })
  return { ...analyse(one), entities: entities.filter((entity) => entity.spans.length > 0) }
}

function documentOf({ article: one, analysis }: Analysed): IndexDocument {
  const publishedMs = one.published === null ? null : Date.parse(one.published)
  return {
    id: one.id,
    publisher: one.publisher,
    publishedMs,
    titleTerms: analysis.titleTerms,
    bodyTerms: analysis.sentences.flatMap((sentence) => sentence.terms),
  }
}

const queryTerms = (query: string) => [...new Set(termsOf(read(query).tokens))].map((term) => ({ term, weight: 1 }))

async function answerWithBest(store: Store, index: SearchIndex, question: string, asked: Asked): Promise<Reply> {
  const terms = queryTerms(`${question} ${asked.conversation?.entities.join(' ') ?? ''}`)
  const [hit] = await index.search({ terms, limit: 1 })
  const [found] = hit === undefined ? [] : await store.analysed([hit.id])
  const wanted = new Set(terms.map(({ term }) => term))
  const [best] = [...(found?.analysis.sentences ?? [])].sort(
    (a, b) => b.terms.filter((term) => wanted.has(term)).length - a.terms.filter((term) => wanted.has(term)).length,
  )
  const cited = citations()
  const quotes = found && best ? [cited.quote(found.article, best, null)] : []
  return {
    answer: {
      question,
      verdict: quotes.length > 0 ? 'answered' : 'unanswered',
      title: '',
      blocks: quotes.length > 0 ? quotes : [{ type: 'notice', text: 'The articles do not say.' }],
      sources: cited.sources(),
      searched: searchedIn(await store.corpus()),
      followUps: [],
    },
    explanation: { steps: [{ title: 'Words', rows: terms.map(({ term }) => [term, '1']) }] },
    conversation: {
      question,
      entities: found?.analysis.entities.map((entity) => entity.name) ?? [],
      articleIds: found ? [found.article.id] : [],
      period: null,
    },
  }
}

async function passages(store: Store, index: SearchIndex, query: string, limit: number): Promise<PassageHit[]> {
  const hits = await index.search({ terms: queryTerms(query), limit })
  const found = await store.analysed(hits.map((hit) => hit.id))
  return found.map(({ article: one }, i) => ({
    articleId: one.id,
    url: one.url,
    publisher: one.publisher,
    title: one.title,
    published: one.published,
    score: hits[i]?.score ?? 0,
    text: one.body,
    start: 0,
    end: one.body.length,
  }))
}
