import { latest as latestStories } from '../src/latest.ts'
import type { Command } from './command.ts'
import { FILTERS, PAGING, storyRequest } from './story-request.ts'

export const latest: Command = {
  name: 'latest',
  summary: 'the newest stories first, of everything or of a topic',
  options: [
    { name: 'topic', kind: 'text', summary: 'a name or keywords; everything where absent', positional: true, suggest: 'entity' },
    ...FILTERS,
    ...PAGING,
  ],
  examples: ['latest', 'latest Huawei source:caixin since:2020-02-01'],
  async run(invocation, newsroom) {
    return await latestStories(newsroom, await storyRequest(invocation, newsroom), invocation.asked)
  },
}
