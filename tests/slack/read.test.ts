/** What Slack delivers, read: what is for the bot, where it is answered, under what key. */
import { describe, expect, test } from 'vitest'
import {
  type MessageEvent,
  mayConcern,
  type PressBody,
  readCommand,
  readMessage,
  readPress,
  readShortcut,
} from '../../adapters/slack/read.ts'

const EAR = { team: 'T1', own: 'UBOT', nowMs: 1_700_000_100_000 }
const MENTION: MessageEvent = { type: 'app_mention', user: 'U1', text: '<@UBOT> who is Ding Yi?', ts: '1700000000.000100', channel: 'C1' }
const REPLY: MessageEvent = {
  type: 'message',
  channel_type: 'channel',
  user: 'U1',
  text: 'and Huawei?',
  ts: '1700000009.000100',
  thread_ts: '1700000000.000100',
  channel: 'C1',
}
const DM: MessageEvent = { type: 'message', channel_type: 'im', user: 'U1', text: 'latest', ts: '1700000000.000100', channel: 'D1' }

describe('a message', () => {
  test('a mention is answered in its thread, once for all deliveries', () => {
    const heard = readMessage(MENTION, EAR)
    expect(heard).toEqual({
      onlyIn: null,
      said: {
        key: 'slack:T1:C1:1700000000.000100',
        place: {
          surface: 'slack',
          team: 'T1',
          channel: 'C1',
          thread: '1700000000.000100',
          to: null,
          via: { user: 'U1', ts: '1700000000.000100', at: '1700000000000' },
        },
        user: 'T1:U1',
        heard: { kind: 'line', text: 'who is Ding Yi?' },
        threads: ['slack:T1:C1:1700000000.000100', 'asker:slack:T1:C1:U1'],
        restate: false,
        atMs: 1_700_000_000_000,
      },
    })
    expect(readMessage({ ...MENTION, type: 'message', channel_type: 'channel' }, EAR)).toEqual(heard)
  })

  test('words in a thread without a mention are for the bot where it follows the thread', () => {
    const heard = readMessage(REPLY, EAR)
    expect(heard?.onlyIn).toBe('slack:T1:C1:1700000000.000100')
    expect(heard?.said.key).toBe('slack:T1:C1:1700000009.000100')
    expect(heard?.said.place.thread).toBe('1700000000.000100')
    expect(readMessage({ ...REPLY, text: '<@UBOT> and Huawei?' }, EAR)?.onlyIn).toBeNull()
    expect(readMessage({ ...REPLY, channel_type: 'mpim' }, EAR)?.onlyIn).toBe('slack:T1:C1:1700000000.000100')
  })

  test('a direct message needs no mention, and is remembered by its thread and its channel', () => {
    const heard = readMessage(DM, EAR)
    expect(heard?.onlyIn).toBeNull()
    expect(heard?.said.place).toMatchObject({ thread: '1700000000.000100', to: null, via: { direct: 'yes' } })
    expect(heard?.said.threads).toEqual(['slack:T1:D1:1700000000.000100', 'slack:T1:D1'])
    expect(readMessage({ ...DM, thread_ts: '1690000000.000100' }, EAR)?.said.place.thread).toBe('1690000000.000100')
    expect(readMessage({ ...DM, channel_type: undefined } as unknown as MessageEvent, EAR)?.said.place.via.direct).toBe('yes')
  })

  test.each<[string, Partial<MessageEvent>]>([
    ['its own words', { user: 'UBOT' }],
    ['another bot', { bot_id: 'B2' }],
    ['a bot with a profile only', { bot_profile: { id: 'B2' } }],
    ['Slackbot', { user: 'USLACKBOT' }],
    ['an edited message', { edited: { user: 'U1', ts: '1.2' } }],
    ['an edit', { subtype: 'message_changed', hidden: true }],
    ['a removed message', { subtype: 'message_deleted' }],
    ['somebody who came', { subtype: 'channel_join' }],
    ['a bot message', { subtype: 'bot_message' }],
    ['a hidden message', { hidden: true }],
    ['a mention in code', { text: 'write `<@UBOT> latest`' }],
    ['a mention in a code block', { text: '```\n<@UBOT> latest\n```' }],
    ['a mention in a code block that is not closed', { text: '``` <@UBOT>' }],
    ['a mention in an address', { text: 'see <https://example.com/<@UBOT>|this>' }],
    ['a mention that is part of an address', { text: 'see https://example.com/@<@UBOT>' }],
    ['everybody', { text: '<!everyone> hello' }],
    ['somebody else', { text: '<@U2> hello' }],
    ['nobody', { user: undefined } as unknown as Partial<MessageEvent>],
  ])('not answered: %s', (_, fields) => {
    expect(readMessage({ ...MENTION, ...fields }, EAR)).toBeNull()
    expect(readMessage({ ...MENTION, type: 'message', channel_type: 'channel', ...fields }, EAR)).toBeNull()
  })

  test.each(['<!here> look', '<!channel> look', 'ask <!subteam^S1|@team>', '<@U2> what do you think?'])(
    'not answered in a followed thread: %s',
    (text) => {
      expect(readMessage({ ...REPLY, text }, EAR)).toBeNull()
    },
  )

  test.each(['thread_broadcast', 'file_share'])('answered: %s', (subtype) => {
    expect(readMessage({ ...MENTION, subtype }, EAR)).not.toBeNull()
  })

  test('mentioned outside of code too, it answers', () => {
    expect(readMessage({ ...MENTION, text: '<@UBOT> what is `<@UBOT>`?' }, EAR)).not.toBeNull()
  })

  test('a bare mention says nothing', () => {
    expect(readMessage({ ...MENTION, text: ' <@UBOT>: ' }, EAR)?.said.heard).toEqual({ kind: 'line', text: '' })
  })

  test('who the bot is not being known, a mention is one all the same', () => {
    const heard = readMessage(MENTION, { ...EAR, own: null })
    expect(heard?.said.heard).toEqual({ kind: 'line', text: 'who is Ding Yi?' })
    expect(readMessage({ ...MENTION, type: 'message', channel_type: 'channel' }, { ...EAR, own: null })).toBeNull()
  })

  test.each<[string, string]>([
    ['<@UBOT> is &lt;b&gt; &amp; &amp;lt; safe', 'is <b> & &lt; safe'],
    ['<@UBOT|newsdesk> ask <@U2|ann> in <#C1|general>', 'ask @ann in #general'],
    ['<@UBOT> see <http://caixin.com|caixin.com> and <https://a.example/x>', 'see caixin.com and https://a.example/x'],
    ['<@UBOT> at <!date^1392734382^{date}|18 Feb 2014>', 'at 18 Feb 2014'],
    ['<@UBOT> hello <!here|here>', 'hello @here'],
    ['what about <@UBOT>, again?', 'what about again?'],
  ])('%s reads %s', (text, words) => {
    expect(readMessage({ ...MENTION, text }, EAR)?.said.heard).toEqual({ kind: 'line', text: words })
  })

  test('a long one is read as far as questions go, never to the half of a character', () => {
    const heard = readMessage({ ...DM, text: `a${'😀'.repeat(5_000)}` }, EAR)?.said.heard
    if (heard?.kind !== 'line') throw new Error('no line')
    expect(heard.text.length).toBeLessThanOrEqual(4_000)
    expect(heard.text.isWellFormed()).toBe(true)
  })

  test('an endless row of what begins a mention or an address is read at once', () => {
    for (const text of ['<@UBOT|', '<http:', '`', '```', '<@'].map((start) => start.repeat(8_000)))
      expect(() => readMessage({ ...DM, text }, EAR)).not.toThrow()
  })

  test('most of what is said in channels is not even looked at', () => {
    expect(mayConcern({ type: 'message', channel_type: 'channel', text: 'hello all', channel: 'C1' })).toBe(false)
    for (const event of [MENTION, REPLY, DM]) expect(mayConcern(event)).toBe(true)
  })
})

