/** Registers the commands where they are not what they should be, and only there: Discord limits how often that may be done. */
import { setTimeout as delay } from 'node:timers/promises'
import { ApplicationCommandType, Routes } from 'discord.js'
import type { Command } from '../../commands/command.ts'
import type { Api } from './api.ts'
import { commandJson, isRegistered } from './command-json.ts'
import type { HealthBook } from './health.ts'
import type { DiscordSettings, Host, Pace } from './settings.ts'

const UNREGISTERED =
  'The commands could not be registered with Discord, so that /news may be missing or old; mentions work. It is tried again.'

type Needs = {
  readonly settings: DiscordSettings
  readonly host: Host
  readonly pace: Pace
  readonly health: HealthBook
  readonly api: Api
}

/** Until they are registered, or `over`; never rejects. */
export async function register(commands: readonly Command[], application: string, needs: Needs, over: AbortSignal): Promise<void> {
  const { pace, health, host } = needs
  for (let waitMs = pace.registerMs[0]; !over.aborted; waitMs = Math.min(waitMs * 2, pace.registerMs[1])) {
    try {
      const isChanged = await registerOnce(commands, application, needs)
      health.lacking('commands', null)
      host.log.info('discord.commands', { isChanged })
      return
    } catch (error) {
      health.lacking('commands', UNREGISTERED)
      health.failed(error)
      host.log.warn('discord.commands', { error })
    }
    await delay(waitMs, undefined, { signal: over }).catch(() => undefined)
  }
}

/** True where they had to be changed. */
async function registerOnce(commands: readonly Command[], application: string, { settings, api }: Needs): Promise<boolean> {
  const { guild } = settings
  const route = guild === null ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, guild)
  const registered = await api.repeat((signal) => api.bot.get(route, { signal }))
  if (!Array.isArray(registered)) throw new Error('Discord did not list the commands of the application.')
  const wanted = commandJson(commands, guild === null)
  // What opens an activity is not ours to remove, and Discord refuses it.
  const others = registered.filter(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint)
  if (
    isRegistered(
      registered.filter((one) => !others.includes(one)),
      wanted,
    )
  )
    return false
  await api.repeat((signal) => api.bot.put(route, { body: [...wanted, ...others], signal }))
  return true
}
