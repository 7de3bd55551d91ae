/** Secrets at rest: sealed with AES-256-GCM under one key of the settings, each for the id that it is kept under. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { ChatStore } from './store/chat-store.ts'

export type Sealer = {
  /** Text sealed for `id`: each time another, always opaque. */
  seal(id: string, text: string): string
  /** The text; throws an UnsealError where it was damaged, sealed under another key or for another id. */
  unseal(id: string, sealed: string): string
  /** A secret of its own for a purpose, the same at every start: 43 characters of base64url (32 bytes). */
  derive(purpose: string): string
}

/** What is kept cannot be read; the message says the way out and nothing of the secret. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError'
  readonly id: string
  constructor(id: string, reason: string, cause?: unknown) {
    super(`Could not open what is kept sealed as “${id}”: ${reason}`, cause === undefined ? undefined : { cause })
    this.id = id
  }
}

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
/** Changes with anything below it, so that what was sealed before is told apart. */
const VERSION = 'v1'
const SEALED = /^(v\d+)\.([A-Za-z0-9_-]+)$/

/** The key of the settings: 32 bytes as 64 hex digits or in base64 (also base64url, also without padding); null where the text is none. */
export function readKey(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  const bytes = Buffer.from(text, 'base64')
  // Node passes over what is no base64; written back, it must be the same.
  const written = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=$/, '')
  return bytes.length === KEY_BYTES && bytes.toString('base64').replace(/=$/, '') === written ? bytes : null
}

/** `key`: see `readKey`; anything else is a RangeError. */
export function openSealer(key: string): Sealer {
  const root = readKey(key)
  if (root === null) throw new RangeError('a key is 32 bytes, as 64 hex digits or in base64: make one with `openssl rand -hex 32`')
  // One key, one use: neither a derived secret nor what is sealed says anything about the other.
  const subkey = (use: string): Buffer => Buffer.from(hkdfSync('sha256', root, '', `newsdesk:${use}`, KEY_BYTES))
  const sealing = subkey('seal')
  return {
    seal(id, text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, sealing, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(id))
      const bytes = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return `${VERSION}.${Buffer.concat(bytes).toString('base64url')}`
    },
    unseal: (id, sealed) => opened(sealing, id, sealed),
    derive: (purpose) => subkey(`derive:${purpose}`).toString('base64url'),
  }
}

const ANEW = 'have it granted anew (for a workspace: install the app there again).'

function opened(key: Buffer, id: string, sealed: string): string {
  const [, version, encoded = ''] = SEALED.exec(sealed) ?? []
  if (version === undefined) throw new UnsealError(id, `it is not sealed text. Either restore the store from a copy, or ${ANEW}`)
  if (version !== VERSION)
    throw new UnsealError(id, `its form (${version}) is not known to this version of the program. Either update it, or ${ANEW}`)
  const bytes = Buffer.from(encoded, 'base64url')
  // Read back, so that nothing but what was written opens.
  if (bytes.length < IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== encoded)
    throw new UnsealError(id, `it was cut off or changed. Either restore the store from a copy, or ${ANEW}`)
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(boundTo(id)).setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch (error) {
    // The cipher cannot tell the two apart.
    const reason = 'it was sealed under another key, or it is damaged'
    throw new UnsealError(id, `${reason}. Either set the key back to what it was then, or ${ANEW}`, error)
  }
}

/** Sealed text that is moved to another id does not open. */
function boundTo(id: string): Buffer {
  return Buffer.from(`${VERSION}:${id}`, 'utf8')
}

export type Vault = {
  get(id: string): Promise<string | null>
  set(id: string, text: string): Promise<void>
  delete(id: string): Promise<void>
}

/** Small secrets by id in the store, sealed; `prefix` keeps those of one surface apart from another's. `get` rejects with an UnsealError where one cannot be opened. */
export function vaultOn(
  chat: Pick<ChatStore, 'installation' | 'setInstallation' | 'deleteInstallation'>,
  sealer: Sealer,
  prefix: string,
): Vault {
  return {
    async get(id) {
      const sealed = await chat.installation(prefix + id)
      return sealed === null ? null : sealer.unseal(prefix + id, sealed)
    },
    set: async (id, text) => chat.setInstallation(prefix + id, sealer.seal(prefix + id, text)),
    delete: async (id) => chat.deleteInstallation(prefix + id),
  }
}