describe('a slash command', () => {
  const COMMAND = {
    text: 'latest &amp; more',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: '1.2.3',
    response_url: 'https://hooks.example/1',
  }

  test('is answered for who typed it, and says again what was typed', () => {
    expect(readCommand(COMMAND, EAR)).toEqual({
      key: 'slack:T1:command:1.2.3',
      place: {
        surface: 'slack',
        team: 'T1',
        channel: 'C1',
        thread: null,
        to: 'U1',
        via: { user: 'U1', at: '1700000100000', responseUrl: 'https://hooks.example/1' },
      },
      user: 'T1:U1',
      heard: { kind: 'line', text: 'latest & more' },
      threads: ['asker:slack:T1:C1:U1'],
      restate: true,
      atMs: 1_700_000_100_000,
    })
  })

  test('without words says nothing', () => {
    expect(readCommand({ user_id: 'U1', channel_id: 'C1' }, EAR)?.heard).toEqual({ kind: 'line', text: '' })
    expect(readCommand({ text: 'x' }, EAR)).toBeNull()
  })
})

describe('the message shortcut', () => {
  const SHORTCUT = {
    user: { id: 'U1' },
    channel: { id: 'C1' },
    trigger_id: '9.9',
    response_url: 'https://hooks.example/2',
    message: { text: 'Huawei &amp; ZTE were fined', ts: '1.2' },
  }

  test('asks with the words of the message, privately', () => {
    const said = readShortcut(SHORTCUT, EAR)
    expect(said?.heard).toEqual({ kind: 'command', name: 'ask', text: 'Huawei & ZTE were fined', given: {} })
    expect(said?.place.to).toBe('U1')
    expect(said?.restate).toBe(true)
  })

  test('reads what other bots say in attachments', () => {
    const message = { text: '', attachments: [{ title: 'ZTE fined' }, { fallback: 'by the US' }] }
    expect(readShortcut({ ...SHORTCUT, message }, EAR)?.heard).toMatchObject({ text: 'ZTE fined\nby the US' })
  })
})

