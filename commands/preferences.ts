/** What a reader prefers, as it is kept under their name: read by `settings`, and by whoever answers them. */
import { isZone } from '../src/settings/values.ts'
import type { ChatStore } from '../src/store/chat-store.ts'

export type Preferences = {
  /** IANA name; null = that of the newsroom. */
  readonly zone: string | null
  /** Answers are for the asker's eyes only, where nothing else is said. */
  readonly isPrivate: boolean
  /** Recent questions are kept, for the asker's own page. */
  readonly keepsHistory: boolean
}
export type PreferenceName = 'zone' | 'private' | 'history'
const YES = 'yes'
const NO = 'no'

export async function preferencesOf(chat: Pick<ChatStore, 'preferences'>, owner: string): Promise<Preferences> {
  const kept = await chat.preferences(owner)
  return { zone: zoneNamed(kept.zone ?? ''), isPrivate: kept.private === YES, keepsHistory: kept.history !== NO }
}

export function keptFlag(value: boolean): string {
  return value ? YES : NO
}

/** The IANA zone of that name as the engine spells it; null where there is none. An offset such as +01:00 is none: it knows no summer time. */
export function zoneNamed(text: string): string | null {
  if (!/^[a-z]/i.test(text) || !isZone(text)) return null
  return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
}
