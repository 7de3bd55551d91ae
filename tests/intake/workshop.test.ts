import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { openWorkshop, type WorkshopLimits } from '../../src/intake/open-workshop.ts'
import { type Workshop, WorkshopError } from '../../src/intake/workshop.ts'

const ENTRY = new URL('./unruly-workbench.ts', import.meta.url)
const FROM = { url: 'https://example.org/feed', contentType: null }
const workshops: Workshop[] = []

const unruly = (limits: Partial<WorkshopLimits> = {}): ((what: string) => Promise<string>) => {
  const workshop = openWorkshop({ entry: ENTRY, timeMs: 60_000, memoryMb: 40, ...limits })
  workshops.push(workshop)
  return async (what) => {
    const opened = await workshop.open(Buffer.from(what), FROM)
    return opened.kind === 'neither' ? opened.reason : opened.kind
  }
}

afterEach(async () => {
  await Promise.all(workshops.splice(0).map((workshop) => workshop.close()))
})

describe('a workshop whose work misbehaves', () => {
  test.each([
    ['time', 'loop', { timeMs: 700 }],
    ['time', 'regex', { timeMs: 700 }],
    ['memory', 'hoard', {}],
    ['memory', 'split', {}],
    ['crash', 'deep', {}],
    ['crash', 'exit', {}],
    ['crash', 'throw', {}],
    ['crash', 'write', {}],
  ] as const)('%s: %s is ended, and the next work succeeds', async (limit, what, limits) => {
    const open = unruly(limits)
    const [bad, good] = await Promise.allSettled([open(what), open('fine')])
    expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'WorkshopError', limit } })
    expect(good).toEqual({ status: 'fulfilled', value: 'fine' })
  })

  test('what was thrown is said', async () => {
    await expect(unruly()('throw')).rejects.toThrow('RangeError: this cannot be read')
  })

  test('it has none of our settings, and prints nothing', async () => {
    process.env.NEWSDESK_SECRET = 'xoxb-1'
    const open = unruly()
    expect(await open('secrets')).not.toContain('NEWSDESK_SECRET')
    delete process.env.NEWSDESK_SECRET
    expect(await open('print')).toBe('print')
  })

  test('work is done in its turn by one process', async () => {
    const open = unruly()
    expect(await Promise.all(['one', 'two', 'three'].map(open))).toEqual(['one', 'two', 'three'])
  })
})

describe('the workshop itself', () => {
  test('only so much waits', async () => {
    const open = unruly({ waiting: 2 })
    const first = [open('one'), open('two')]
    await expect(open('three')).rejects.toThrow('2 pieces of work wait already')
    expect(await Promise.all(first)).toEqual(['one', 'two'])
    expect(await open('four')).toBe('four')
  })

  test('closed, it ends what is under way, which is not to blame, and takes no more', async () => {
    const open = unruly()
    await open('fine')
    const under = Promise.allSettled([open('loop'), open('fine')])
    await workshops[0]?.close()
    for (const one of await under) {
      expect(one).toMatchObject({ status: 'rejected', reason: { message: 'the workshop is closed' } })
      expect(one.status === 'rejected' && one.reason instanceof WorkshopError).toBe(false)
    }
    await expect(open('fine')).rejects.toThrow('the workshop is closed')
    await workshops[0]?.close()
  })

  test('one that cannot start says so, and blames no feed', async () => {
    const open = unruly({ entry: new URL('./no-such-workbench.ts', import.meta.url) })
    const fault = await open('fine').catch((error: unknown) => error)
    expect(fault).not.toBeInstanceOf(WorkshopError)
    expect(String(fault)).toContain('the workshop ended while it started')
  })

  test.each([
    ['idle, it keeps no program from ending, and ends with it', '', 'fine\n'],
    ['its end can be waited for', "; await workshop.close(); console.log('closed')", 'fine\nclosed\n'],
  ])('%s', (_, then, said) => {
    const program = `
      import { openWorkshop } from ${JSON.stringify(new URL('../../src/intake/open-workshop.ts', import.meta.url).href)}
      const workshop = openWorkshop({ entry: new URL(${JSON.stringify(ENTRY.href)}) })
      console.log((await workshop.open(Buffer.from('fine'), ${JSON.stringify(FROM)})).reason)${then}`
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    expect({ stdout, status }).toEqual({ stdout: said, status: 0 })
  })
})
