import { about as entityPage } from '../src/about.ts'
import { compileRule } from '../src/rule.ts'
import type { Command } from './command.ts'
import { FILTERS, LIMIT, storyRequest } from './story-request.ts'

export const about: Command = {
  name: 'about',
  summary: 'who or what a name is in the articles, its other names, newest stories, related names',
  options: [
    {
      name: 'topic',
      kind: 'text',
      summary: 'a person, organisation, place or product',
      positional: true,
      required: true,
      suggest: 'entity',
    },
    ...FILTERS,
    LIMIT,
  ],
  examples: ['about Momenta'],
  async run(invocation, newsroom) {
    const page = await entityPage(newsroom, await storyRequest(invocation, newsroom), invocation.asked)
    const isWatchable = page.verdict === 'answered' && (await compileRule(newsroom, page.title, invocation.asked)).ok
    if (!isWatchable) return page
    return { ...page, followUps: [...page.followUps, { label: 'Watch', command: `watch add ${page.title}` }] }
  },
}
