/** What completes a word while it is typed: within Discord's time, or nothing. */
import type { APIApplicationCommandAutocompleteInteraction, APIApplicationCommandOptionChoice } from 'discord.js'
import type { Reception } from '../../commands/command.ts'
import { givenOf } from './read-interaction.ts'

const MAX_CHOICES = 25
/** Of a choice's name and value. */
const MAX_LENGTH = 100

export async function choicesFor(
  data: APIApplicationCommandAutocompleteInteraction,
  reception: Pick<Reception, 'commands' | 'suggest'>,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  const { name, focused } = givenOf(data.data)
  if (focused === null) return []
  const command = reception.commands.find((one) => one.name === name && one.hidden !== true)
  const suggest = command?.options.find((option) => option.name === focused.name)?.suggest
  if (suggest === undefined) return []
  const found = await reception.suggest(suggest, focused.typed, MAX_CHOICES)
  // Cut short, a value would be another one.
  const fitting = [...new Set(found)].filter((value) => value.trim() !== '' && value.length <= MAX_LENGTH)
  return fitting.slice(0, MAX_CHOICES).map((value) => ({ name: value, value }))
}
