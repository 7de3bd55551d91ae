/** What a reader prefers, as it is kept under their name: read by `settings`, and by whoever answers them. */
import { type QuietHours, readQuietHours } from '../src/quiet-hours.ts'
import type { ChatStore } from '../src/store/chat-store.ts'
import { zoneNamed } from '../src/zones.ts'

export type Preferences = {
  /** IANA name; null = that of the newsroom. */
  readonly zone: string | null
  /** Answers are for the asker's eyes only, where nothing else is said. */
  readonly isPrivate: boolean
  /** Recent questions are kept, for the asker's own page. */
  readonly keepsHistory: boolean
  /** No alerts then; null = none such. */
  readonly quiet: QuietHours | null
}
export type PreferenceName = 'zone' | 'private' | 'history' | 'quiet'
const YES = 'yes'
const NO = 'no'

export async function preferencesOf(chat: Pick<ChatStore, 'preferences'>, owner: string): Promise<Preferences> {
  const kept = await chat.preferences(owner)
  return {
    zone: zoneNamed(kept.zone ?? ''),
    isPrivate: kept.private === YES,
    keepsHistory: kept.history !== NO,
    quiet: readQuietHours(kept.quiet ?? ''),
  }
}

export function keptFlag(value: boolean): string {
  return value ? YES : NO
}
