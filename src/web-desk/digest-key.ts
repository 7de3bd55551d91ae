/** The key that opens the RSS feed of a digest: who has it need not sign in, and from one nobody can make another. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Store } from '../store/store.ts'

const SETTING = 'digest-key'
const SECRET_BYTES = 32
/** 128 bits: nobody guesses them, and they are read out of an address all the same. */
const KEY_CHARACTERS = 22

type Kept = Pick<Store, 'settingOr'>

/** The same for ever, for whoever asks: readers have subscribed to it. */
export async function digestKey(store: Kept, id: number): Promise<string> {
  // Made at the first use, whichever process is first.
  const secret = await store.settingOr(SETTING, randomBytes(SECRET_BYTES).toString('base64url'))
  return createHmac('sha256', Buffer.from(secret, 'base64url')).update(`digest:${id}`).digest('base64url').slice(0, KEY_CHARACTERS)
}

export async function isDigestKey(store: Kept, id: number, key: string): Promise<boolean> {
  const [right, given] = [await digestKey(store, id), key].map((text) => Buffer.from(text, 'utf8')) as [Buffer, Buffer]
  return right.length === given.length && timingSafeEqual(right, given)
}
