/** Posting what nobody asked for, at a peer. */
import { expect } from 'vitest'
import type { Attempt, Delivered, Place } from '../../commands/command.ts'
import { longAnswer, message, type Office, openOffice } from './office.ts'

export const FIRST: Attempt = { sinceMs: null, isOver: false }
export const KEY = 'digest:1:2026-11-28T08:00'
export const placeOf = ({ peer }: Office, channel = peer.channels.general, more: Partial<Place> = {}): Place => ({
  surface: 'slack',
  team: peer.team,
  channel,
  thread: null,
  to: null,
  via: {},
  ...more,
})
export const directTo = (office: Office, user = office.peer.people.ann): Place => placeOf(office, user, { via: { user, direct: 'yes' } })
export const post = (office: Office, attempt = FIRST, place = placeOf(office), said = message('One story.')): Promise<Delivered | null> =>
  office.surface.delivery.post(place, said, KEY, attempt)
export const again = (office: Office, isOver = false): Attempt => ({ sinceMs: Date.now() + office.aheadMs - 60_000, isOver })
/** Another process at the same peer: it remembers nothing. */
export const restarted = ({ peer }: Office): Promise<Office> => openOffice({ peer, start: false })
export const fault = (undelivered: string, text = ''): object => ({ undelivered, message: expect.stringContaining(text) })
export const LONG = message('', { answer: longAnswer() })
export const isSecondPart = (body: Readonly<Record<string, unknown>>): boolean => JSON.stringify(body.metadata ?? {}).includes('"part":1')
