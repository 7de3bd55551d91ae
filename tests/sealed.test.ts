import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Vault as SlackVault } from '../adapters/slack/settings.ts'
import { openSealer, readKey, UnsealError, vaultOn } from '../src/sealed.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { folder, open } from './store/samples.ts'

const KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
const OTHER_KEY = KEY.replace('00', '01')
const bytes = Buffer.from(KEY, 'hex')
const sealer = openSealer(KEY)

function failure(work: () => unknown): UnsealError {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(UnsealError)
    return error as UnsealError
  }
  throw new Error('it was opened')
}

describe('the key', () => {
  test('is read from hex digits and every base64', () => {
    for (let n = 0; n < 200; n++) {
      const key = randomBytes(32)
      const base64 = key.toString('base64')
      for (const text of [
        key.toString('hex'),
        key.toString('hex').toUpperCase(),
        base64,
        base64.replace('=', ''),
        key.toString('base64url'),
      ])
        expect(readKey(text)).toEqual(key)
    }
  })

  test('is nothing else', () => {
    const base64 = bytes.toString('base64')
    for (const text of [
      '',
      'secret',
      KEY.slice(1),
      `${KEY}0`,
      KEY.replace('0', 'g'),
      ` ${KEY}`,
      `${base64}=`,
      base64.slice(1),
      `${base64.slice(0, 10)}*${base64.slice(10)}`,
      // Other bits than 32 bytes have.
      `${base64.slice(0, 42)}9=`,
      bytes.subarray(1).toString('base64'),
      Buffer.concat([bytes, bytes]).toString('base64'),
    ])
      expect(readKey(text), text).toBeNull()
    expect(() => openSealer('secret')).toThrow('openssl rand -hex 32')
    expect(() => openSealer('secret')).not.toThrow('secret')
  })
})

describe('what is sealed', () => {
  test('opens for its id, whatever it says, and never looks the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (id, text) => {
        const sealed = sealer.seal(id, text)
        expect(sealed).toMatch(/^v1\.[A-Za-z0-9_-]+$/)
        expect(sealer.seal(id, text)).not.toBe(sealed)
        expect(openSealer(bytes.toString('base64')).unseal(id, sealed)).toBe(text)
      }),
    )
    expect(sealer.seal('slack:T1', 'xoxb-secret')).not.toContain('xoxb')
  })

  test('opens neither for another id nor with another key', () => {
    const sealed = sealer.seal('slack:T1', 'xoxb-secret')
    const errors = [failure(() => sealer.unseal('slack:T2', sealed)), failure(() => openSealer(OTHER_KEY).unseal('slack:T1', sealed))]
    for (const error of errors) {
      expect(error.message).toMatch(/Either set the key back .*install the app there again/)
      expect(error.message).not.toContain('xoxb')
      expect(error.message).not.toContain(sealed)
    }
    expect(errors.map((error) => error.id)).toEqual(['slack:T2', 'slack:T1'])
  })

  test('does not open once a single character is changed, lost or added', () => {
    const sealed = sealer.seal('slack:T1', 'xoxb-secret')
    for (let i = 0; i < sealed.length; i++) {
      const other = sealed[i] === 'A' ? 'B' : 'A'
      for (const damaged of [
        sealed.slice(0, i) + other + sealed.slice(i + 1),
        sealed.slice(0, i) + sealed.slice(i + 1),
        sealed.slice(0, i),
      ])
        expect(failure(() => sealer.unseal('slack:T1', damaged)).message).toContain('“slack:T1”')
    }
    failure(() => sealer.unseal('slack:T1', `${sealed}A`))
  })

  test('is told apart from what was never sealed, cut off, or sealed by another version', () => {
    const reason = (text: string): string => failure(() => sealer.unseal('a', text)).message
    for (const text of ['', 'xoxb-plain', '{"bot":"xoxb"}', 'v1.', 'v1.a b']) expect(reason(text)).toContain('it is not sealed text')
    for (const text of ['v1.AAAA', 'v1.A']) expect(reason(text)).toContain('it was cut off or changed')
    expect(reason(sealer.seal('a', 'text').replace('v1', 'v2'))).toContain('(v2) is not known to this version')
  })
})

test('a derived secret is the same at every start, another for each purpose and key, and 32 bytes', () => {
  const secrets = [sealer.derive('slack state'), sealer.derive('web sessions'), openSealer(OTHER_KEY).derive('slack state')]
  expect(new Set(secrets).size).toBe(3)
  expect(openSealer(KEY.toUpperCase()).derive('slack state')).toBe(secrets[0])
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  // Written down once: what was derived before must still hold after an update.
  expect(secrets[0]).toMatchInlineSnapshot(`"awWJoUUKUHtwK6jt03X2vv4BwlOsHvO9Asxv9NdyIXc"`)
})

describe('a vault', () => {
  test('keeps secrets over a restart, sealed, apart from another surface’s', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    const vault: SlackVault = vaultOn(store.chat, sealer, 'slack:')
    await vault.set('T1', 'xoxb-one')
    await vault.set('T1', 'xoxb-anew')
    await vault.set('T2', 'xoxb-two')
    expect(await store.chat.installation('slack:T1')).toMatch(/^v1\./)
    await store.close()
    const { chat } = await open(file)
    const again = vaultOn(chat, openSealer(KEY), 'slack:')
    expect([await again.get('T1'), await again.get('T2'), await again.get('T3')]).toEqual(['xoxb-anew', 'xoxb-two', null])
    expect(await vaultOn(chat, sealer, 'discord:').get('T1')).toBeNull()
    await again.delete('T1')
    expect(await again.get('T1')).toBeNull()
    await expect(vaultOn(chat, openSealer(OTHER_KEY), 'slack:').get('T2')).rejects.toThrow(UnsealError)
  })

  test('refuses one that was moved to another id in the store', async () => {
    const { chat } = await open()
    const vault = vaultOn(chat, sealer, 'slack:')
    await vault.set('T1', 'xoxb-one')
    await chat.setInstallation('slack:T2', (await chat.installation('slack:T1')) ?? '')
    await expect(vault.get('T2')).rejects.toThrow(UnsealError)
  })
})
