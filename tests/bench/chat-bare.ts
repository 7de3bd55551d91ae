/** The least that a bot can be on the same clients, left as they come: acknowledges, and posts a fixed text. What it takes is what the clients take. */
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { Client, GatewayIntentBits, MessageFlags } from 'discord.js'

const TEXT =
  'A court fined Tidewater Energy $4.5 million over an oil spill, 4 March 2024. This text is always the same: it takes no time to find, ' +
  'and as many characters as a short answer has.'
const { SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN = '', SLACK_API_URL = '', DISCORD_TOKEN = '', DISCORD_API_URL = '' } = process.env

async function slack(): Promise<void> {
  const clientOptions = { slackApiUrl: SLACK_API_URL }
  const receiver = new SocketModeReceiver({ appToken: SLACK_APP_TOKEN, logLevel: LogLevel.ERROR, installerOptions: { clientOptions } })
  const app = new App({ token: SLACK_BOT_TOKEN, receiver, clientOptions, logLevel: LogLevel.ERROR })
  app.command('/news', async ({ ack, command, respond }) => {
    await ack()
    await respond({ response_type: 'ephemeral', text: `${command.text}\n${TEXT}` })
  })
  app.event('app_mention', async ({ event, client }) => {
    await client.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: TEXT, unfurl_links: false, unfurl_media: false })
  })
  await app.start()
}

async function discord(): Promise<void> {
  const { Guilds, GuildMessages } = GatewayIntentBits
  const client = new Client({ intents: [Guilds, GuildMessages], rest: { api: DISCORD_API_URL }, allowedMentions: { parse: [] } })
  client.on('interactionCreate', async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.editReply({ content: TEXT, flags: MessageFlags.SuppressEmbeds })
  })
  client.on('messageCreate', async (message) => {
    if (client.user === null || message.author.bot || !message.mentions.has(client.user)) return
    await message.reply({ content: TEXT, flags: MessageFlags.SuppressEmbeds })
  })
  client.once('clientReady', async ({ application }) => {
    const question = { type: 3, name: 'question', description: 'What to ask', required: true }
    const ask = { type: 1, name: 'ask', description: 'Ask', options: [question] }
    await application.commands.set([{ name: 'news', description: 'News', options: [ask] }])
  })
  await client.login(DISCORD_TOKEN)
}

await Promise.all([slack(), discord()])
