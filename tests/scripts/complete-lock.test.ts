import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { complete, type Lock } from '../../scripts/complete-lock.ts'

const LOCK = new URL('../../package-lock.json', import.meta.url)

test('a platform package that the registry lacked is written back with its platform', () => {
  const lock: Lock = {
    packages: {
      'node_modules/tool': {
        dev: true,
        optionalDependencies: { '@tool/cli-linux-x64-musl': '1.2.3', '@tool/cli-win32-ia32-msvc': '1.2.3' },
      },
      'node_modules/@tool/cli-linux-x64-musl': { version: '1.2.3', cpu: ['x64'], os: ['linux'], libc: ['musl'], optional: true },
    },
  }
  expect(complete(lock).packages['node_modules/@tool/cli-win32-ia32-msvc']).toEqual({
    version: '1.2.3',
    cpu: ['ia32'],
    dev: true,
    optional: true,
    os: ['win32'],
  })
  expect(complete(complete(lock))).toEqual(complete(lock))
})

test('musl builds are told apart, and what is there already is left alone', () => {
  const present = { version: '2.0.0', optional: true }
  const lock: Lock = {
    packages: {
      'node_modules/tool': { optionalDependencies: { 'tool-linux-arm64-musl': '1.0.0', 'tool-linux-x64': '1.0.0' } },
      'node_modules/tool/node_modules/tool-linux-x64': present,
    },
  }
  const { packages } = complete(lock)
  expect(packages['node_modules/tool-linux-arm64-musl']).toEqual({
    version: '1.0.0',
    cpu: ['arm64'],
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  })
  expect(packages['node_modules/tool-linux-x64']).toBeUndefined()
})

test('a name that tells no platform is refused with the way out', () => {
  const lock: Lock = { packages: { 'node_modules/tool': { optionalDependencies: { fsevents: '~2.3.3' } } } }
  expect(() => complete(lock)).toThrow(/fsevents.*by hand/)
})

test('package-lock.json is complete: if not, run `npm run lock` after `npm install`', () => {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as Lock
  expect(Object.keys(lock.packages).length).toBeGreaterThan(1)
  expect(complete(lock)).toEqual(lock)
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false)
})
