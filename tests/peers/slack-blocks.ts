/** Whether Slack takes blocks: their shape by a schema made from @slack/types, their counts and lengths as documented. */
import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { type Fields, isFields } from './slack-contract.ts'
import { elementProblems, typedObjects } from './slack-text.ts'

/** [least, most] characters of the text in a field, by the type of what has the field. `'*'`: whatever its type. */
type Lengths = Readonly<Record<string, readonly [least: number, most: number]>>
const LENGTHS: Readonly<Record<string, Lengths>> = {
  '*': { block_id: [1, 255], action_id: [1, 255], accessibility_label: [1, 75], placeholder: [1, 150] },
  section: { text: [1, 3000] },
  header: { text: [1, 150] },
  markdown: { text: [1, 12_000] },
  // Slack takes 2,000 of a button's value today, 255 was the limit for long and is ours.
  button: { text: [1, 75], value: [1, 255] },
  icon_button: { text: [1, 75], value: [1, 255] },
  image: { alt_text: [1, 2000], title: [1, 2000] },
  card: { title: [1, 150], subtitle: [1, 150], body: [1, 200] },
  container: { title: [1, 150], subtitle: [1, 150] },
  plain_text: { text: [1, 3000] },
  mrkdwn: { text: [1, 3000] },
}
const COUNTS: Readonly<Record<string, Readonly<Record<string, readonly [least: number, most: number]>>>> = {
  section: { fields: [1, 10] },
  actions: { elements: [1, 25] },
  context: { elements: [1, 10] },
  context_actions: { elements: [1, 5] },
  rich_text: { elements: [1, 1000] },
  carousel: { elements: [1, 10] },
  card: { actions: [1, 5] },
  container: { child_blocks: [1, 10] },
  table: { rows: [1, 100] },
  data_table: { rows: [1, 101] },
  overflow: { options: [1, 5] },
  static_select: { options: [1, 100] },
  multi_static_select: { options: [1, 100] },
  radio_buttons: { options: [1, 10] },
  checkboxes: { options: [1, 10] },
}
const MAX_COLUMNS = 20
/** Blocks that stand in messages only. */
const NOT_AT_HOME = ['context_actions', 'markdown', 'table', 'data_table', 'card', 'carousel', 'task_card', 'plan', 'alert']

const SCHEMA = JSON.parse(readFileSync(new URL('./slack-blocks.schema.json', import.meta.url), 'utf8')) as {
  definitions: Record<string, { properties?: { type?: { const?: string } }; anyOf?: { properties?: { type?: { const?: string } } }[] }>
}
const ajv = new Ajv({ allErrors: true, strict: false }).addSchema(SCHEMA, 'slack')
const compiled = new Map<string, ValidateFunction>()

function schemaOf(definition: string): ValidateFunction {
  let check = compiled.get(definition)
  if (check === undefined) {
    check = ajv.compile({ $ref: `slack#/definitions/${definition}` })
    compiled.set(definition, check)
  }
  return check
}

const BLOCKS = new Map<string, string>()
for (const [name, { properties, anyOf }] of Object.entries(SCHEMA.definitions)) {
  const type = (properties ?? anyOf?.[0]?.properties)?.type?.const
  if (name.endsWith('Block') && type !== undefined) BLOCKS.set(type, name)
}

