import { compare as compareStories } from '../src/compare.ts'
import type { Command } from './command.ts'
import { FILTERS, LIMIT, storyRequest } from './story-request.ts'

export const compare: Command = {
  name: 'compare',
  summary: 'what each outlet says: figures that differ, facts told by several, own claims',
  options: [
    { name: 'topic', kind: 'text', summary: 'a name or keywords, or several names', positional: true, required: true, suggest: 'entity' },
    ...FILTERS,
    { ...LIMIT, summary: 'how many claims a side (1–50)' },
  ],
  examples: ['compare Huawei', 'compare Huawei and ZTE'],
  async run(invocation, newsroom) {
    return await compareStories(newsroom, await storyRequest(invocation, newsroom), invocation.asked)
  },
}
