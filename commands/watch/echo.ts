/** What whoever adds a watch is shown of what it would find: the newest example, whether it is too much or too little, and how a followed story stands. */
import type { Block, Span } from '../../src/answer.ts'
import type { Article } from '../../src/article.ts'
import { type Citations, dayPrinted } from '../../src/cited.ts'
import { tellingLine } from '../../src/digest/line.ts'
import type { Span as Extent } from '../../src/digest/sentence-form.ts'
import type { Asked } from '../../src/newsroom.ts'
import type { Rule } from '../../src/rule.ts'
import type { WatchRecord } from '../../src/store/watch-store.ts'
import { readStories } from '../../src/story.ts'
import { daysPrinted } from '../../src/told-stories.ts'
import type { Room } from '../command.ts'
import { MAX_AN_HOUR } from '../delivery/alert-holding.ts'
import { printedTrial, type Trial } from './trial.ts'

/** `rows`: how it is understood. */
type Echo = { readonly rows: readonly { readonly label: string; readonly text: string }[]; readonly blocks: readonly Block[] }

/** Stories a week past which a watch tells more than most people want. */
const MANY = 50
/** Outlets of a followed story that are named. */
const MAX_OUTLETS = 6

/** What it would have told of late, and the newest example of it. */
export function ruleEcho(rule: Rule, trial: Trial, watch: WatchRecord, cited: Citations): Echo {
  const { latest, articles } = trial
  const example =
    latest === null ? [] : [shown(cited, latest.analysed.article, latest.match.sentence, articles > 0 ? 'The latest' : 'Earlier')]
  return { rows: [], blocks: [{ type: 'notice', text: printedTrial(trial) }, ...example, ...amountNotes(trial, rule, watch)] }
}

/** Whether that is less, or more, than its reader may have wanted. */
function amountNotes({ passing, stories }: Trial, { everywhere }: Rule, { id, isDirect }: WatchRecord): Block[] {
  const texts = [
    passing > 0 && everywhere !== null
      ? `For every mention: watch remove ${id}, then watch add ${everywhere}${isDirect ? '' : ' in:channel'}`
      : null,
    stories > MANY
      ? `That is a lot: past ${MAX_AN_HOUR} alerts an hour, the others come together in one message at its end. Further words, source: or “-word” narrow it.`
      : null,
  ]
  return texts.flatMap((text): Block[] => (text === null ? [] : [{ type: 'notice', text }]))
}

/** Who told it so far, what came last, and what is going to be told. */
export async function storyEcho({ store }: Pick<Room, 'store'>, id: string, { now }: Asked, cited: Citations): Promise<Echo> {
  const [story] = await readStories({ store }, [id], now.getTime())
  const [newest] = story?.articles ?? []
  if (story === undefined || newest === undefined) return { rows: [], blocks: [] }
  const { outlets, articles } = story
  const more = outlets.length - MAX_OUTLETS
  const named = outlets
    .slice(0, MAX_OUTLETS)
    .map(({ publisher, articles: n }) => (n === 1 || outlets.length === 1 ? publisher : `${publisher} (${n})`))
  const told = articles.length === 1 ? '1 article' : `${articles.length} articles`
  const by = `${named.join(', ')}${more > 0 ? ` and ${more} more ${more === 1 ? 'outlet' : 'outlets'}` : ''}`
  const [analysed] = await store.analysed([newest.id])
  return {
    rows: [{ label: 'So far', text: `${told} by ${by}, ${daysPrinted(articles)}` }],
    blocks: [
      ...(analysed === undefined ? [] : [shown(cited, analysed.article, tellingLine(analysed)?.span ?? null, 'The latest')]),
      {
        type: 'notice',
        text: 'An alert comes when another article tells this story. Further outlets are then added to that message, and what they add to the story comes under it.',
      },
    ],
  }
}

function shown(cited: Citations, article: Article, sentence: Extent | null, when: string): Block {
  const lead = `${when}: ${dayPrinted(article)} · ${article.title}`
  if (sentence !== null) return cited.quote(article, sentence, lead)
  const spans: Span[] = [
    { type: 'text', text: `${lead} ` },
    { type: 'cite', source: cited.cite(article) },
  ]
  return { type: 'paragraph', spans }
}
