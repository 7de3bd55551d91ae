/** Buttons, selects and the newer components: how many, how long, and which of them go together. */
import type { Json } from './discord-peer.ts'
import { COMPONENTS_V2 } from './discord-world.ts'

const ROW = 1
const BUTTON = 2
const SELECT = 3
const TEXT = 10
const LINK = 5
const MAX_ROWS = 5
const MAX_BUTTONS = 5
const MAX_ID = 100
const MAX_LABEL = 80
const MAX_URL = 512
const MAX_OPTIONS = 25
const MAX_OPTION = 100
const MAX_NESTED = 40
const MAX_TEXT = 4_000

/** A component and everything in it, accessories too. */
export function flat(components: readonly Json[]): Json[] {
  return components.flatMap((component) => {
    const inner = [...children(component), ...(isObject(component.accessory) ? [component.accessory] : [])]
    return [component, ...flat(inner)]
  })
}

export function children(component: Json): Json[] {
  return Array.isArray(component.components) ? component.components.filter(isObject) : []
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What Discord refuses in the components of a message; `body` tells whether it is of the newer kind. */
export function componentFaults(components: readonly Json[], flags: number, body: Json): string[] {
  const all = flat(components)
  const ids = all.flatMap((component) => (typeof component.custom_id === 'string' ? [component.custom_id] : []))
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
  return [
    ...twice.map((id) => `custom_id “${id}” stands twice in a message`),
    ...all.flatMap((component) => oneFaults(component)),
    ...((flags & COMPONENTS_V2) === 0 ? classicFaults(components) : newerFaults(all, body)),
  ]
}

function classicFaults(components: readonly Json[]): string[] {
  const faults = components.length > MAX_ROWS ? [`${components.length} action rows, more than ${MAX_ROWS}`] : []
  if (components.some((component) => component.type !== ROW))
    faults.push('something else than an action row without the IS_COMPONENTS_V2 flag')
  return faults
}

function newerFaults(all: readonly Json[], body: Json): string[] {
  const text = all.filter((component) => component.type === TEXT).reduce((sum, component) => sum + length(component.content), 0)
  return [
    ...(all.length > MAX_NESTED ? [`${all.length} components counted nested, more than ${MAX_NESTED}`] : []),
    ...(text > MAX_TEXT ? [`${text} characters in its components, more than ${MAX_TEXT}`] : []),
    ...(length(body.content) > 0 || (Array.isArray(body.embeds) && body.embeds.length > 0)
      ? ['content or embeds beside the IS_COMPONENTS_V2 flag']
      : []),
  ]
}

function oneFaults(component: Json): string[] {
  const id = component.custom_id
  const faults =
    id !== undefined && (length(id) < 1 || length(id) > MAX_ID) ? [`a custom_id of ${length(id)} characters, not 1–${MAX_ID}`] : []
  if (component.type === ROW) return [...faults, ...rowFaults(children(component))]
  if (component.type === BUTTON) return [...faults, ...buttonFaults(component)]
  if (component.type === SELECT) return [...faults, ...selectFaults(component)]
  return faults
}

function rowFaults(inside: readonly Json[]): string[] {
  const buttons = inside.filter((component) => component.type === BUTTON).length
  if (inside.length === 0) return ['an empty action row']
  if (buttons === inside.length) return buttons > MAX_BUTTONS ? [`${buttons} buttons in a row, more than ${MAX_BUTTONS}`] : []
  return inside.length > 1 ? ['a select menu that shares its row'] : []
}

function buttonFaults(button: Json): string[] {
  const label = length(button.label)
  const isLink = button.style === LINK
  return [
    ...(label > MAX_LABEL ? [`a button label of ${label} characters, more than ${MAX_LABEL}`] : []),
    ...(label === 0 && button.emoji === undefined ? ['a button without label and emoji'] : []),
    ...(isLink === (button.url === undefined) ? ['a link button needs a url, any other has none'] : []),
    ...(isLink !== (button.custom_id === undefined) ? ['a link button has no custom_id, any other needs one'] : []),
    ...(length(button.url) > MAX_URL ? [`a url of ${length(button.url)} characters, more than ${MAX_URL}`] : []),
  ]
}

function selectFaults(select: Json): string[] {
  const options = Array.isArray(select.options) ? select.options.filter(isObject) : []
  const values = options.map((option) => option.value)
  const least = Number(select.min_values ?? 1)
  const most = Number(select.max_values ?? 1)
  const long = options.flatMap((option) =>
    (['label', 'value', 'description'] as const).flatMap((name) => {
      const size = length(option[name])
      return size > MAX_OPTION || (size === 0 && name !== 'description')
        ? [`an option’s ${name} of ${size} characters, not 1–${MAX_OPTION}`]
        : []
    }),
  )
  return [
    ...(options.length < 1 || options.length > MAX_OPTIONS ? [`${options.length} options in a select menu, not 1–${MAX_OPTIONS}`] : []),
    ...(new Set(values).size < values.length ? ['two options of a select menu with one value'] : []),
    ...(least > most || most > options.length ? [`a select menu that takes ${least}–${most} of ${options.length} options`] : []),
    ...(options.filter((option) => option.default === true).length > most ? ['more default options than may be chosen'] : []),
    ...long,
  ]
}

function length(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}
