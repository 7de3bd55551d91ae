import { expect, test } from 'vitest'
import { clientOf, localAddress, ownNames, readerOf } from '../../adapters/web/address.ts'

test('a public address is served under every name', () => {
  expect(ownNames({ host: '0.0.0.0', publicUrl: null }, 80)).toBe(null)
  expect(ownNames({ host: '127.0.0.1', publicUrl: 'https://news.example' }, 80)).toBe(null)
  expect([...(ownNames({ host: 'localhost', publicUrl: null }, 80) ?? [])].sort()).toEqual(
    ['127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:80', 'localhost', 'localhost:80'].sort(),
  )
  expect(localAddress('0.0.0.0', 4321)).toBe('http://127.0.0.1:4321')
  expect(localAddress('::', 4321)).toBe('http://[::1]:4321')
  expect(localAddress('desk.local', 80)).toBe('http://desk.local')
})

test('who asks is told by as many proxies as there are', () => {
  const from = (told: string | undefined, proxies: number) =>
    clientOf(
      { socket: { remoteAddress: '10.0.0.9' }, headers: { 'x-forwarded-for': told } } as unknown as Parameters<typeof clientOf>[0],
      proxies,
    )
  expect(from('1.1.1.1, 2.2.2.2', 0)).toBe('10.0.0.9')
  expect(from('1.1.1.1, 2.2.2.2', 1)).toBe('2.2.2.2')
  expect(from('9.9.9.9, 1.1.1.1, 2.2.2.2', 2)).toBe('1.1.1.1')
  expect(from('2.2.2.2', 2)).toBe('2.2.2.2')
  expect(from('1.1.1.1:443', 1)).toBe('1.1.1.1')
  expect(from('[2001:db8::1]:443', 1)).toBe('2001:db8::1')
  for (const told of [undefined, '', 'x', 'unknown', '1.1.1.1, <script>']) expect(from(told, 1)).toBe('10.0.0.9')
})
test('a household counts as one', () => {
  expect(readerOf('1.2.3.4')).toBe('1.2.3.4')
  expect(readerOf('::ffff:1.2.3.4')).toBe('1.2.3.4')
  expect(readerOf('2001:db8:0:1:aaaa::1')).toBe('2001:db8:0:1')
  expect(readerOf('2001:0DB8::1:0:0:0:1')).toBe(readerOf('2001:db8:0:1::2'))
  expect(readerOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect(readerOf('fe80::1%eth0')).toBe('fe80:0:0:0')
  expect(readerOf('::1')).toBe('0:0:0:0')
  expect(readerOf('64:ff9b::1.2.3.4')).toBe('64:ff9b:0:0')
})
