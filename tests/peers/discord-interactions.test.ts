/** The server's commands, buttons and menus, met by the real discord.js. */
import {
  type ApplicationCommandDataResolvable,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type StringSelectMenuInteraction,
} from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { clientFor } from './discord-client.ts'
import { type DiscordOptions, type DiscordPeer, openDiscordPeer } from './discord-peer.ts'

const QUIET = MessageFlags.SuppressEmbeds
const PRIVATE = MessageFlags.Ephemeral
const COMMANDS: ApplicationCommandDataResolvable[] = [
  {
    name: 'news',
    description: 'The news',
    contexts: [0, 1, 2],
    integrationTypes: [0, 1],
    options: [
      {
        type: 1,
        name: 'ask',
        description: 'Asks',
        options: [
          { type: 3, name: 'question', description: 'What', required: true },
          { type: 3, name: 'source', description: 'Outlet', autocomplete: true },
          { type: 4, name: 'count', description: 'How many', minValue: 1, maxValue: 9 },
        ],
      },
      { type: 2, name: 'watch', description: 'Watches', options: [{ type: 1, name: 'list', description: 'Lists' }] },
    ],
  },
  { name: 'manage', description: 'For managers', defaultMemberPermissions: 'ManageGuild', contexts: [0] },
  { name: 'Find the news behind this', type: 3 },
]
type Act = {
  slash?: (interaction: ChatInputCommandInteraction) => Promise<unknown>
  complete?: (interaction: AutocompleteInteraction) => Promise<unknown>
  button?: (interaction: ButtonInteraction) => Promise<unknown>
  menu?: (interaction: StringSelectMenuInteraction) => Promise<unknown>
  about?: (interaction: MessageContextMenuCommandInteraction) => Promise<unknown>
}

let stage: { peer: DiscordPeer; client: Client; errors: Error[] } | null = null
afterEach(async () => {
  await stage?.client.destroy()
  await stage?.peer.close()
  stage = null
})

async function staged(act: Act, options: DiscordOptions = {}) {
  const peer = await openDiscordPeer(options)
  const { client, errors } = clientFor(peer)
  stage = { peer, client, errors }
  const heard: Interaction[] = []
  client.on(Events.InteractionCreate, async (interaction) => {
    heard.push(interaction)
    if (interaction.isChatInputCommand()) await act.slash?.(interaction)
    else if (interaction.isAutocomplete()) await act.complete?.(interaction)
    else if (interaction.isButton()) await act.button?.(interaction)
    else if (interaction.isStringSelectMenu()) await act.menu?.(interaction)
    else if (interaction.isMessageContextMenuCommand()) await act.about?.(interaction)
  })
  await client.login(peer.token)
  await peer.waitFor(() => client.isReady(), 'the client to be ready')
  await client.application?.commands.set(COMMANDS)
  return { peer, heard, errors, deliver: peer.deliver }
}
const row = (...ids: string[]) => [
  { type: 1 as const, components: ids.map((id) => ({ type: 2 as const, style: 2 as const, label: id.toUpperCase(), custom_id: id })) },
]

