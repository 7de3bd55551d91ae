/** The coverage of a topic, as its page and its timeline show it. */
import type { Coverage } from './answer.ts'
import type { ArticleHead } from './article.ts'
import { coverageOf } from './coverage.ts'
import type { Archive } from './newsroom.ts'
import { headsOn, type StoryRequest, type Topic } from './on-topic.ts'

/** What a list of the store may hold: a topic with more is counted by its newest, and its title says so. */
const MAX_ARTICLES = 1_000

/** In a list, to be put among other blocks: empty where there is too little to draw. `known`: the newest articles on it, as far as they were read anyway. */
export async function coverageOn(
  archive: Archive,
  topic: Topic,
  request: StoryRequest,
  known: readonly ArticleHead[],
  total: number,
): Promise<readonly Coverage[]> {
  const heads = known.length >= Math.min(total, MAX_ARTICLES) ? known : (await headsOn(archive, topic, request, MAX_ARTICLES)).heads
  const what = topic.name === '' ? 'Coverage' : `Coverage of ${topic.name}`
  const part = total > heads.length ? `, newest ${heads.length.toLocaleString('en')} of ${total.toLocaleString('en')} articles` : ''
  return [coverageOf(`${what}${part}`, heads) ?? []].flat()
}
