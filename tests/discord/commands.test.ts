/** Slash commands, completion and the message command, through the real client and the real reception. */
import { afterEach, describe, expect, test } from 'vitest'
import { MESSAGE_COMMAND } from '../../adapters/discord/command-json.ts'
import type { Json } from '../peers/discord-peer.ts'
import { MANY, type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

const QUESTION = 'How many workers will the Borealis battery plant employ?'
const FOUND = '1,200 workers'
const EPHEMERAL = 64

let small: SmallDiscord
/** With the commands registered. */
const open = async (options: SmallOptions = {}) => {
  small = await smallDiscord(options)
  const { peer } = small
  await peer.waitFor(() => peer.registered.global().length + peer.registered.guild(peer.guild.id).length > 0, 'commands')
  return peer
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})

describe('registration', () => {
  const puts = () => small.peer.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'))
  const gets = () => small.peer.calls.filter(({ method, path }) => method === 'GET' && path.endsWith('/commands'))

  test('happens once, everywhere, and not again where nothing has changed', async () => {
    const peer = await open()
    const [news, menu] = peer.registered.global()
    expect(news).toMatchObject({ name: 'news', type: 1, integration_types: [0, 1], contexts: [0, 1, 2] })
    expect(menu).toMatchObject({ name: MESSAGE_COMMAND, type: 3 })
    expect(((news?.options ?? []) as Json[]).map(({ name }) => name)).toEqual(small.reception.commands.map(({ name }) => name))
    await small.again()
    await peer.waitFor(() => gets().length === 2, 'the second look')
    await small.again()
    await peer.waitFor(() => gets().length === 3, 'the third look')
    expect(puts()).toHaveLength(1)
  })

  test('happens again where the commands have changed', async () => {
    let renamed = ''
    const peer = await open({
      wrap: (reception) => ({
        ...reception,
        commands: reception.commands.map((one) => (one.name === renamed ? { ...one, summary: 'new' } : one)),
      }),
    })
    renamed = 'latest'
    await small.again()
    await peer.waitFor(() => puts().length === 2, 'the second registration')
  })

  test('happens in one server where that is set', async () => {
    const peer = await smallDiscord().then(async (first) => {
      small = first
      const guild = first.peer.guild.id
      await first.again({ guild })
      return first.peer
    })
    await peer.waitFor(() => peer.registered.guild(peer.guild.id).length === 2, 'commands of the server')
    await small.again({ guild: peer.guild.id })
    await peer.waitFor(() => gets().filter(({ path }) => path.includes('/guilds/')).length === 2, 'the second look')
    expect(puts().filter(({ path }) => path.includes('/guilds/'))).toHaveLength(1)
  })

  test('that fails is tried again, and is no reason to be down', async () => {
    const peer = await open({
      prepare: (server) =>
        void server.fault('PUT /applications/:id/commands', { kind: 'status', status: 400, code: 50_035, message: 'no' }, 2),
    })
    await peer.waitFor(() => small.surface.health().problem === null, 'health')
    expect(puts()).toHaveLength(3)
    expect(small.surface.health()).toMatchObject({ state: 'connected', lastError: { message: expect.stringContaining('no') } })
  })
})

