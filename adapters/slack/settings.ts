/** What the Slack adapter is told at start. Which of it is set decides how it listens: an app token = Socket Mode, else a signing secret = HTTP. */
import type { Draw } from '../../commands/command.ts'
import type { Log } from '../../src/log.ts'

export type SlackSettings = {
  /** xoxb-…: one workspace. null = many workspaces by OAuth. */
  readonly botToken: string | null
  /** xapp-…: Socket Mode. */
  readonly appToken: string | null
  readonly signingSecret: string | null
  readonly clientId: string | null
  readonly clientSecret: string | null
  /** Signs the state of an installation under way. */
  readonly stateSecret: string | null
  /** Where HTTP mode and OAuth listen. */
  readonly host: string
  readonly port: number
  /** Base of the Web API: https://slack.com/api/ */
  readonly apiUrl: string
  /** https://slack.com/oauth/v2/authorize */
  readonly authorizeUrl: string
  /** Ids of people who are managers beside the workspace's administrators and owners. */
  readonly managers: readonly string[]
}
/** `draw`: pictures of what an answer tells over time; without it they are shown in characters. */
export type Host = { readonly log: Log; now(): Date; readonly draw?: Draw }
/** Small secrets by id, sealed behind it. */
export type Vault = {
  get(id: string): Promise<string | null>
  set(id: string, text: string): Promise<void>
  delete(id: string): Promise<void>
}
