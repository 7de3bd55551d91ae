import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../commands/command.ts'
import { readCommand, readLine } from '../../commands/read.ts'
import { COMMANDS } from '../../commands/respond.ts'
import { nearest } from '../../src/nearest.ts'
import { ASKED } from '../small-newsroom.ts'

const said = (line: string) => {
  const understood = readLine(line, ASKED, COMMANDS)
  return understood.ok ? [understood.invocation.command, understood.invocation.options] : understood.problem
}
const command = (name: string) => {
  const found = COMMANDS.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no command ${name}`)
  return found
}

describe('a line as typed', () => {
  test('is a question unless it begins with a command', () => {
    expect(said('Who runs Borealis?')).toEqual(['ask', { question: 'Who runs Borealis?' }])
    expect(said('latest borealis')).toEqual(['latest', { topic: 'borealis' }])
    expect(said('LATEST')).toEqual(['latest', {}])
    expect(said('/news timeline Port Vell')).toEqual(['timeline', { topic: 'Port Vell' }])
    expect(said('/news when does the plant open?')).toEqual(['ask', { question: 'when does the plant open?' }])
  })

  test('keeps questions that begin with a command word', () => {
    expect(said('why did the unions doubt it?')).toEqual(['ask', { question: 'why did the unions doubt it?' }])
    expect(said('about how many people work there?')).toEqual(['ask', { question: 'about how many people work there?' }])
    expect(said('sources say the plant opens when')).toEqual(['ask', { question: 'sources say the plant opens when' }])
    expect(said('help me understand the recall')).toEqual(['ask', { question: 'help me understand the recall' }])
    expect(said('why')).toEqual(['why', {}])
    expect(said('why "who runs Borealis?"')).toEqual(['why', { question: '"who runs Borealis?"' }])
    expect(said('help latest')).toEqual(['help', { command: 'latest' }])
    for (const question of [
      'privacy concerns about cameras',
      'status of the plant',
      'settings of the phone',
      'evidence of fraud?',
      'home sales in May',
    ])
      expect(said(question)).toEqual(['ask', { question }])
    expect(said('privacy forget-me')).toEqual(['privacy', { action: 'forget-me' }])
    expect(said('Privacy Forget me')).toEqual(['privacy', { action: 'forget-me' }])
    expect(said('settings zone:Europe/Paris private:yes')).toEqual(['settings', { zone: 'Europe/Paris', private: true }])
    expect(said('sources source:harbor')).toEqual(['sources', { source: 'harbor' }])
    expect(said('evidence plant-plan@0-10')).toEqual(['evidence', { passages: 'plant-plan@0-10' }])
    expect(said('feeds of the Huawei case')).toEqual(['ask', { question: 'feeds of the Huawei case' }])
    expect(said('feeds 3')).toEqual(['feeds', { words: '3' }])
    expect(said('feeds https://a.example/rss?x=1 publisher:"The A"')).toEqual([
      'feeds',
      { words: 'https://a.example/rss?x=1', publisher: 'The A' },
    ])
    expect(said('feeds add https://a.example/rss')).toEqual(['feeds', { action: 'add', words: 'https://a.example/rss' }])
  })

  test('reads options among the words, quoted where they have spaces', () => {
    expect(said('latest trucks source:"The Harbor Times" since:monday page:2')).toEqual([
      'latest',
      { topic: 'trucks', source: 'The Harbor Times', since: 'monday', page: 2 },
    ])
    expect(said('ask trucks source:harbor')).toEqual(['ask', { question: 'trucks source:harbor' }])
  })

  test('says the way out of a mistake', () => {
    expect(said('/latst borealis')).toBe('There is no command “latst”. Did you mean “latest”?')
    expect(said('latest page:two')).toBe('page: takes a whole number, and “two” is none.')
    expect(said('timeline')).toContain('timeline needs a name or keywords. For example: timeline')
    expect(said('/sources of trouble')).toContain('sources takes no words')
    expect(said('/privacy erase')).toBe('privacy takes only “forget-me”, and “erase” is none.')
    expect(said('/home')).toContain('There is no command “home”')
  })

  test('reads whatever is typed, without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (line) => {
        const understood = readLine(line, ASKED, COMMANDS)
        expect(understood.ok ? understood.invocation.command.length : understood.problem.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a command with actions', () => {
  const garden: Command = {
    name: 'garden',
    summary: 's',
    options: [
      { name: 'action', kind: 'text', summary: 'what to do', leading: true, choices: ['set', 'list', 'dig-up'] },
      { name: 'words', kind: 'text', summary: 'the rest', positional: true },
      { name: 'max', kind: 'number', summary: 'how many' },
    ],
    examples: ['garden set'],
    run: () => Promise.reject(new Error('not run')),
  }
  const ways = [...COMMANDS, garden]
  const read = (line: string) => {
    const understood = readLine(line, ASKED, ways)
    return understood.ok ? [understood.invocation.command, understood.invocation.options] : understood.problem
  }

  test('takes the first word as the action where it is one, and the others as its words', () => {
    expect(read('garden set daily 08:00 max:3')).toEqual(['garden', { action: 'set', words: 'daily 08:00', max: 3 }])
    expect(read('/garden LIST')).toEqual(['garden', { action: 'list' }])
    expect(read('/garden dig-up 3')).toEqual(['garden', { action: 'dig-up', words: '3' }])
    expect(read('/garden max:3 set roses')).toEqual(['garden', { action: 'set', words: 'roses', max: 3 }])
    expect(read('/garden roses and set')).toEqual(['garden', { words: 'roses and set' }])
    expect(read('/garden')).toEqual(['garden', {}])
    expect(read('/garden action:list')).toEqual(['garden', { action: 'list' }])
    expect(read('/garden action:lst')).toBe('action: takes one of set, list, dig-up, and “lst” is none.')
  })

  test('is meant without a slash where nothing else could be', () => {
    expect(read('garden')).toEqual(['garden', {}])
    expect(read('garden max:3')).toEqual(['garden', { max: 3 }])
    expect(read('Garden list')).toEqual(['garden', { action: 'list' }])
    for (const question of ['garden prices in Basel', 'garden of the year max:3', 'garden set to open when?', 'garden lists'])
      expect(read(question)).toEqual(['ask', { question }])
  })

  test('an action that a surface has read leaves the words whole', () => {
    expect(readCommand(garden, 'list of roses', { action: 'set' }, ASKED)).toMatchObject({
      ok: true,
      invocation: { options: { action: 'set', words: 'list of roses' } },
    })
    expect(readCommand(garden, '', { action: 'list', words: '3' }, ASKED)).toMatchObject({
      ok: true,
      invocation: { options: { action: 'list', words: '3' } },
    })
  })
})

test('a field for the words takes what a line takes: the action, and options among them', () => {
  const inField = (words: string, given: Readonly<Record<string, string>> = {}) => {
    const understood = readCommand(command('digest'), '', { words, ...given }, ASKED)
    return understood.ok ? understood.invocation.options : understood.problem
  }
  const wish = { action: 'set', words: 'daily 08:00 Europe/Paris', topic: 'Huawei', max: 5 }
  expect(inField('daily 08:00 Europe/Paris topic:Huawei max:5', { action: 'set' })).toEqual(wish)
  expect(inField('set daily 08:00 Europe/Paris topic:Huawei max:5')).toEqual(wish)
  expect(inField('daily 08:00 topic:Huawei', { action: 'set', topic: 'Xiaomi' })).toMatchObject({ words: 'daily 08:00', topic: 'Xiaomi' })
  expect(inField('3', { action: 'history' })).toEqual({ action: 'history', words: '3' })
})

test('options that a surface has read win over words', () => {
  const understood = readCommand(command('latest'), 'trucks page:2', { page: 3 }, ASKED)
  expect(understood).toMatchObject({ ok: true, invocation: { options: { topic: 'trucks', page: 3 } } })
  expect(readCommand(command('latest'), '', { shade: 'red' }, ASKED)).toEqual({ ok: false, problem: 'latest has no option shade.' })
  expect(readCommand(command('latest'), '', { page: 'x' }, ASKED)).toEqual({
    ok: false,
    problem: 'page takes a whole number, and “x” is none.',
  })
})

test('the nearest name is within two edits, one for short words', () => {
  expect(nearest('tmieline', ['timeline', 'latest'])).toBe('timeline')
  expect(nearest('latestt', ['timeline', 'latest'])).toBe('latest')
  expect(nearest('askk', ['ask', 'why'])).toBe('ask')
  expect(nearest('xy', ['ask', 'why'])).toBe(null)
  expect(nearest('frobnicate', ['timeline', 'latest'])).toBe(null)
})
