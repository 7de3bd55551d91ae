/** The newest stories, of everything or of a topic: one quotation a story and who else tells it, newest first, paged. */
import type { Answer, Block, FollowUp } from './answer.ts'
import { instantMs } from './article.ts'
import { citations, dayPrinted, searchedIn } from './cited.ts'
import { commandLine, turns } from './command-line.ts'
import type { Asked, Newsroom } from './newsroom.ts'
import { nothingFound } from './nothing-found.ts'
import { isNarrowed, pageOf, resolveTopic, type StoryRequest, tellingSentence } from './on-topic.ts'
import { alsoIn, daysPrinted, storiesOn } from './told-stories.ts'

const USUAL_STORIES = 5
/** Older than this, the newest story is announced as not being today's. */
const STALE_AFTER_MS = 36 * 3_600_000

export async function latest(newsroom: Newsroom, request: StoryRequest, asked: Asked): Promise<Answer> {
  const topic = await resolveTopic(newsroom, request)
  const { page, limit, offset } = pageOf(request, USUAL_STORIES)
  const [{ stories, total, read, matching }, corpus] = await Promise.all([
    storiesOn(newsroom, topic, request, { limit, offset }),
    newsroom.store.corpus(),
  ])
  const question = commandLine('latest', topic.label, request)
  if (total === 0) return nothingFound(newsroom, request, topic, question, asked)
  const cited = citations()
  const blocks: Block[] = []
  if (offset >= total) {
    const pages = Math.ceil(total / limit)
    const text = `There ${pages === 1 ? 'is only one page' : `are only ${pages} pages`} of these stories (${total} in all).`
    return {
      question,
      verdict: 'unanswered',
      title: titleOf(topic.name),
      blocks: [{ type: 'notice', text }],
      sources: [],
      searched: searchedIn(corpus),
      followUps: [{ label: 'First page', command: question, turn: true }],
    }
  }
  const newest = stories[0]?.articles[0]
  const newestMs = newest === undefined ? null : instantMs(newest)
  if (page === 1 && newest && newestMs !== null && asked.now.getTime() - newestMs > STALE_AFTER_MS && request.period == null)
    blocks.push({
      type: 'notice',
      text: `Nothing newer than ${dayPrinted(newest)}${topic.label === '' ? '' : ` on “${topic.name}”`}.`,
    })
  const analysed = new Map((await newsroom.store.analysed(stories.map(({ central }) => central.id))).map((one) => [one.article.id, one]))
  for (const { central, articles } of stories) {
    const whole = analysed.get(central.id)
    const sentence = whole === undefined ? null : tellingSentence(topic, whole)
    const lead = `${daysPrinted(articles)} · ${central.title}`
    if (whole !== undefined && sentence !== null) blocks.push(cited.quote(whole.article, sentence, lead))
    else
      blocks.push({
        type: 'paragraph',
        spans: [
          { type: 'text', text: `${lead} ` },
          { type: 'cite', source: cited.cite(central) },
        ],
      })
    const others = alsoIn(cited, central, articles)
    if (others !== null) blocks.push(others)
  }
  if (total > limit || read < matching) {
    const told = `${stories.length === 1 ? `Story ${offset + 1}` : `Stories ${offset + 1}–${offset + stories.length}`} of ${total}`
    blocks.push({ type: 'notice', text: read < matching ? `${told}, in the newest ${read} of ${matching} articles.` : `${told}.` })
  }
  const narrowed = isNarrowed(topic, request)
  return {
    question,
    verdict: 'answered',
    title: titleOf(topic.name),
    blocks,
    sources: cited.sources(),
    searched: searchedIn(corpus),
    followUps: followUps(question, narrowed ? topic.label : '', stories.length > 1, page, offset + stories.length < total),
  }
}

function titleOf(label: string): string {
  return label === '' ? 'Latest stories' : `Latest on ${label}`
}

function followUps(question: string, label: string, several: boolean, page: number, more: boolean): FollowUp[] {
  return [
    ...turns(question, page, more, { back: 'Newer', on: 'Older' }),
    ...(label === '' || !several ? [] : [{ label: 'Timeline', command: `timeline ${label}` }]),
    ...(label === '' ? [] : [{ label: 'Watch', command: `watch add ${label}` }]),
  ]
}
