import { timeline as timelineStories } from '../src/timeline.ts'
import type { Command } from './command.ts'
import { FILTERS, PAGING, storyRequest } from './story-request.ts'

export const timeline: Command = {
  name: 'timeline',
  summary: 'the dated course of a story, one line an event',
  options: [
    { name: 'topic', kind: 'text', summary: 'a name or keywords', positional: true, required: true, suggest: 'entity' },
    ...FILTERS,
    ...PAGING,
  ],
  examples: ['timeline Huawei', 'timeline "trade deal" source:caixin'],
  async run(invocation, newsroom) {
    return await timelineStories(newsroom, await storyRequest(invocation, newsroom), invocation.asked)
  },
}
