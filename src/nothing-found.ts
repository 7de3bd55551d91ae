/** The plain “no”: what was looked for and not found, the nearest names or stories labelled as such, and a way on. */
import type { Answer, Block, FollowUp } from './answer.ts'
import { citations, dayPrinted, searchedIn } from './cited.ts'
import type { Archive, Asked } from './newsroom.ts'
import type { StoryRequest, Topic } from './on-topic.ts'
import { foldName } from './retrieval/terms.ts'

const NEAREST = 3

export async function nothingFound(
  newsroom: Archive,
  request: StoryRequest,
  topic: Topic,
  question: string,
  asked: Asked,
): Promise<Answer> {
  const corpus = await newsroom.store.corpus()
  const narrowing = filterNames(request)
  const what = topic.label === '' ? 'No story' : `Nothing on “${topic.label}”`
  const blocks: Block[] = [
    {
      type: 'notice',
      text: `${what} was found${narrowing === '' ? '' : ` ${narrowing}`} in ${corpus.articles === 1 ? 'the one stored article' : `the ${corpus.articles} stored articles`}.`,
    },
  ]
  const followUps: FollowUp[] = []
  const cited = citations()
  if (topic.label !== '') {
    const names = await newsroom.store.suggestEntities(foldName(topic.label), NEAREST)
    const [first] = names
    if (first !== undefined) {
      blocks.push({ type: 'notice', text: `Did you mean ${names.map((entity) => entity.name).join(', ')}?` })
      followUps.push({ label: first.name, command: `about ${first.name}` })
    }
    const hits = await newsroom.search(topic.label, asked, NEAREST)
    const ids = [...new Set(hits.map((hit) => hit.articleId))]
    const heads = ids.length === 0 ? [] : await newsroom.store.list({ ids, limit: NEAREST })
    if (heads.length > 0)
      blocks.push(
        { type: 'notice', text: 'Related, not an answer:' },
        {
          type: 'list',
          items: heads.map((head) => [
            { type: 'text', text: `${head.title} (${head.publisher}, ${dayPrinted(head)}) ` },
            { type: 'cite', source: cited.cite(head) },
          ]),
        },
      )
  }
  if (corpus.articles > 0) followUps.push({ label: 'Latest stories', command: 'latest' })
  // Nothing yet may be something tomorrow.
  if (topic.label !== '') followUps.push({ label: 'Watch', command: `watch add ${topic.label}` })
  return { question, verdict: 'unanswered', title: '', blocks, sources: cited.sources(), searched: searchedIn(corpus), followUps }
}

function filterNames(request: StoryRequest): string {
  const parts: string[] = []
  if (request.publishers?.length) parts.push(`from ${request.publishers.join(' or ')}`)
  if (request.authors?.length) parts.push(`by ${request.authors.join(' or ')}`)
  if (request.period?.fromMs != null || request.period?.toMs != null) parts.push('in that period')
  return parts.join(' ')
}
