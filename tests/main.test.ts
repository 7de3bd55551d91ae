/** The program itself, as a process: what only the composition root can get wrong. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openProgram } from './program.ts'
import { ROOT } from './tidy/tree.ts'

const { folder, start, run, killAll, close } = openProgram()
afterEach(killAll)
afterAll(close)

describe('the program', () => {
  test('needs no store for its version and its help', async () => {
    const version = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
    expect((await run(['latst'])).err).toContain('Did you mean “latest”?')
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('makes the store at the first run, with the seeds, and keeps it', async () => {
    const first = await run(['articles', '--json'])
    expect(first).toMatchObject({ code: 0, err: '' })
    const ids = first.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    expect(ids).toEqual(['plant', 'spill'])
    expect(existsSync(join(folder, 'data/news.db'))).toBe(true)
    const second = await run(['articles', '--json'], '', { NEWSDESK_SEEDS: 'nowhere' })
    expect(second.out).toBe(first.out)
  })

  test('answers each piped line and ends', async () => {
    const { code, out, err } = await run([], 'latest\nsources\n')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('“A court fined Tidewater Energy $4.5 million over an oil spill.”')
    expect(out).toContain('The Harbor Times  2 articles, newest 4 Mar 2024')
  })

  test('imports, tells what is new, and adds nothing twice', async () => {
    const more = join(folder, 'more.jsonl')
    writeFileSync(
      more,
      `${JSON.stringify({ id: 'm1', title: 'Trucks recalled', publisher: 'Coastline Post', authors: [], published: '2024-06-11', url: null, body: 'Borealis Motors recalled 3,400 trucks on Tuesday.' })}\n`,
    )
    const db = ['--db', 'import.db']
    expect((await run(['import', more, '--dry-run', ...db])).out).toContain(
      '1 new, 0 changed, 0 already there (dry run: nothing was stored)',
    )
    expect((await run(['import', more, ...db])).out).toContain('1 new, 0 changed, 0 already there')
    expect((await run(['import', more, ...db])).out).toContain('0 new, 0 changed, 1 already there')
    const bad = await run(['import', 'none.txt', more, ...db])
    expect(bad.code).toBe(2)
    expect(bad.err).toMatch(/none\.txt/)
    expect(bad.err).not.toMatch(/\n\s+at /)
    expect((await run(['articles', '--json', ...db])).out.trimEnd().split('\n')).toHaveLength(1)
  })

  test('offers to rebuild a damaged store, and destroys nothing', async () => {
    const db = join(folder, 'damaged.db')
    writeFileSync(db, 'this is no database')
    const told = await run(['latest', '--db', 'damaged.db'])
    expect(told.code).toBe(2)
    expect(told.err).toContain('damaged.db')
    expect(told.err).toContain('--rebuild')
    expect(readFileSync(db, 'utf8')).toBe('this is no database')
    const rebuilt = await run(['latest', '--db', 'damaged.db', '--rebuild'])
    expect(rebuilt.code).toBe(0)
    expect(readFileSync(`${db}.corrupt-1`, 'utf8')).toBe('this is no database')
    const again = await run(['latest', '--db', 'damaged.db', '--rebuild'])
    expect(again.err).toContain('is sound, so it was kept as it is')
  })

  test('tells all wrong settings at once, and no secret', async () => {
    const { code, err } = await run([], '', {
      NEWSDESK_ZONE: 'Mars',
      NEWSDESK_LOG: 'loud',
      SLACK_BOT_TOKEN: 'xapp-1-secret',
      DISCORD_TOKEN: 'a b',
    })
    expect(code).toBe(2)
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/[=:]/)[1]?.trim()),
    ).toEqual(['NEWSDESK_ZONE', 'NEWSDESK_LOG', 'SLACK_BOT_TOKEN', 'DISCORD_TOKEN', 'SLACK_APP_TOKEN is missing'])
    expect(err).not.toContain('secret')
  })

  test('a folder of seeds that is not there is named, with the way out', async () => {
    const { code, err } = await run(['sources', '--db', 'seedless.db'], '', { NEWSDESK_SEEDS: 'nowhere' })
    expect([code, err]).toEqual([
      2,
      'newsdesk: Cannot import nowhere: there is no such folder. Check NEWSDESK_SEEDS, or leave it out for the articles that come with Newsdesk.\n',
    ])
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('ends in peace on %s', async (signal) => {
    const { child, ended } = start([])
    child.stdin.write('sources\n')
    child.stdout.once('data', () => child.kill(signal))
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  test('ends in peace when its reader leaves', async () => {
    const { child, ended } = start([])
    child.stdout.once('data', () => {
      child.stdout.destroy()
      child.stdin.write('latest\n'.repeat(500))
    })
    // What it no longer reads cannot be written: that is the point of the test.
    child.stdin.on('error', () => undefined)
    child.stdin.write('sources\n')
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })
})
