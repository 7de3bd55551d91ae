import type { Block, FollowUp } from '../src/answer.ts'
import type { AskedQuestion } from '../src/store/chat-store.ts'
import type { Command, Room } from './command.ts'
import { digestsOverview } from './digest/health.ts'
import { feedsOverview } from './feeds/health.ts'
import { ownPage } from './own-page.ts'
import { preferencesOf } from './preferences.ts'
import { healthRows, healthTroubles } from './surface-health.ts'
import { watchesOverview } from './watch/list.ts'

const MAX_RECENT = 10
/** Of them with a button: beside those of digests and watches, Slack shows no more than 25 in all. */
const MAX_AGAIN = 6

/** The page that a surface shows of itself, such as Slack's Home tab. */
export const home: Command = {
  name: 'home',
  summary: 'your own page: recent questions, and how to ask',
  options: [],
  examples: ['home'],
  private: true,
  heedsManagers: true,
  hidden: true,
  async run({ reader, asked }, room) {
    const recent = reader === undefined ? [] : await room.store.chat.questions(reader.owner, MAX_RECENT)
    const blocks: Block[] = [
      {
        type: 'paragraph',
        spans: [
          {
            type: 'text',
            text: 'Write me a question, or mention me where others are: I answer with quotations from the stored articles, each with its source.',
          },
        ],
      },
      heading('Recent questions'),
      recent.length > 0
        ? { type: 'list', items: recent.map(({ question }) => [{ type: 'text', text: question }]) }
        : { type: 'notice', text: await nothingKept(room, reader?.owner) },
    ]
    const overview = await digestsOverview(room, reader)
    if (overview !== null) blocks.push(heading('Digests'), overview.block)
    const watched = await watchesOverview(room, reader, asked)
    if (watched !== null) blocks.push(heading('My watches'), watched.block)
    if (reader?.isManager === true) {
      const fed = await feedsOverview(room, asked)
      if (fed !== null) blocks.push(heading('Feeds'), ...fed)
      blocks.push(...healthBlocks(room))
    }
    return ownPage({
      question: 'home',
      title: 'Newsdesk',
      blocks,
      followUps: [...again(recent), { label: 'Latest stories', command: 'latest' }, ...(overview?.acts ?? []), ...(watched?.acts ?? [])],
    })
  },
}

function again(recent: readonly AskedQuestion[]): FollowUp[] {
  return recent
    .filter(({ answered }) => answered)
    .slice(0, MAX_AGAIN)
    .map(({ question }) => ({ label: question, command: `ask ${question}` }))
}

async function nothingKept(room: Room, owner: string | undefined): Promise<string> {
  const keeps = owner === undefined || (await preferencesOf(room.store.chat, owner)).keepsHistory
  return keeps ? 'None yet.' : 'Your questions are not kept; “settings history:yes” changes that.'
}

function healthBlocks(room: Room): Block[] {
  const health = room.health?.() ?? []
  return health.length === 0 ? [] : [heading('Connections'), { type: 'facts', rows: healthRows(health) }, ...healthTroubles(health)]
}

function heading(text: string): Block {
  return { type: 'paragraph', spans: [{ type: 'strong', text }] }
}
