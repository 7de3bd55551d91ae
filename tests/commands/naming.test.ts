/** What Discord and Slack take of a command's definition, so that a new command needs no look at their rules. */
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../commands/respond.ts'

const NAME = /^[a-z0-9_-]{1,32}$/
const MAX_DESCRIPTION = 100
const MAX_OPTIONS = 25
const MAX_CHOICES = 25
/** Subcommands of one command. */
const MAX_COMMANDS = 25

test('commands have names of their own, and are not too many', () => {
  expect(COMMANDS.length).toBeGreaterThan(10)
  expect(COMMANDS.length).toBeLessThanOrEqual(MAX_COMMANDS)
  expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length)
})

describe.each(COMMANDS)('$name', ({ name, summary, options, examples, private: isPrivate }) => {
  test('is named and described within the limits', () => {
    expect(name).toMatch(NAME)
    expect(summary.length).toBeGreaterThan(0)
    expect(summary.length).toBeLessThanOrEqual(MAX_DESCRIPTION)
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) expect(example).toMatch(new RegExp(`^${name}(?: |$)`))
  })

  test('has options within the limits', () => {
    // A command that is not private by nature is given one more, with which readers say who may see the answer.
    expect(options.length).toBeLessThanOrEqual(MAX_OPTIONS - (isPrivate === true ? 0 : 1))
    expect(new Set(options.map((option) => option.name)).size).toBe(options.length)
    if (isPrivate !== true) expect(options.map((option) => option.name)).not.toContain('private')
    expect(options.filter((option) => option.positional === true).length).toBeLessThanOrEqual(1)
    for (const option of options) {
      expect(option.name).toMatch(NAME)
      expect(option.summary.length).toBeGreaterThan(0)
      expect(option.summary.length).toBeLessThanOrEqual(MAX_DESCRIPTION)
      expect(option.choices?.length ?? 1).toBeLessThanOrEqual(MAX_CHOICES)
      for (const choice of option.choices ?? []) expect(choice).toMatch(NAME)
      expect(option.choices === undefined || option.suggest === undefined).toBe(true)
    }
  })
})
