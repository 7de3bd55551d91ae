import type { Block } from '../src/answer.ts'
import type { Command } from './command.ts'
import { ownPage } from './own-page.ts'
import { RETENTION_DAYS } from './retention.ts'

const FORGET = 'forget-me'

export const privacy: Command = {
  name: 'privacy',
  summary: 'what is kept of you and for how long; “forget-me” forgets it',
  options: [
    { name: 'action', kind: 'text', summary: 'forget-me: everything kept of you is forgotten', positional: true, choices: [FORGET] },
  ],
  examples: ['privacy', `privacy ${FORGET}`],
  private: true,
  async run({ options, reader }, room) {
    if (reader === undefined)
      return ownPage({
        question: 'privacy',
        title: 'Privacy',
        blocks: [{ type: 'notice', text: 'Nothing is kept of what is asked at the terminal, so that there is nothing to forget.' }],
      })
    if (options.action !== FORGET) return ownPage({ question: 'privacy', title: 'What is kept of you', blocks: told() })
    const things = await room.store.chat.forget(reader.owner)
    const counted =
      things === 0
        ? 'Nothing was kept of you.'
        : `Forgotten: ${things === 1 ? 'one thing that was' : `${things} things that were`} kept of you.`
    return ownPage({
      question: `privacy ${FORGET}`,
      title: '',
      blocks: [
        {
          type: 'notice',
          text: `${counted} Buttons under your earlier answers work no longer. Messages stay where they were posted; delete them there.`,
        },
      ],
    })
  },
}

function told(): Block[] {
  const row = (label: string, text: string) => ({ label, spans: [{ type: 'text' as const, text }] })
  return [
    {
      type: 'facts',
      rows: [
        row(
          'A message',
          `until it is answered, at most ${RETENTION_DAYS.claims} days; its number for ${RETENTION_DAYS.claims} days, so that it is answered once`,
        ),
        row('A thread', `what its last question was about, for ${RETENTION_DAYS.threads} days, so that “and Huawei?” is understood`),
        row('Buttons', `what they do, for ${RETENTION_DAYS.presses} days`),
        row('Questions', 'your newest 20, until you turn that off or are forgotten (see settings)'),
        row(
          'Managers',
          'see, without names, what found no answer in the last 30 days and what was rated: in their workspace; who runs Newsdesk, all of it',
        ),
        row('Signing in', 'that a manager is signed in to the newsroom’s pages, for eight hours; their link there for ten minutes'),
        row('Settings', 'until you change them or are forgotten'),
        row(
          'Digests',
          'what you set: one in a channel stays when you are forgotten, without your name, and nobody is told of what it misses until a manager sets it anew; one for you alone goes with you',
        ),
        row(
          'Watches',
          `yours, and their alerts for ${RETENTION_DAYS.alerts} days, until you remove them or are forgotten; one in a channel stays, without your name`,
        ),
        row('Feeds', 'that you added one, so that you are told when it fails; it stays when you are forgotten, without your name'),
        row('Ratings', 'your 👍 and 👎 with the question, until you are forgotten'),
      ],
    },
    {
      type: 'notice',
      text: `All of it stays in the store of this newsroom. Forget it now: privacy ${FORGET}`,
    },
  ]
}
