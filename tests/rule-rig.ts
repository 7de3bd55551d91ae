/** Queries as rules, and a new article that they are asked of. */
import type { Article } from '../src/article.ts'
import type { Newsroom } from '../src/newsroom.ts'
import { compileRule, type Rule } from '../src/rule.ts'
import { ASKED } from './invented-newsroom.ts'

export async function ruleIn(newsroom: Newsroom, query: string): Promise<Rule> {
  const compiled = await compileRule(newsroom, query, ASKED)
  if (!compiled.ok) throw new Error(compiled.problem)
  return compiled.rule
}

export function article(title: string, body: string, more: Partial<Article> = {}): Article {
  const named = { id: 'new', title, headlined: true, publisher: 'Harbor Global', authors: [], published: '2024-06-20' }
  return { ...named, about: null, url: null, tags: [], body, ...more }
}
