/** Which workspaces there are, as what the bot speaks there, and whether it still may. */
import type { webApi } from '@slack/bolt'
import { described, isDeadToken, refusal } from './failure.ts'
import type { Pulse } from './health.ts'
import type { Installed } from './install.ts'
import { backoff, pause } from './wait.ts'

const FIRST_CHECK_MS = 1_000
/** A token that was given back is noticed within this time. */
const MAX_CHECK_MS = 120_000

export type Workspaces = {
  /** Throws where the workspace has not installed the app. */
  tokenOf(team: string): Promise<string>
  /** The bot's user there; null where it is not known (yet). */
  botUserOf(team: string): Promise<string | null>
  /** A call was answered with this code, which says that the token is dead. */
  refused(team: string, code: string): void
  answered(team: string): void
  /** The workspace took the app off. */
  left(team: string): Promise<void>
  /** Asks Slack who the bot is; resolves with the first verdict, and goes on asking until the token is taken. */
  start(): Promise<void>
}
type Bot = { readonly team: string; readonly user: string }

/** `botToken`: of the one workspace that needs no installation, null = none. `installed`: the others, null = none. */
export function openWorkspaces(
  client: webApi.WebClient,
  botToken: string | null,
  installed: Installed | null,
  pulse: Pulse,
  closing: AbortSignal,
): Workspaces {
  let bot: Bot | null = null
  let checking: Promise<void> | null = null
  /** Whether the workspace is the one of `botToken`: where there are no others, all are. */
  const isOurs = (team: string): boolean => botToken !== null && (installed === null || bot === null || team === bot.team)
  /** What another workspace gave when it installed the app. */
  const given = async (team: string) => (installed === null || team === bot?.team ? null : await installed.of(team))

  const check = async (token: string): Promise<boolean> => {
    try {
      const found = await client.auth.test({ token })
      bot = { team: found.team_id ?? '', user: found.user_id ?? '' }
      pulse.token(null)
      return true
    } catch (error) {
      const code = refusal(error)
      pulse.failed(error)
      pulse.token(isDeadToken(code) ? deadBotToken(code) : `Slack cannot be asked who the bot is (${described(error)}). It is tried again.`)
      return false
    }
  }
  const keepChecking = async (token: string): Promise<void> => {
    for (let failures = 1; !closing.aborted; failures++) {
      if (!(await pause(backoff(failures, FIRST_CHECK_MS, MAX_CHECK_MS), closing)) || (await check(token))) break
    }
    checking = null
  }
  const recheck = (): void => {
    if (botToken !== null && checking === null && !closing.aborted) checking = keepChecking(botToken)
  }
  return {
    tokenOf: async (team) => {
      const token = (await given(team))?.token ?? (isOurs(team) ? botToken : null)
      if (token === null) throw new Error(`The workspace ${team} has not installed the app: open /slack/install of this bot.`)
      return token
    },
    botUserOf: async (team) => (await given(team))?.user ?? (isOurs(team) ? (bot?.user ?? null) : null),
    refused: (team, code) => {
      pulse.failed(new Error(`The workspace ${team} refuses the token: ${code}`))
      if (!isOurs(team)) return
      pulse.token(deadBotToken(code))
      recheck()
    },
    answered: (team) => {
      if (isOurs(team)) pulse.token(null)
    },
    left: async (team) => {
      pulse.failed(new Error(`The workspace ${team} took the app off`))
      await installed?.forget(team)
      if (!isOurs(team)) return
      pulse.token(deadBotToken('the app was taken off the workspace'))
      recheck()
    },
    start: async () => {
      if (botToken !== null && !(await check(botToken))) recheck()
    },
  }
}

function deadBotToken(reason: string): string {
  return `Slack does not take the bot token (${reason}): install the app again on its page “Install App” and set SLACK_BOT_TOKEN to the Bot User OAuth Token there.`
}
