import type { Answer, Block, Quote } from '../src/answer.ts'
import { quotesOf } from '../src/answer.ts'
import { type Citations, citations } from '../src/cited.ts'
import type { Newsroom } from '../src/newsroom.ts'
import type { Analysed } from '../src/store/store.ts'
import type { Command, Invocation } from './command.ts'
import { Misuse } from './misuse.ts'
import { originLines } from './origins.ts'
import { ownPage } from './own-page.ts'
import { inParagraphs, type Range } from './paragraphs.ts'

export const MAX_REFERENCES = 12
const REFERENCE = /^(\S+)@(\d{1,9})-(\d{1,9})$/

type Reference = Range & { readonly articleId: string }
type Passage = { readonly article: Analysed; readonly ranges: readonly Range[] }
type Lost = { readonly gone: number; readonly changed: readonly string[] }

export const evidence: Command = {
  name: 'evidence',
  summary: 'the exact sentences of the last answer, each in its paragraph',
  options: [
    {
      name: 'passages',
      kind: 'text',
      summary: `at most ${MAX_REFERENCES}, as article@start-end; those of the last answer where absent`,
      positional: true,
    },
  ],
  examples: ['evidence'],
  private: true,
  async run(invocation, newsroom) {
    const words = String(invocation.options.passages ?? '')
      .split(/\s+/)
      .filter(Boolean)
    const references = words.length > 0 ? readReferences(words) : await lastReferences(invocation, newsroom)
    return await shown(references, newsroom)
  },
}

/** As `evidence` takes it. What parts words is encoded, since an id may hold anything. */
export function referenceTo({ articleId, start, end }: Pick<Quote, 'articleId' | 'start' | 'end'>): string {
  return `${encodeURIComponent(articleId)}@${start}-${end}`
}

function readReferences(words: readonly string[]): Reference[] {
  if (words.length > MAX_REFERENCES)
    throw new Misuse(
      `At most ${MAX_REFERENCES} passages are shown at a time, and ${words.length} were given. Say “evidence” alone for those of the last answer.`,
    )
  return words.map((word) => {
    const [, id = '', start = '', end = ''] = REFERENCE.exec(word) ?? []
    const articleId = decoded(id)
    if (articleId === null || Number(start) >= Number(end))
      throw new Misuse(
        `“${word.slice(0, 60)}” is no passage; one is written article@start-end. Say “evidence” alone for those of the last answer.`,
      )
    return { articleId, start: Number(start), end: Number(end) }
  })
}

function decoded(id: string): string | null {
  if (id === '') return null
  try {
    return decodeURIComponent(id)
  } catch (error) {
    // A stray percent sign: not written by `referenceTo`.
    if (error instanceof URIError) return null
    throw error
  }
}

/** The last question is stored as it was understood, so that it is asked again without its conversation. */
async function lastReferences({ asked }: Invocation, newsroom: Newsroom): Promise<readonly Reference[]> {
  if (asked.conversation === undefined)
    throw new Misuse('There is no earlier answer to show the evidence of. Ask a question, then say: evidence')
  const { answer } = await newsroom.ask(asked.conversation.question, { now: asked.now, zone: asked.zone })
  return quotesOf(answer).slice(0, MAX_REFERENCES)
}

async function shown(references: readonly Reference[], { store }: Newsroom): Promise<Answer> {
  const ids = [...new Set(references.map(({ articleId }) => articleId))]
  const stored = new Map((await store.analysed(ids)).map((one) => [one.article.id, one]))
  const passages: Passage[] = []
  const changed: string[] = []
  for (const id of ids) {
    const article = stored.get(id)
    if (article === undefined) continue
    const wanted = references.filter(({ articleId }) => articleId === id)
    const ranges = wanted.filter((range) => isStillThere(article, range))
    if (ranges.length < wanted.length) changed.push(article.article.title)
    if (ranges.length > 0) passages.push({ article, ranges })
  }
  const cited = citations()
  const quotes = passages.flatMap((passage) => quotesIn(passage, cited))
  const origins = await originLines(store, cited.sources())
  const blocks = [
    ...quotes,
    ...(origins.length === 0 ? [] : [{ type: 'list' as const, items: origins }]),
    ...noticesOf({ gone: ids.filter((id) => !stored.has(id)).length, changed }, references.length),
  ]
  return {
    ...ownPage({ question: 'evidence', title: 'Evidence', blocks }),
    verdict: passages.length > 0 ? 'answered' : 'unanswered',
    sources: cited.sources(),
  }
}

/** An article may have been corrected since it was quoted: then its sentences begin and end elsewhere. */
function isStillThere({ analysis: { sentences } }: Analysed, { start, end }: Range): boolean {
  return sentences.some((sentence) => sentence.start === start) && sentences.some((sentence) => sentence.end === end)
}

function quotesIn({ article: { article, analysis }, ranges }: Passage, cited: Citations): Quote[] {
  return inParagraphs(article.body, ranges, analysis.sentences).map(({ shown: part, strong, isPart }) => ({
    ...cited.quote(article, part, isPart ? 'from a long paragraph' : null),
    strong: [strong.start - part.start, strong.end - part.start],
  }))
}

function noticesOf({ gone, changed }: Lost, wanted: number): Block[] {
  const texts = [
    ...(wanted === 0 ? ['The last answer quotes nothing, so that there is no evidence to show.'] : []),
    ...(gone > 0 ? [`${gone === 1 ? 'An article that was quoted is' : `${gone} articles that were quoted are`} no longer stored.`] : []),
    ...changed.map(
      (title) => `“${title}” was changed since it was quoted: the sentence is no longer there as it was. Ask again for what it says now.`,
    ),
  ]
  return texts.map((text) => ({ type: 'notice', text }))
}
