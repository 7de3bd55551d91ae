/** The page of a story: its course and what its outlets tell, under headings, and all its articles. */
import type { Asked, StoryPage } from '../../adapters/web/host.ts'
import type { Block, Source } from '../answer.ts'
import { horizonMs } from '../article.ts'
import type { Newsroom } from '../newsroom.ts'
import { readStories } from '../story.ts'
import { CHANGED, storyPage } from '../story-page.ts'
import { oneList, type Part, underHeadings, withoutCoverage } from './one-list.ts'
import { paragraphsOf } from './quoted.ts'
import { articleRow } from './rows.ts'

const STORY_ID = /^story-[0-9a-z]{1,16}$/
/** null: there is no such story. */
export async function storyDossier(newsroom: Newsroom, id: string, asked: Asked): Promise<StoryPage | null> {
  if (!STORY_ID.test(id)) return null
  const [answer, [story]] = await Promise.all([storyPage(newsroom, id, asked), readStories(newsroom, [id], asked.now.getTime())])
  if (answer === null || story === undefined) return null
  const { coverage, blocks } = withoutCoverage(answer.blocks)
  const list = oneList(partsOf(blocks, answer.sources))
  return {
    id,
    title: story.title,
    phase: story.phase,
    articles: await newsroom.store.count({ storyIds: [id], notAfterMs: horizonMs(asked.now) }),
    coverage,
    sections: list.sections,
    sources: list.sources,
    paragraphs: await paragraphsOf(newsroom.store, list.quotes),
    outlets: story.outlets,
    rows: story.articles.map(articleRow),
  }
}

/** Its headings, then what was changed and why its articles are one, which the answer tells without a heading. The facts before the first the page tells itself. */
function partsOf(blocks: readonly Block[], sources: readonly Source[]): Part[] {
  const isWhy = (block: Block, i: number) => block.type === 'facts' && i > 0
  const isChange = (block: Block) => block.type === 'notice' && block.text.startsWith(CHANGED)
  const rows = blocks.filter(isWhy).flatMap((block) => (block.type === 'facts' ? block.rows : []))
  const course = underHeadings({ blocks: blocks.filter((block, i) => !isWhy(block, i) && !isChange(block)) })
  const why: Block[] = rows.length === 0 ? [] : [{ type: 'list', items: rows.map(({ spans }) => spans) }]
  return [
    ...course.flatMap(({ heading, blocks: own }, i) => (heading === '' ? [] : [{ id: `told-${i}`, heading, blocks: own, sources }])),
    { id: 'changed', heading: 'Changes', blocks: blocks.filter(isChange), sources },
    { id: 'why', heading: 'Why its articles are one story', blocks: why, sources },
  ]
}