describe('a command', () => {
  test('is answered at once, or deferred and then edited; only the asker sees a private answer', async () => {
    const { peer, deliver, heard } = await staged({
      async slash(interaction) {
        const question = interaction.options.getString('question')
        if (question === 'now') return interaction.reply({ content: 'at once', flags: QUIET })
        await interaction.deferReply({ flags: PRIVATE })
        await interaction.editReply({ content: `about ${question}`, flags: QUIET })
        return interaction.followUp({ content: 'and more', flags: QUIET | PRIVATE })
      },
    })
    const now = await deliver.slash('ask', { question: 'now' })
    expect(await now.answered()).toMatchObject({ content: 'at once', to: null, flags: QUIET })
    const later = await deliver.slash('ask', { question: 'whales', count: 3 }, { by: peer.people.ben, channel: peer.channels.hidden.id })
    expect(later.response()?.type).toBe(5)
    const answered = await later.answered()
    expect(answered).toMatchObject({
      content: 'about whales',
      to: peer.people.ben.id,
      flags: QUIET | PRIVATE,
      channel: peer.channels.hidden.id,
    })
    await peer.waitFor(() => later.followUps().length === 1, 'the follow-up')
    expect(later.followUps()[0]).toMatchObject({ content: 'and more', to: peer.people.ben.id })
    expect(heard[1]?.memberPermissions?.has('ManageGuild')).toBe(false)
    expect(peer.interactions()).toHaveLength(2)
    expect(peer.violations).toEqual([])
  })
  test('is offered as it was registered: names, options, values, contexts, permissions', async () => {
    const { peer, deliver } = await staged({ slash: (interaction) => interaction.reply({ content: 'yes', flags: QUIET }) })
    await expect(deliver.slash('ask')).rejects.toThrow(/“question” is required/)
    await expect(deliver.slash('ask', { question: 'x', colour: 'red' })).rejects.toThrow(/no option “colour”/)
    await expect(deliver.slash('ask', { question: 'x', count: 10 })).rejects.toThrow(/takes 1–9/)
    await expect(deliver.slash('ask', { question: 5 })).rejects.toThrow(/does not take 5/)
    await expect(deliver.slash('tell', {})).rejects.toThrow(/no subcommand “tell”/)
    await expect(deliver.slash('', {}, { command: 'other' })).rejects.toThrow(/No command “other”/)
    await expect(deliver.slash('', {}, { command: 'manage' })).rejects.toThrow(/not offered to ada/)
    await expect(
      deliver.slash('', {}, { command: 'manage', by: peer.people.manager, channel: peer.direct(peer.people.manager) }),
    ).rejects.toThrow(/context 1/)
    expect((await deliver.slash('', {}, { command: 'manage', by: peer.people.manager })).isFailed()).toBe(false)
    expect((await deliver.slash('watch list')).response()?.type).toBe(4)
    expect(peer.violations).toEqual([])
  })
  test('too late, twice, or after 15 minutes it is refused as documented', async () => {
    const clock = { ms: Date.UTC(2026, 4, 1) }
    const late: ChatInputCommandInteraction[] = []
    const { peer, deliver, errors } = await staged(
      {
        async slash(interaction) {
          if (interaction.options.getString('question') === 'late') return late.push(interaction)
          await interaction.reply({ content: 'once', flags: QUIET })
          await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
            body: { type: 5 },
            auth: false,
          })
        },
      },
      { acknowledgeWithinMs: 1_500, now: () => clock.ms },
    )
    const failed = await deliver.slash('ask', { question: 'late' })
    expect(failed.isFailed()).toBe(true)
    await expect(failed.answered()).rejects.toThrow(/did not respond/)
    await expect(late[0]?.reply({ content: 'at last', flags: QUIET })).rejects.toMatchObject({ code: 10_062, status: 404 })
    const twice = await deliver.slash('ask', { question: 'twice' })
    await peer.waitFor(() => errors.length === 1, 'the error')
    expect(errors[0]).toMatchObject({ code: 40_060 })
    const answers = peer.interactions().map((each) => each.message()?.content ?? null)
    expect(answers).toEqual([null, 'once'])
    const edit = () =>
      stage?.client.rest.patch(`/webhooks/${peer.applicationId}/${twice.token}/messages/@original`, {
        body: { content: 'b', flags: QUIET, allowed_mentions: { parse: [] } },
        auth: false,
      })
    clock.ms += 14 * 60_000
    await edit()
    clock.ms += 2 * 60_000
    await expect(edit()).rejects.toMatchObject({ code: 50_027, status: 401 })
    await expect(
      stage?.client.rest.get(`/webhooks/${peer.applicationId}/nothing/messages/@original`, { auth: false }),
    ).rejects.toMatchObject({ code: 10_015 })
    expect(peer.violations).toEqual([])
  })
  test('of an app installed for a person has five follow-ups in other places', async () => {
    const seen: string[] = []
    const { peer, deliver, errors } = await staged({
      async slash(interaction) {
        seen.push(
          JSON.stringify([
            interaction.inGuild(),
            interaction.inCachedGuild(),
            interaction.authorizingIntegrationOwners['1'],
            interaction.context,
          ]),
        )
        await interaction.reply({ content: '0', flags: QUIET })
        for (let i = 1; i <= 6; i++) await interaction.followUp({ content: String(i), flags: QUIET })
      },
    })
    const answer = await deliver.slash('ask', { question: 'x' }, { channel: peer.channels.foreign.id })
    await peer.waitFor(() => errors.length === 1, 'the sixth to fail')
    expect(errors[0]).toMatchObject({ code: 40_094 })
    expect(answer.followUps().map((each) => each.content)).toEqual(['1', '2', '3', '4', '5'])
    await deliver.slash('ask', { question: 'x' }, { channel: peer.channels.group.id })
    expect(seen).toEqual([`[true,false,"${peer.people.ada.id}",0]`, `[false,false,"${peer.people.ada.id}",2]`])
    await expect(deliver.contextMenu(peer.deliver.message('x'), { channel: peer.channels.group.id })).rejects.toThrow(/context 2/)
    expect(peer.violations[0]).toContain('more than 5 follow-ups')
  }, 60_000)
})

