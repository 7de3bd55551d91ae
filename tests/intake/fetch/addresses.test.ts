/** Which addresses are of the public internet, against the registries of IANA; and what an operator can allow. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublic, mayDial, readAllowance } from '../../../src/intake/fetch/addresses.ts'
import { alternating } from '../../../src/intake/fetch/dial.ts'
import { isSpecial } from '../../peers/dials.ts'

test('nothing special is public', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      if (isSpecial(address)) expect(isPublic(address)).toBe(false)
    }),
    { numRuns: 3_000 },
  )
})
test('every other IPv4 address is, to the edges of the ranges', () => {
  const edges = [0, 9, 10, 11, 100, 126, 127, 128, 169, 172, 192, 198, 203, 223, 224, 240, 255]
  const inner = [0, 1, 15, 16, 31, 32, 51, 63, 64, 88, 100, 113, 127, 128, 168, 169, 175, 254, 255]
  for (const a of edges) {
    for (const b of inner) {
      for (const c of [0, 2, 99, 100, 113, 255]) {
        const address = `${a}.${b}.${c}.1`
        expect(isPublic(address), address).toBe(!isSpecial(address))
      }
    }
  }
})
test.each([
  '',
  'localhost',
  '1',
  '8.8.8',
  '08.8.8.8',
  '0x8.8.8.8',
  '8.8.8.8 ',
  '8.8.8.8.',
  '[2606:4700:4700::1111]',
  '2606:4700:4700::1111%eth0',
  '::ffff:8.8.8.8',
])('“%s” is not dialled, whatever it may mean', (address) => expect(isPublic(address)).toBe(false))

describe('what an operator allows', () => {
  const allows = (entry: string, address: string, port = 80, host = 'x.example') => {
    const allowance = readAllowance(entry)
    return allowance !== null && mayDial({ host, address, port }, [allowance], [])
  }
  test.each<[string, string, number, boolean]>([
    ['127.0.0.1', '127.0.0.1', 80, true],
    ['127.0.0.1:8080', '127.0.0.1', 8080, true],
    ['127.0.0.1:8080', '127.0.0.1', 80, false],
    ['10.0.0.0/8', '10.9.8.7', 80, true],
    ['10.0.0.0/8:8080', '10.9.8.7', 8080, true],
    ['10.0.0.0/8', '11.0.0.1', 80, true],
    ['10.0.0.0/8', '192.168.0.1', 80, false],
    ['fd00::/8', 'fd12::1', 80, true],
    ['::1', '::1', 80, true],
    ['[::1]:8080', '::1', 8080, true],
    ['[::1]:8080', '::1', 80, false],
    ['[fd00::/8]:8080', 'fd12::1', 8080, true],
    ['127.0.0.1', '::ffff:127.0.0.1', 80, false],
    ['0.0.0.0/0', '::1', 80, false],
  ])('%s: %s at %i', (entry, address, port, isAllowed) => expect(allows(entry, address, port)).toBe(isAllowed))
  test('a host by its whole name, whatever it resolves to', () => {
    expect(allows('Feeds.LAN', '10.0.0.1', 80, 'feeds.lan')).toBe(true)
    expect(allows('feeds.lan', '10.0.0.1', 80, 'other.lan')).toBe(false)
    expect(allows('feeds.lan', '10.0.0.1', 80, 'evil-feeds.lan')).toBe(false)
  })
  test('this machine’s own public address is none of the internet’s', () => {
    const dial = { host: 'x.example', address: '8.8.4.4', port: 80 }
    expect([
      mayDial(dial, [], []),
      mayDial(dial, [], ['127.0.0.1', '8.8.4.4']),
      mayDial({ ...dial, address: '2a00::1' }, [], ['2A00:0::1']),
    ]).toEqual([true, false, false])
  })
})

test('both families of addresses are tried by turns', () => {
  expect(alternating(['2a00::1', '2a00::2', '2a00::2', '2a00::3', '8.8.8.8'])).toEqual(['2a00::1', '8.8.8.8', '2a00::2', '2a00::3'])
  expect(alternating(['8.8.8.8', '2a00::1'])).toEqual(['8.8.8.8', '2a00::1'])
  expect(alternating([])).toEqual([])
})
