import { expect, test } from 'vitest'
import { openLog } from '../src/log.ts'
import { openSteps } from '../src/steps.ts'

test('what fails holds up no other step, is told once while it lasts, and again when it returns', async () => {
  const logged: string[] = []
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(0), write: (line) => void logged.push(JSON.parse(line).event) })
  const steps = openSteps(log)
  const fail = (reason: string) => steps.take('planning', () => Promise.reject(new Error(reason)))
  const done: string[] = []
  for (let n = 0; n < 3; n++) {
    await fail('the disk is full')
    await steps.take('reading', async () => void done.push('read'))
  }
  expect(done).toHaveLength(3)
  expect(logged).toEqual(['planning failed'])
  expect(steps.trouble()).toBe('the disk is full')
  await fail('the disk is gone')
  await steps.take('planning', async () => undefined)
  expect(steps.trouble()).toBeNull()
  await fail('the disk is gone')
  expect(logged).toEqual(['planning failed', 'planning failed', 'planning failed'])
})