test('autocompletion: the typed word, what is filled in already, the choices; null where none came', async () => {
  const typed: unknown[] = []
  const { peer, deliver } = await staged(
    {
      async complete(interaction) {
        typed.push([interaction.options.getFocused(true).name, interaction.options.getFocused(), interaction.options.getString('question')])
        if (interaction.options.getFocused() !== 'nothing') await interaction.respond([{ name: 'Caixin', value: 'caixin' }])
      },
    },
    { acknowledgeWithinMs: 1_500 },
  )
  expect(await deliver.autocomplete('ask', 'source', 'cai', { others: { question: 'who' } })).toEqual([{ name: 'Caixin', value: 'caixin' }])
  expect(await deliver.autocomplete('ask', 'source', 'nothing')).toBeNull()
  expect(typed).toEqual([
    ['source', 'cai', 'who'],
    ['source', 'nothing', null],
  ])
  await expect(deliver.autocomplete('ask', 'question', 'x')).rejects.toThrow(/not completed/)
  expect(peer.violations).toEqual([])
})

test('the message command carries the words of any message', async () => {
  const { peer, deliver } = await staged({
    about: (interaction) => interaction.reply({ content: `about: ${interaction.targetMessage.content}`, flags: QUIET | PRIVATE }),
  })
  const said = deliver.message('a flood in the south', { by: peer.people.ben })
  const answer = await deliver.contextMenu(said)
  expect(await answer.answered()).toMatchObject({ content: 'about: a flood in the south', to: peer.people.ada.id })
  expect(peer.violations).toEqual([])
})

test('buttons and menus: edited in place, deferred, answered anew; only what stands and is seen can be pressed', async () => {
  const select = {
    type: 3 as const,
    custom_id: 'pick',
    options: [
      { label: 'First', value: '1' },
      { label: 'Second', value: '2' },
    ],
  }
  const { peer, deliver } = await staged({
    slash: (interaction) =>
      interaction.reply({
        content: 'page 1',
        flags: QUIET | PRIVATE,
        components: [...row('next', 'more', 'again'), { type: 1, components: [select] }],
      }),
    async button(interaction) {
      if (interaction.customId === 'next') return interaction.update({ content: 'page 2', components: row('back'), flags: QUIET })
      if (interaction.customId === 'again') return interaction.reply({ content: 'anew', flags: QUIET | PRIVATE })
      await interaction.deferUpdate()
      return interaction.editReply({ content: 'page 3', components: row('next'), flags: QUIET })
    },
    menu: (interaction) => interaction.reply({ content: `chose ${interaction.values.join()}`, flags: QUIET | PRIVATE }),
  })
  const answer = await (await deliver.slash('ask', { question: 'x' })).answered()
  await expect(deliver.press(answer, 'NEXT', { by: peer.people.ben })).rejects.toThrow(/ben does not see/)
  await expect(deliver.press(answer, 'missing')).rejects.toThrow(/No component “missing”/)
  expect(await (await deliver.select(answer, 'Second')).answered()).toMatchObject({ content: 'chose 2' })
  expect(await (await deliver.press(answer, 'again')).answered()).toMatchObject({
    content: 'anew',
    replyTo: answer.id,
    to: peer.people.ada.id,
  })
  const deferred = await deliver.press(answer, 'more')
  await peer.waitFor(() => peer.message(answer.id)?.content === 'page 3', 'the edit')
  expect(deferred.message()?.id).toBe(answer.id)
  await deliver.press(answer, 'next')
  expect(peer.message(answer.id)).toMatchObject({ content: 'page 2', earlier: ['page 1', 'page 3'], flags: QUIET | PRIVATE })
  await expect(deliver.press(answer, 'next')).rejects.toThrow(/No component/)
  expect(peer.violations).toEqual([])
})

test('what does not go together is refused: flags of a deferral, a follow-up that should be an edit, a callback of another kind', async () => {
  const { peer, deliver, errors } = await staged(
    {
      async slash(interaction) {
        const question = interaction.options.getString('question')
        if (question === 'kind')
          return interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
            body: { type: 7, data: {} },
            auth: false,
          })
        await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body: { type: 5, data: { flags: PRIVATE | QUIET } },
          auth: false,
        })
        await interaction.client.rest.post(`/webhooks/${interaction.applicationId}/${interaction.token}`, {
          body: { content: 'filled', flags: QUIET, allowed_mentions: { parse: [] } },
          auth: false,
        })
      },
    },
    { acknowledgeWithinMs: 1_500 },
  )
  const answer = await deliver.slash('ask', { question: 'flags' })
  expect(await answer.answered()).toMatchObject({ content: 'filled', to: peer.people.ada.id, flags: PRIVATE | QUIET })
  expect((await deliver.slash('ask', { question: 'kind' })).isFailed()).toBe(true)
  expect(errors[0]).toMatchObject({ code: 50_035 })
  expect(peer.violations).toEqual([
    expect.stringContaining('EPHEMERAL only'),
    expect.stringContaining('is to be edited'),
    expect.stringContaining('type 7 to an interaction of type 2'),
  ])
})
