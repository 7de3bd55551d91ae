import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyChanges, changesBetween, openBudget } from '../../src/web-desk/differences.ts'
import '../properties.ts'

const word = fc.constantFrom('the', 'plant', 'will', 'employ', '1,200', 'workers', '“said”', 'naïve', '💣', '\ud800', ' ', '.')
const paragraph = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
const body = fc
  .array(fc.oneof({ weight: 5, arbitrary: paragraph }, { weight: 1, arbitrary: fc.string() }), { maxLength: 8 })
  .map((all) => all.join('\n\n'))

const told = (before: string, after: string) => changesBetween({ title: 'T', body: before }, { title: 'T', body: after }, openBudget())

describe('what was changed', () => {
  test('makes up both bodies to the last character, whatever they are', () => {
    fc.assert(
      fc.property(body, body, (before, after) => {
        const changes = bodyChanges(before, after, openBudget())
        const of = (kind: string) =>
          changes.flatMap((change) => (change.kind === 'same' || change.kind === kind ? [change.text] : [])).join('')
        expect(of('removed')).toBe(before)
        expect(of('added')).toBe(after)
        expect(changes.every(({ text }) => text !== '')).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('is told in whole figures and words', () => {
    expect(told('It will employ 1,200 workers.', 'It will employ 1,500 workers.')).toEqual([
      { kind: 'same', text: 'It will employ ' },
      { kind: 'removed', text: '1,200' },
      { kind: 'added', text: '1,500' },
      { kind: 'same', text: ' workers.' },
    ])
  })

  test('is told in whole paragraphs where hardly a word stayed', () => {
    expect(told('Same.\n\nThe old text of it.', 'Same.\n\nQuite another one now.').slice(1)).toEqual([
      { kind: 'removed', text: 'The old text of it.' },
      { kind: 'added', text: 'Quite another one now.' },
    ])
  })

  test('begins with the headline, and is nothing where nothing was', () => {
    const changes = changesBetween({ title: 'Plant to open', body: 'A.' }, { title: 'Plant to close', body: 'A.' }, openBudget())
    expect(changes).toEqual([
      { kind: 'same', text: 'Plant to ' },
      { kind: 'removed', text: 'open' },
      { kind: 'added', text: 'close' },
      { kind: 'same', text: '\n\n' },
    ])
    expect(told('A.\n\nB.', 'A.\n\nB.')).toEqual([])
  })

  test('stands beside what stayed, in short', () => {
    const long = Array.from({ length: 30 }, (_, i) => `Paragraph number ${i} stays as it is.`).join('\n\n')
    const [before, change, after] = told(`${long}\n\n${long}`, `${long}\n\nNew.\n\n${long}`)
    expect(change).toEqual({ kind: 'added', text: 'New.\n\n' })
    for (const [one, sign] of [
      [before, /^…/],
      [after, /…$/],
    ] as const) {
      expect(one?.kind).toBe('same')
      expect(one?.text).toMatch(sign)
      expect(one?.text.length).toBeLessThan(200)
    }
  })

  test('costs no more than its budget: past it, texts are told whole', () => {
    const many = (seed: string) => Array.from({ length: 3_000 }, (_, i) => `${seed} ${i}`).join(' x ')
    const budget = openBudget()
    const changes = bodyChanges(many('a'), many('b'), budget)
    expect(changes.map(({ kind }) => kind)).toEqual(['removed', 'added'])
    for (let i = 0; i < 50; i++) bodyChanges(many('a'), many('b'), budget)
    expect(budget.edits()).toBe(0)
    expect(bodyChanges('one two three four', 'one two three five', budget).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})
