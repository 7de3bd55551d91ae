/** What a failed call to Discord means, and what is said of it. Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes */
import { DiscordAPIError, DiscordjsError, HTTPError, RateLimitError } from 'discord.js'

/**
 * `expired`: the interaction cannot be answered any more; `forbidden`: a permission is missing, or the reader takes no direct messages; `gone`: the
 * channel or message is; `refused`: the token is; `limited`: held up for too long; `passing`: may succeed another time, and may have taken
 * effect; `wrong`: our fault.
 */
export type Fault = 'expired' | 'forbidden' | 'gone' | 'refused' | 'limited' | 'passing' | 'wrong'

/** The interaction has been acknowledged before. */
export const ALREADY_ACKNOWLEDGED = 40_060
/** A reply needs to read the history. */
export const NO_HISTORY = 160_002
const MISSING_PERMISSION = 50_013
const EXPIRED = new Set<unknown>([10_062, 10_015, 50_027])
/** Missing access, missing permission, takes no direct messages (two codes), no history, locked thread, verification, slow mode. */
const FORBIDDEN = new Set<unknown>([50_001, MISSING_PERMISSION, 50_007, 50_278, NO_HISTORY, 50_083, 50_009, 20_016])
const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

export const TOKEN_REFUSED =
  'Discord refuses the bot token. Make a new one at https://discord.com/developers/applications (Bot, Reset Token), put it into DISCORD_TOKEN and restart.'

export function faultOf(error: unknown): Fault {
  if (error instanceof RateLimitError) return 'limited'
  if (error instanceof HTTPError) return 'passing'
  if (error instanceof TokenRefused) return 'refused'
  if (!(error instanceof DiscordAPIError)) return isOfNetwork(error) ? 'passing' : 'wrong'
  if (EXPIRED.has(error.code)) return 'expired'
  if (FORBIDDEN.has(error.code) || error.status === 403) return 'forbidden'
  if (error.status === 401) return 'refused'
  return error.status === 404 ? 'gone' : 'wrong'
}

/** An answer that ends in its middle is no JSON. */
function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ['AbortError', 'TimeoutError', 'SyntaxError'].includes(error.name) || 'code' in error || isOfNetwork(error.cause)
}

/** Whether Discord cannot have heard of it. */
export function isUnsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNSENT.includes(String(error.code))
}

/** Whether Discord itself answered that it failed. */
export function isAnswered(error: unknown): boolean {
  return error instanceof HTTPError
}

/** Whether it may be that a message was refused only for the files with it: it says nothing of the message itself, or a permission is missing. */
export function isPerhapsForFiles(error: unknown): boolean {
  return error instanceof DiscordAPIError && (error.code === MISSING_PERMISSION || faultOf(error) === 'wrong')
}

export function isCode(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code
}

/** Whether an error that nobody caught comes out of discord.js. */
export function isOfDiscord(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError || error instanceof DiscordjsError)
    return true
  return error instanceof Error && /[\\/]node_modules[\\/](?:@discordjs|discord\.js|@sapphire|@vladfrangu)[\\/]/.test(error.stack ?? '')
}

export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  constructor() {
    super(TOKEN_REFUSED)
  }
}

/** An answer could not be posted, or it cannot be known; the message says why, and the way out. */
export class Unposted extends Error {
  override readonly name = 'Unposted'
  readonly fault: Fault
  constructor(fault: Fault, message: string, cause: unknown) {
    super(message, { cause })
    this.fault = fault
  }
}
