/** The words of a message, without a server: pure. */
import { MessageType } from 'discord.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMessage } from '../../adapters/discord/read.ts'
import { isMentioned, type Names, plainWords } from '../../adapters/discord/words.ts'

const ME = '100000000000000001'
const names: Names = {
  user: (id) => (id === '7' ? 'Ben' : null),
  channel: (id) => (id === '8' ? 'harbour' : null),
  role: (id) => (id === '9' ? 'Editors' : null),
}

describe('a mention', () => {
  test.each([
    [`<@${ME}> hi`, true],
    [`hi <@!${ME}>`, true],
    [`**<@${ME}>** hi`, true],
    [`||<@${ME}>|| hi`, true],
    [`> <@${ME}> hi`, true],
    [`\`a\` <@${ME}> \`b\``, true],
    [`an odd \` and <@${ME}>`, true],
    [`an escaped \\\` <@${ME}> \\\``, true],
    [`\`\`a \` <@${ME}>\`\``, false],
    [`\`<@${ME}>\``, false],
    [`\`\`\`ts\n<@${ME}>\n\`\`\``, false],
    [`https://example.com/<@${ME}>`, false],
    [`[x](https://example.com/?q=<@${ME}>)`, false],
    [`see https://example.com <@${ME}>`, true],
    [`@newsdesk ${ME}`, false],
    [`<@${ME}1>`, false],
    [`<@&${ME}>`, false],
    ['', false],
  ])('%j: %s', (text, is) => expect(isMentioned(text, ME)).toBe(is))
})

describe('plain words', () => {
  test.each([
    [`<@${ME}> who is <@7>?`, 'who is Ben?'],
    [`<@!${ME}>, who is it`, 'who is it'],
    [`<@${ME}>: who is it`, 'who is it'],
    [`<@${ME}> -trump latest`, '-trump latest'],
    [`<@${ME}> :smile: hi`, ':smile: hi'],
    ['in <#8>, by <@&9>, <a:wave:123> <:truck:4>', 'in harbour, by Editors, :wave: :truck:'],
    ['since <t:1583020800:D>', 'since 2020-03-01'],
    ['<t:9999999999999>', '<t:9999999999999>'],
    ['</news ask:123> what', '/news ask what'],
    ['<@999> and <#999>', '<@999> and <#999>'],
    [`\`<@7>\` https://a.example/<@7>`, `\`<@7>\` https://a.example/<@7>`],
    [`<@${ME}>`, ''],
  ])('%j → %j', (text, words) => expect(plainWords(text, ME, names)).toBe(words))

  test('never throw, and are quick whatever stands in them', () => {
    const piece = fc.constantFrom('`', '``', '```', '\\', `<@${ME}>`, '<@7>', 'https://x/', ' ', '\n', 'a', '<', '>', '||', '<t:1>')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
        const text = pieces.join('')
        if (!isMentioned(text, ME)) return
        // What counted as a mention is taken out.
        expect(plainWords(text, ME, names).split(`<@${ME}>`).length).toBeLessThan(text.split(`<@${ME}>`).length)
      }),
    )
    expect(plainWords('`'.repeat(100_000), ME, names).length).toBeLessThan(10_000)
    expect(plainWords('<@'.repeat(50_000), ME, names).length).toBeLessThan(10_000)
  })
})

describe('a message', () => {
  const known = { me: ME, names, isThread: (id: string) => id === '5' }
  const message = (more: object) =>
    ({
      id: '1574128340195868672',
      channel_id: '2',
      guild_id: '3',
      author: { id: '4', username: 'ada' },
      content: '',
      timestamp: '2026-11-22T12:00:00Z',
      type: MessageType.Default,
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      ...more,
    }) as unknown as Parameters<typeof readMessage>[0]

  test('is read whole', () => {
    const mention = { content: `<@${ME}> latest`, mentions: [{ id: ME, username: 'newsdesk' }] }
    expect(readMessage(message(mention), known)).toEqual({
      mayBeMeant: false,
      said: {
        key: 'discord:1574128340195868672',
        place: {
          surface: 'discord',
          team: '3',
          channel: '2',
          thread: null,
          to: null,
          via: { kind: 'message', message: '1574128340195868672', asker: '4', direct: '' },
        },
        user: '4',
        heard: { kind: 'line', text: 'latest' },
        threads: ['asker:discord:2:4'],
        restate: false,
        atMs: 1_795_371_842_193,
      },
    })
  })

  test('of a server that leaves out what is empty is read, too', () => {
    const { mentions, mention_roles, mention_everyone, ...bare } = message({ guild_id: undefined, content: 'latest' })
    expect([mentions, mention_roles, mention_everyone]).toEqual([[], [], false])
    expect(readMessage(bare as typeof bare & ReturnType<typeof message>, known)?.said.heard).toEqual({ kind: 'line', text: 'latest' })
  })

  test('in a thread may be meant for the bot, unless it is to others', () => {
    const inThread = { channel_id: '5', content: 'and then?' }
    expect(readMessage(message(inThread), known)).toMatchObject({
      mayBeMeant: true,
      said: { threads: ['discord:channel:5', 'asker:discord:5:4'] },
    })
    expect(readMessage(message({ ...inThread, channel_id: '6' }), known)).toBeNull()
    expect(readMessage(message({ ...inThread, channel_id: '6', channel_type: 11 }), known)).not.toBeNull()
    for (const more of [
      { mention_everyone: true },
      { mention_roles: ['9'] },
      { mentions: [{ id: '7', username: 'ben' }] },
      { content: '' },
    ])
      expect(readMessage(message({ ...inThread, ...more }), known)).toBeNull()
  })

  test('that forwards one of the bot’s answers is no reply to it', () => {
    const answer = { message_reference: { message_id: '11', type: 1 }, referenced_message: { author: { id: ME } }, content: 'look' }
    expect(readMessage(message({ ...answer, type: MessageType.Default }), known)).toBeNull()
    const reply = { ...answer, type: MessageType.Reply, message_reference: { message_id: '11' } }
    expect(readMessage(message(reply), known)?.said.threads).toEqual(['discord:message:11', 'asker:discord:2:4'])
    expect(readMessage(message({ ...reply, content: '' }), known)).toBeNull()
    expect(readMessage(message({ ...reply, referenced_message: null }), known)).toBeNull()
  })
})