/** What a value breaks of a definition of @slack/types, the innermost faults of it. */
export function shapeProblems(definition: string, value: unknown): string[] {
  const check = schemaOf(definition)
  if (check(value)) return []
  const all = check.errors ?? []
  const meant = all.filter((fault) => !isOtherType(fault))
  const faults = meant.length > 0 ? meant : all
  const deepest = Math.max(...faults.map(({ instancePath }) => instancePath.split('/').length))
  const worst = faults.filter(({ instancePath }) => instancePath.split('/').length === deepest)
  return [...new Set(worst.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`))].slice(0, 3)
}

/** One of the other members of a union, which nobody meant. */
const isOtherType = ({ keyword, instancePath }: ErrorObject) => keyword === 'const' && instancePath.endsWith('/type')

/**
 * What is wrong with the blocks of a message or a Home view. `refused`: Slack does not take them; `unwanted`: it does, but they mention
 * somebody, link to what is no web page, or hold unescaped text. `mayMention`: ids.
 */
export function blocksProblems(
  blocks: readonly unknown[],
  where: 'message' | 'home',
  mayMention: readonly string[],
): { readonly refused: string[]; readonly unwanted: string[] } {
  const refused: string[] = []
  const unwanted: string[] = []
  const most = where === 'home' ? 100 : 50
  if (blocks.length > most) refused.push(`${blocks.length} blocks, at most ${most}`)
  for (const [i, block] of blocks.entries()) {
    const type = isFields(block) ? String(block.type) : ''
    const definition = BLOCKS.get(type)
    if (definition === undefined) refused.push(`/${i}: no block is of type ${JSON.stringify(type)}`)
    else refused.push(...shapeProblems(definition, block).map((problem) => `/${i} (${type})${problem}`))
    if (where === 'home' && NOT_AT_HOME.includes(type)) refused.push(`/${i}: a ${type} block stands in messages only`)
  }
  for (const { path, object } of typedObjects(blocks)) {
    const placed = (problem: string) => `${path} (${object.type}) ${problem}`
    refused.push(...objectProblems(object).map(placed))
    unwanted.push(...elementProblems(object, mayMention).map(placed))
  }
  return { refused: [...refused, ...repeated(blocks)], unwanted }
}

function objectProblems(object: Fields): string[] {
  const type = String(object.type)
  const problems: string[] = []
  for (const [field, [least, most]] of Object.entries({ ...LENGTHS['*'], ...LENGTHS[type] })) {
    const text = plainText(object[field])
    if (text === null) continue
    if (text.length < least) problems.push(`has an empty ${field}`)
    if (text.length > most) problems.push(`has ${text.length} characters of ${field}, at most ${most}`)
  }
  for (const [field, [least, most]] of Object.entries(COUNTS[type] ?? {})) {
    const list = object[field]
    if (!Array.isArray(list)) continue
    if (list.length < least || list.length > most) problems.push(`has ${list.length} ${field}, ${least} to ${most}`)
  }
  return [...problems, ...oddProblems(object)]
}

/** Rules of single kinds that no table holds. */
function oddProblems(object: Fields): string[] {
  switch (object.type) {
    case 'section': {
      const fields = Array.isArray(object.fields) ? object.fields : []
      if (object.text === undefined && fields.length === 0) return ['has neither text nor fields']
      return fields.filter((field) => (plainText(field)?.length ?? 0) > 2000).map(() => 'has a field of more than 2000 characters')
    }
    case 'feedback_buttons':
      return ['positive_button', 'negative_button'].flatMap((name) => {
        const button = object[name]
        if (!isFields(button)) return []
        const length = plainText(button.text)?.length ?? 0
        const value = plainText(button.value)?.length ?? 0
        return [
          ...(length < 1 || length > 75 ? [`has ${length} characters in the text of ${name}, 1 to 75`] : []),
          ...(value < 1 || value > 255 ? [`has ${value} characters in the value of ${name}, 1 to 255`] : []),
        ]
      })
    case 'text':
      return object.text === '' ? ['has an empty text'] : []
    case 'date':
      return /\{\w+\}/.test(String(object.format)) ? [] : ['has a format without a {token}']
    case 'rich_text_list':
      return typeof object.indent === 'number' && (object.indent < 0 || object.indent > 8)
        ? [`has an indent of ${object.indent}, 0 to 8`]
        : []
    case 'table':
    case 'data_table': {
      const rows = Array.isArray(object.rows) ? object.rows : []
      return rows.some((row) => Array.isArray(row) && row.length > MAX_COLUMNS) ? [`has a row of more than ${MAX_COLUMNS} columns`] : []
    }
    case 'static_select':
    case 'multi_static_select':
    case 'overflow':
    case 'radio_buttons':
    case 'checkboxes':
      return optionProblems(Array.isArray(object.options) ? object.options : [])
    default:
      return []
  }
}

function optionProblems(options: readonly unknown[]): string[] {
  return options.flatMap((option) => {
    if (!isFields(option)) return []
    const label = plainText(option.text)?.length ?? 0
    const value = plainText(option.value)?.length ?? 0
    return label < 1 || label > 75 || value > 75 ? [`has an option with ${label} characters of text and ${value} of value, at most 75`] : []
  })
}

/** Ids that are given twice, and a second table. */
function repeated(blocks: readonly unknown[]): string[] {
  const actions: string[] = []
  for (const { object } of typedObjects(blocks)) if (typeof object.action_id === 'string') actions.push(object.action_id)
  const ids = blocks.flatMap((block) => (isFields(block) && typeof block.block_id === 'string' ? [block.block_id] : []))
  const tables = blocks.filter((block) => isFields(block) && block.type === 'table').length
  const twice = (list: string[]) => [...new Set(list.filter((id, i) => list.indexOf(id) !== i))]
  return [
    ...twice(actions).map((id) => `the action_id ${id} is given twice`),
    ...twice(ids).map((id) => `the block_id ${id} is given twice`),
    ...(tables > 1 ? [`${tables} tables, at most one`] : []),
  ]
}

const plainText = (value: unknown): string | null => {
  if (typeof value === 'string') return value
  return isFields(value) && typeof value.text === 'string' ? value.text : null
}
