/** The course of a topic for its page: its newest events, the newest first; those before them are told by `timeline`, page by page. */
import type { Block, Source } from '../answer.ts'
import { citations } from '../cited.ts'
import type { Newsroom } from '../newsroom.ts'
import { articlesOn, resolveTopic, type StoryRequest } from '../on-topic.ts'
import { eventsIn, leadOf } from '../timeline.ts'
import { alsoIn } from '../told-stories.ts'

/** Of the newest, as `timeline` reads. */
const MAX_ARTICLES = 80
const MAX_EVENTS = 20

export async function courseOf(
  newsroom: Newsroom,
  request: StoryRequest,
): Promise<{ readonly blocks: readonly Block[]; readonly sources: readonly Source[] }> {
  const topic = await resolveTopic(newsroom, request)
  const { articles } = await articlesOn(newsroom, topic, request, { limit: MAX_ARTICLES, offset: 0 })
  const storyOf = await newsroom.store.stories.idsOf(articles.map(({ article }) => article.id))
  const events = eventsIn(topic, articles, storyOf)
  const cited = citations()
  const shown = events.slice(-MAX_EVENTS).toReversed()
  const blocks = shown.flatMap(({ event, others }): Block[] => {
    const { article } = event.analysed
    return [cited.quote(article, event.sentence, leadOf(event)), alsoIn(cited, article, others) ?? []].flat()
  })
  if (shown.length < events.length) blocks.push({ type: 'notice', text: `The newest ${shown.length} of ${events.length} events.` })
  return { blocks, sources: cited.sources() }
}
