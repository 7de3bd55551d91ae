import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { holderOf, isAlive } from '../src/holder.ts'

const self = { host: 'news-1', pid: 41, startedMs: 5_000 }

test('a process of this machine that ended is gone; one of another machine, oneself and what is no name are not', () => {
  const holder = holderOf(self, (pid) => pid === 42)
  expect(holder.name).toBe('news-1/41/5000')
  expect(holder.isGone('news-1/43/1')).toBe(true)
  expect(holder.isGone('news-1/42/1')).toBe(false)
  expect(holder.isGone('news-2/43/1')).toBe(false)
  expect(holder.isGone(holder.name)).toBe(false)
  expect(['', 'news-1', 'news-1/x/1'].map(holder.isGone)).toEqual([false, false, false])
})

test('an earlier run under the same process id is gone', () => {
  expect(holderOf(self, () => true).isGone('news-1/41/4000')).toBe(true)
})

test('the system is asked', () => {
  const ended = spawnSync(process.execPath, ['--version'])
  expect(isAlive(process.pid, process.kill)).toBe(true)
  expect(isAlive(ended.pid, process.kill)).toBe(false)
  const refused = () => {
    throw Object.assign(new Error('not ours'), { code: 'EPERM' })
  }
  expect(isAlive(1, refused)).toBe(true)
})
