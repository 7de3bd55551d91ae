/** What was said is taken once, by whichever process, and admitted; what a crash or a failure left is taken up again. Nothing is thrown out of here. */
import type { Claim } from '../../src/store/chat-store.ts'
import { patiently } from '../../src/store/patience.ts'
import type { Said, Surface } from '../command.ts'
import { type Limits, openAdmission } from './admission.ts'
import { attempt, finish } from './attending.ts'
import { type Desk, holderName, ownerOf } from './desk.ts'
import { LEASE_MS, MAX_AGE_MS, MAX_RESUMED, MAX_TRIES } from './lease.ts'
import { faultNotice, limitNotice } from './notices.ts'
import { channelOf, openTurns } from './turns.ts'

export type Taking = {
  receive(said: Said, surface: Surface): Promise<void>
  resume(surface: Surface): Promise<void>
  close(): Promise<void>
}

/** Past this what comes in is not even claimed: the store would be the next to give way. */
const MAX_IN_HAND = 2_000

export function openTaking(desk: Desk, limits: Limits): Taking {
  const { chat } = desk.room.store
  const admit = openAdmission(limits)
  const turns = openTurns(desk)
  const inHand = new Map<string, Promise<void>>()
  let closing = false
  const holder = holderName(desk)

  /** One of a key at a time in this process, whatever the store knows of it. */
  async function hold(key: string, work: () => Promise<void>): Promise<void> {
    const held = attempt(desk, 'message not answered', { key }, work)
    inHand.set(key, held)
    await held
    inHand.delete(key)
  }

  async function take(said: Said, surface: Surface): Promise<void> {
    const owner = ownerOf(surface.name, said.user)
    const nowMs = desk.now().getTime()
    const claim: Claim = { key: said.key, surface: surface.name, owner, said: JSON.stringify(said), holder, atMs: nowMs }
    let isFirst: boolean
    try {
      isFirst = await patiently(() => chat.claim(claim, LEASE_MS))
    } catch (error) {
      desk.log.error('message not claimed', { key: said.key, error })
      return await turns.tell(said, surface, faultNotice())
    }
    if (!isFirst || closing) return
    const admission = admit(owner, `${surface.name}:${channelOf(said)}`, nowMs)
    if (admission.ok) return await turns.answer(said, surface)
    // Words that others see are met by one notice a minute; who gave a command or pressed a button sees nothing happen without one.
    if (admission.isFirst || said.heard.kind !== 'line' || said.restate)
      await turns.tell(said, surface, limitNotice(admission, limits, nowMs))
    else await finish(desk, said.key)
  }

  async function takeAgain(claim: Claim, surface: Surface): Promise<void> {
    const said = saidIn(claim)
    if (said !== null) return await turns.answer(said, surface)
    desk.log.error('message left unanswered: it cannot be read', { key: claim.key })
    await finish(desk, claim.key)
  }

  return {
    async receive(said, surface) {
      if (inHand.has(said.key)) return
      if (inHand.size < MAX_IN_HAND) await hold(said.key, () => take(said, surface))
      else desk.log.error('message left out: too many at once', { surface: surface.name, key: said.key })
    },
    async resume(surface) {
      if (closing) return
      const nowMs = desk.now().getTime()
      const when = { sinceMs: nowMs - MAX_AGE_MS, nowMs, leaseMs: LEASE_MS, maxTries: MAX_TRIES, holder }
      await attempt(desk, 'nothing resumed', { surface: surface.name }, async () => {
        const gone = (await patiently(() => chat.holders())).filter((name) => desk.holder?.isGone(name) === true)
        if (gone.length > 0) await patiently(() => chat.release(gone))
        const claims = await patiently(() => chat.takeUnfinished(surface.name, when, MAX_RESUMED))
        const ours = claims.filter(({ key }) => !inHand.has(key))
        await Promise.all(ours.map((claim) => hold(claim.key, () => takeAgain(claim, surface))))
      })
    },
    async close() {
      closing = true
      turns.close()
      await Promise.all(inHand.values())
    },
  }
}

/** null: written by another version, in another shape. */
function saidIn(claim: Claim): Said | null {
  const said = JSON.parse(claim.said) as Partial<Said> | null
  const isOne = typeof said?.key === 'string' && said.place !== undefined && said.heard !== undefined && Array.isArray(said.threads)
  return isOne ? (said as Said) : null
}
