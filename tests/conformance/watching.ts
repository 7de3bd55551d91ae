/** What has changed in the channels since something was done, once nothing is left to do about it. */
import type { How } from './driver.ts'
import type { Premises } from './premises.ts'

export type Board<Message> = {
  /** What stands of the bot, by a name that stays; `sign` changes whenever the message does. */
  standing(): ReadonlyMap<string, { readonly sign: string; readonly message: Message }>
  /** Somebody else asks something, elsewhere: what was heard before is then taken in hand, too. */
  askElsewhere(): unknown
  waitFor(predicate: () => boolean, what: string): Promise<unknown>
}
/** `shown`: what is new, else what changed where it stood; `asked`: what `act` gave. */
export type Watched<Message, Asked> = { readonly shown: readonly Message[]; readonly asked: Asked; readonly isInPlace: boolean }

export async function watched<Message, Asked>(
  board: Board<Message>,
  { work }: Premises,
  { isSilent }: How,
  act: () => Asked | Promise<Asked>,
): Promise<Watched<Message, Asked>> {
  const before = board.standing()
  const { begun } = work
  const asked = await act()
  if (isSilent) await board.askElsewhere()
  const changes = () => [...board.standing()].filter(([name, { sign }]) => before.get(name)?.sign !== sign)
  await board.waitFor(() => work.begun > begun && work.ended === work.begun && (isSilent || changes().length > 0), 'an answer')
  const changed = changes()
  const fresh = changed.filter(([name]) => !before.has(name))
  return {
    shown: (fresh.length > 0 ? fresh : changed).map(([, { message }]) => message),
    asked,
    isInPlace: changed.length > 0 && fresh.length === 0,
  }
}
