/** The seed articles and their own questions as a corpus to measure on: what a first reader of Newsdesk meets. */
import { readFileSync } from 'node:fs'
import type { Article } from '../../src/article.ts'
import { instantMs } from '../../src/article.ts'
import { loadSeeds } from '../../src/seeds.ts'
import { type BenchCorpus, type BenchQuery, piece } from './news-corpus.ts'

const FOLDER = new URL('../../seeds/articles', import.meta.url)
const QUESTIONS = new URL('../../seeds/questions.jsonl', import.meta.url)
/** Words of a question from which it counts as long, and under which it counts as short. */
const LONG_WORDS = 12
const SHORT_WORDS = 8

export async function seedArticles(): Promise<readonly Article[]> {
  const found: Article[] = []
  const desk = {
    add: async (articles: readonly Article[]) => {
      found.push(...articles)
      return { added: articles.map((article) => article.id), changed: [], unchanged: [] }
    },
  }
  await loadSeeds(desk, FOLDER.pathname, () => undefined)
  return found
}

export function seedCorpus(articles: readonly Article[]): BenchCorpus {
  const questions = readFileSync(QUESTIONS, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => piece((JSON.parse(line) as { q: string }).q))
  const words = (query: BenchQuery): number => query.text.split(/\s+/).length
  return {
    origin: `the ${articles.length} seed articles and their ${questions.length} questions`,
    *articles(count) {
      // Named as the engines name what they number.
      for (const [i, article] of articles.slice(0, count).entries())
        yield {
          id: `article-${i}`,
          publisher: article.publisher,
          publishedMs: instantMs(article),
          title: article.title,
          titleTerms: piece(article.title).terms,
          body: article.body,
          bodyTerms: piece(article.body).terms,
        }
    },
    queries: {
      long: questions.filter((query) => words(query) >= LONG_WORDS),
      mid: questions.filter((query) => words(query) < LONG_WORDS && words(query) >= SHORT_WORDS),
      short: questions.filter((query) => words(query) < SHORT_WORDS),
    },
  }
}
