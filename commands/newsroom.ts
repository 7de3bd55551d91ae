import type { Answer, Block } from '../src/answer.ts'
import type { Command, Room } from './command.ts'
import { noticePage, ownPage } from './own-page.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

const QUESTION = 'newsroom'

/** The link is the key: it goes to who asked and nobody else, and into nothing that is kept but as a hash. */
export const newsroom: Command = {
  name: 'newsroom',
  summary: 'for managers: a link to the pages that show feeds, digests, watches and unanswered questions',
  options: [],
  examples: ['newsroom'],
  // What is private is neither shared, nor remembered by the thread.
  private: true,
  heedsManagers: true,
  async run({ asked, reader }, room) {
    const { readingRoom } = room
    if (reader !== undefined && !reader.isManager) return forManagers()
    if (readingRoom === undefined) return withoutPages()
    const who = whereaboutsOf(reader)
    const { surface, owner, team, direct } = who
    const url = await readingRoom.signIn(owner === null ? null : { surface, owner, team, direct }, asked.now)
    return ownPage({ question: QUESTION, title: 'The newsroom', blocks: told(url, readingRoom, who) })
  },
}

function told(url: string, { isPublic }: NonNullable<Room['readingRoom']>, { owner, team }: Whereabouts): Block[] {
  const notices = [
    'The link works once, for ten minutes. Whoever opens it is signed in as you for eight hours: give it to nobody.',
    isPublic
      ? null
      : 'It opens only on the machine where Newsdesk runs. Who runs it can give it a public address: NEWSDESK_WEB_URL in its settings.',
    owner === null || team !== ''
      ? null
      : 'From here it shows your own digests and watches; for those of a server, say it in a channel there.',
  ]
  return [
    { type: 'paragraph', spans: [{ type: 'link', text: 'Open the newsroom', url }] },
    ...notices.flatMap((text): Block[] => (text === null ? [] : [{ type: 'notice', text }])),
  ]
}

function forManagers(): Answer {
  const text =
    'Only managers see the newsroom’s pages: who administers this workspace or server, and who is named a manager in the settings of Newsdesk. ' +
    'Alone with me you may not be known as one: then say it in a channel, where the answer is for your eyes only.'
  return noticePage(QUESTION, text, [{ label: 'Status', command: 'status' }])
}

function withoutPages(): Answer {
  const text =
    'The newsroom’s pages are part of the reading room, Newsdesk’s web page, and this process has none. “npm start” and “newsdesk serve” open it, unless ' +
    'NEWSDESK_WEB_PORT is “off”; NEWSDESK_WEB_URL is the address by which others reach it. Then say “newsroom” there.'
  return noticePage(QUESTION, text, [{ label: 'Status', command: 'status' }])
}
