/** What is registered with Discord, without a server: pure. */
import { describe, expect, test } from 'vitest'
import { commandJson, isRegistered } from '../../adapters/discord/command-json.ts'
import type { Command } from '../../commands/command.ts'
import { COMMANDS } from '../../commands/respond.ts'

type Json = {
  name: string
  description?: string
  type?: number
  options?: Json[]
  choices?: { name: string; value: string }[]
  required?: boolean
}
const command = (more: Partial<Command>): Command => ({
  name: 'x',
  summary: 'y',
  options: [],
  examples: [],
  run: () => Promise.reject(new Error('not run')),
  ...more,
})
const subs = (commands: readonly Command[]): Json[] => (commandJson(commands, true)[0] as Json).options ?? []

describe('the JSON of commands', () => {
  test('keeps Discord’s limits, for all commands that there are', () => {
    const all = commandJson(COMMANDS, true) as Json[]
    const walk = (json: Json): Json[] => [json, ...(json.options ?? []).flatMap(walk)]
    for (const json of all.flatMap(walk)) {
      if (json.type !== 3 || json.description !== undefined)
        expect(json.name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$|^Find the news behind this$/u)
      if (json.description !== undefined) expect(json.description.length).toBeLessThanOrEqual(100)
      expect(json.options?.length ?? 0).toBeLessThanOrEqual(25)
      const required = (json.options ?? []).map((option) => option.required === true)
      expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)))
    }
    const weight = (json: Json): number =>
      json.name.length + (json.description ?? '').length + (json.options ?? []).reduce((sum, one) => sum + weight(one), 0)
    expect(weight(all[0] as Json)).toBeLessThanOrEqual(8_000)
  })

  test('has every command that is not hidden, its options typed, and our own on all that is not private', () => {
    const made = subs([
      command({
        name: 'digest',
        options: [
          { name: 'when', kind: 'text', summary: 'a', suggest: 'zone' },
          { name: 'action', kind: 'text', summary: 'b', positional: true, required: true, choices: ['set', 'list'] },
          { name: 'count', kind: 'number', summary: 'c' },
          { name: 'quiet', kind: 'flag', summary: 'd' },
        ],
      }),
      command({ name: 'own', private: true, options: [{ name: 'private', kind: 'flag', summary: 'e' }] }),
      command({ name: 'clash', options: [{ name: 'private', kind: 'flag', summary: 'e' }] }),
      command({ name: 'home', hidden: true }),
    ])
    expect(made.map(({ name }) => name)).toEqual(['digest', 'own', 'clash'])
    expect(made[0]?.options).toEqual([
      {
        name: 'action',
        description: 'b',
        required: true,
        type: 3,
        choices: [
          { name: 'set', value: 'set' },
          { name: 'list', value: 'list' },
        ],
      },
      { name: 'when', description: 'a', type: 3, autocomplete: true },
      { name: 'count', description: 'c', type: 4, min_value: 0, max_value: 999_999_999 },
      { name: 'quiet', description: 'd', type: 5 },
      { name: 'private', description: 'whether only you see the answer', type: 5 },
    ])
    expect(made[1]?.options).toHaveLength(1)
    expect(made[2]?.options).toHaveLength(1)
  })

  test('is cut to what Discord takes', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ name: `o${n}`, kind: 'text' as const, summary: 's'.repeat(200) }))
    const made = subs(Array.from({ length: 30 }, (_, n) => command({ name: `c${n}`, options: many })))
    expect(made).toHaveLength(25)
    expect(made[0]?.options).toHaveLength(25)
    expect(made[0]?.options?.at(-1)?.name).toBe('private')
    expect(made[0]?.options?.[0]?.description).toHaveLength(100)
  })
})

describe('what is registered', () => {
  const wanted = commandJson(COMMANDS, true)
  /** As Discord gives it back: with ids and defaults, in another order. */
  const echoed = (): Json[] =>
    (structuredClone(wanted) as unknown as Json[])
      .map((one, n) => ({
        id: String(n),
        application_id: '1',
        version: '2',
        default_member_permissions: null,
        nsfw: false,
        description: '',
        ...one,
      }))
      .map((one) => ({
        ...one,
        options: one.options?.map((sub) => ({
          ...sub,
          options: sub.options?.map((option) => ({ autocomplete: false, required: false, ...option })),
        })) as Json[],
      }))
      .reverse()

  test('is what is wanted, whatever Discord adds to it', () => expect(isRegistered(echoed(), wanted)).toBe(true))
  test('is not, where anything is different, missing or too much', () => {
    expect(isRegistered([], wanted)).toBe(false)
    expect(isRegistered(echoed().slice(1), wanted)).toBe(false)
    expect(isRegistered([...echoed(), { name: 'old', description: 'x' }], wanted)).toBe(false)
    const change = (act: (news: Json) => void) => {
      const list = echoed()
      const news = list.find(({ name }) => name === 'news')
      if (news !== undefined) act(news)
      return isRegistered(list, wanted)
    }
    expect(change(() => undefined)).toBe(true)
    expect(change((news) => void Object.assign(news, { contexts: [0] }))).toBe(false)
    expect(change((news) => void Object.assign(news, { default_member_permissions: '32' }))).toBe(false)
    expect(change((news) => void news.options?.pop())).toBe(false)
    expect(change((news) => void Object.assign(news.options?.[0] ?? {}, { description: 'other' }))).toBe(false)
    expect(change((news) => void news.options?.[1]?.options?.reverse())).toBe(false)
    expect(change((news) => void Object.assign(news.options?.[0]?.options?.[0] ?? {}, { choices: [{ name: 'a', value: 'a' }] }))).toBe(
      false,
    )
  })
})