describe('a slash command', () => {
  test('is acknowledged first, then answered, with the question said again', async () => {
    const peer = await open()
    const asked = await peer.deliver.slash('ask', { question: QUESTION })
    expect(asked.response()).toMatchObject({ type: 5 })
    const answer = await asked.answered()
    expect(answer.content).toContain(QUESTION)
    expect(answer.content).toContain(FOUND)
    expect(answer).toMatchObject({ to: null, flags: 4 })
  })

  test('is seen by the asker alone where they say so, where they prefer it, and where it is private', async () => {
    const peer = await open()
    const { ada, ben } = peer.people
    const said = await peer.deliver.slash('ask', { question: QUESTION, private: true })
    expect(await said.answered()).toMatchObject({ to: ada.id })
    const status = await peer.deliver.slash('status')
    expect(await status.answered()).toMatchObject({ to: ada.id })
    await (await peer.deliver.slash('settings', { private: true }, { by: ben })).answered()
    const preferred = await peer.deliver.slash('latest', {}, { by: ben })
    expect(preferred.response()?.data.flags).toBe(EPHEMERAL)
    expect(await preferred.answered()).toMatchObject({ to: ben.id })
    const open_ = await peer.deliver.slash('latest', { private: false }, { by: ben })
    expect(await open_.answered()).toMatchObject({ to: null })
  })

  test('takes its options typed, and says what is wrong with them', async () => {
    const peer = await open()
    const latest = await peer.deliver.slash('latest', { topic: 'Borealis', source: 'coast', limit: 1 })
    expect((await latest.answered()).content).toContain('Doubts over jobs')
    const wrong = await peer.deliver.slash('latest', { since: 'never ever' })
    expect((await wrong.answered()).content).toContain('never ever')
  })

  test('works in the direct channel, in a thread, and where a reader brought the app along', async () => {
    const peer = await open()
    for (const channel of [peer.direct(peer.people.ada), peer.channels.thread.id, peer.channels.foreign.id, peer.channels.group.id]) {
      const asked = await peer.deliver.slash('ask', { question: QUESTION }, { channel })
      expect((await asked.answered()).content, channel).toContain(FOUND)
    }
    const status = await peer.deliver.slash('status', {}, { channel: peer.direct(peer.people.ada) })
    expect(await status.answered()).toMatchObject({ to: null })
  })

  test('with a long answer is answered in several messages, as visible as the first', async () => {
    const peer = await open({ articles: MANY })
    for (const [channel, isPrivate] of [
      [peer.channels.general.id, false],
      [peer.channels.general.id, true],
      [peer.channels.group.id, false],
    ] as const) {
      const asked = await peer.deliver.slash('latest', { limit: 15, private: isPrivate }, { channel })
      const first = await asked.answered()
      const rest = await peer.waitFor(
        () => (asked.followUps().some(({ components }) => components.length > 0) ? asked.followUps() : null),
        'the rest',
      )
      expect(rest.length).toBeLessThanOrEqual(3)
      expect([first, ...rest].map(({ to }) => to)).toEqual(new Array(rest.length + 1).fill(isPrivate ? peer.people.ada.id : null))
      expect([first, ...rest].map(({ content }) => content).join('\n')).toContain('Ferry 23')
    }
  })

  test('that only the asker shall hear about, after all, is taken back for everybody', async () => {
    const peer = await open({
      wrap: (reception) => ({
        ...reception,
        receive: async (said, surface) => {
          const message = await reception.page('help', said, surface)
          await surface.post(said.place, message, said.key)
        },
      }),
    })
    const asked = await peer.deliver.slash('latest')
    const notice = await peer.waitFor(() => asked.followUps()[0], 'the notice')
    expect(notice.to).toBe(peer.people.ada.id)
    expect(peer.messages(peer.channels.general.id).filter(({ to }) => to === null)).toEqual([])
  })

  test('is answered to managers as such', async () => {
    const peer = await open({ settings: { managers: [] } })
    const { manager, owner, ada, ben } = peer.people
    const heard: [string, boolean][] = []
    const isManager = async (user: typeof ada, named: readonly string[] = []) => {
      const { surface, reception } = await small.again({ managers: named })
      expect(reception.commands.length).toBeGreaterThan(0)
      const place = { surface: 'discord', team: peer.guild.id, channel: peer.channels.general.id, thread: null, to: null }
      const via = { kind: 'message', message: '1574128340195868672', asker: user.id, direct: '' }
      const said = {
        key: 'k',
        place: { ...place, via },
        user: user.id,
        heard: { kind: 'line', text: '' },
        threads: [],
        restate: false,
        atMs: 0,
      } as const
      heard.push([user.username, await surface.isManager(said)])
      await surface.close()
    }
    await isManager(manager)
    await isManager(owner)
    await isManager(ada)
    await isManager(ben, [ben.id])
    expect(heard).toEqual([
      [manager.username, true],
      [owner.username, true],
      [ada.username, false],
      [ben.username, true],
    ])
  })
})

describe('completion', () => {
  test('offers names, outlets and zones, and nothing where nothing fits', async () => {
    const peer = await open()
    const names = await peer.deliver.autocomplete('about', 'topic', 'bor')
    expect(names).toContainEqual({ name: 'Borealis Motors', value: 'Borealis Motors' })
    expect(await peer.deliver.autocomplete('latest', 'source', 'coast')).toEqual([{ name: 'Coastline Post', value: 'Coastline Post' }])
    expect(await peer.deliver.autocomplete('settings', 'zone', 'Europe/Par')).toEqual([{ name: 'Europe/Paris', value: 'Europe/Paris' }])
    expect(await peer.deliver.autocomplete('about', 'topic', 'zzzzzz')).toEqual([])
  })

  test('offers at most 25, none longer than 100 characters, none twice', async () => {
    const many = Array.from({ length: 40 }, (_, n) => `name ${n}`)
    const peer = await open({ wrap: (reception) => ({ ...reception, suggest: async () => ['x'.repeat(101), ' ', ...many, ...many] }) })
    const offered = await peer.deliver.autocomplete('about', 'topic', 'n')
    expect(offered?.map(({ value }) => value)).toEqual(many.slice(0, 25))
  })

  test('offers nothing in time where what it asks fails or hangs', async () => {
    let mode: 'fails' | 'hangs' = 'fails'
    const peer = await open({
      wrap: (reception) => ({
        ...reception,
        suggest: () => (mode === 'fails' ? Promise.reject(new Error('no')) : new Promise<string[]>(() => undefined)),
      }),
    })
    expect(await peer.deliver.autocomplete('about', 'topic', 'n')).toEqual([])
    mode = 'hangs'
    expect(await peer.deliver.autocomplete('about', 'topic', 'n')).toEqual([])
  })
})

describe('the message command', () => {
  test('asks with the words of the message, for the asker alone', async () => {
    const peer = await open()
    const said = peer.deliver.message(`<@${peer.people.ben.id}> Borealis battery plant workers`, { by: peer.people.ben })
    const asked = await peer.deliver.contextMenu(said)
    expect(asked.response()).toMatchObject({ type: 5, data: { flags: EPHEMERAL } })
    const answer = await asked.answered()
    expect(answer.to).toBe(peer.people.ada.id)
    expect(answer.content).toContain('battery plant')
    expect(answer.content).not.toContain('<@')
  })

  test('on a message without words says so', async () => {
    const peer = await open()
    const said = peer.deliver.message('')
    expect((await (await peer.deliver.contextMenu(said)).answered()).content).toContain('needs')
  })
})
