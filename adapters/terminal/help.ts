/** Help pages, made from the same data that is parsed by. */
import type { Command } from '../../commands/command.ts'
import { BATCH, OPERATOR_COMMANDS, type OperatorOption } from './operator.ts'
import { GLOBAL_OPTIONS } from './read.ts'

const PROGRAM = 'npm run -s newsdesk --'

export function helpPage(command: string | null, commands: readonly Command[]): string {
  const said = commands.find((one) => one.name === command)
  const operated = OPERATOR_COMMANDS.find((one) => one.name === command)
  if (said !== undefined) {
    const positional = said.options.find((option) => option.positional === true)
    const words = positional === undefined ? '' : positional.required === true ? ` <${positional.name}>` : ` [${positional.name}]`
    const action = said.options.find((option) => option.leading === true)?.choices?.join('|')
    const own: OperatorOption[] = said.options.filter((option) => option.positional !== true && option.leading !== true)
    return page(
      `${said.name}${action === undefined ? '' : ` [${action}]`}${words} [options]`,
      said.summary,
      said.name === 'ask' ? [...own, BATCH] : own,
      said.examples,
    )
  }
  if (operated !== undefined) return page(operated.usage, operated.summary, operated.options, operated.examples)
  const all = [...commands, ...OPERATOR_COMMANDS].map(({ name, summary }) => [name, summary] as const)
  return [
    'Newsdesk answers questions about the news with quotations from stored articles.',
    `Usage: ${PROGRAM} <command> [options]\n       npm start                 serve, where Slack or Discord is configured; else the page and a prompt`,
    `Commands:\n${table(all)}`,
    `Options of every command:\n${optionTable(GLOBAL_OPTIONS)}`,
    `Exit codes: 0 answered, 1 nothing found, 2 wrong usage or input, 70 a fault of Newsdesk.`,
  ].join('\n\n')
}

function page(usage: string, summary: string, options: readonly OperatorOption[], examples: readonly string[]): string {
  return [
    `Usage: ${PROGRAM} ${usage}`,
    `${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`,
    ...(options.length > 0 ? [`Options:\n${optionTable(options)}`] : []),
    `Options of every command:\n${optionTable(GLOBAL_OPTIONS.filter(({ name }) => !options.some((option) => option.name === name)))}`,
    `Examples:\n${examples.map((example) => `  ${PROGRAM} ${example}`).join('\n')}`,
  ].join('\n\n')
}

function optionTable(options: readonly OperatorOption[]): string {
  return table(
    options.map(
      (option) => [`--${option.name}${option.kind === 'flag' ? '' : option.kind === 'number' ? ' N' : ' …'}`, option.summary] as const,
    ),
  )
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n')
}
