/** What a method of the Web API is. */
import type { Fields } from './slack-contract.ts'
import type { KeptWorkspace, Platform } from './slack-platform.ts'

/** One call, let in. `authorization`: the header, for methods that no token opens. */
export type Admitted = {
  readonly platform: Platform
  readonly workspace: KeptWorkspace
  readonly body: Fields
  readonly authorization: string
}
/** `scope`: what the bot's token must have, one of them where there are several; null = any token will do. */
export type Method = {
  readonly token: 'bot' | 'app' | 'none'
  readonly scope: null | string | ((admitted: Admitted) => readonly string[])
  /** The answer; without `ok` it is one. */
  run(admitted: Admitted): Fields
}
export const no = (error: string, more: Fields = {}): Fields => ({ ok: false, error, ...more })