describe('a press', () => {
  const PRESS: PressBody = {
    user: { id: 'U1' },
    channel: { id: 'C1' },
    trigger_id: '5.5',
    response_url: 'https://hooks.example/3',
    container: { type: 'message', message_ts: '1700000010.000100', thread_ts: '1700000000.000100', channel_id: 'C1', is_ephemeral: false },
    actions: [{ value: 'next:abc-DEF_123.0', action_ts: '1700000050.000000' }],
  }

  test('under a message that all see is answered in its thread', () => {
    expect(readPress(PRESS, EAR)).toEqual({
      key: 'slack:T1:press:5.5',
      place: {
        surface: 'slack',
        team: 'T1',
        channel: 'C1',
        thread: '1700000000.000100',
        to: null,
        via: { user: 'U1', at: '1700000050000', responseUrl: 'https://hooks.example/3', pressed: '1700000010.000100' },
      },
      user: 'T1:U1',
      heard: { kind: 'press', id: 'abc-DEF_123.0' },
      threads: ['slack:T1:C1:1700000010.000100', 'slack:T1:C1:1700000000.000100', 'asker:slack:T1:C1:U1'],
      restate: false,
      atMs: 1_700_000_050_000,
    })
  })

  test('of a message in the channel itself is answered in a thread under it', () => {
    const said = readPress({ ...PRESS, container: { type: 'message', message_ts: '1700000010.000100' } }, EAR)
    expect(said?.place.thread).toBe('1700000010.000100')
    expect(said?.threads).toEqual(['slack:T1:C1:1700000010.000100', 'asker:slack:T1:C1:U1'])
  })

  test('under what one person sees is answered to them', () => {
    const said = readPress({ ...PRESS, container: { type: 'message', message_ts: '1.2', is_ephemeral: true } }, EAR)
    expect(said?.place).toMatchObject({ to: 'U1', thread: null, via: { ephemeral: 'yes', pressed: '1.2' } })
  })

  test('in the Home tab is answered in a direct message', () => {
    const said = readPress({ user: { id: 'U1' }, container: { type: 'view' }, actions: PRESS.actions ?? [] }, EAR)
    expect(said?.place).toMatchObject({ channel: 'U1', thread: null, to: null, via: { direct: 'yes' } })
  })

  test('says whether the answer took several messages, and which option was chosen', () => {
    expect(readPress({ ...PRESS, actions: [{ value: 'turn:abc.1+' }] }, EAR)?.place.via.several).toBe('yes')
    expect(readPress({ ...PRESS, actions: [{ selected_option: { value: 'next:abc.2' } }] }, EAR)?.heard).toEqual({
      kind: 'press',
      id: 'abc.2',
    })
  })

  test.each([undefined, '', 'abc', 'open:abc', 'next:', `next:${'a'.repeat(41)}`, 'next:a b', 'next:abc++'])('unknown: %s', (value) => {
    expect(readPress({ ...PRESS, actions: [value === undefined ? {} : { value }] }, EAR)).toBeNull()
  })
})
