import type { Answer, Block } from '../src/answer.ts'
import type { Command, Option } from './command.ts'
import { Misuse } from './misuse.ts'
import { unknownCommand } from './read.ts'

/** Help knows every command, and is one: it is made last, of all the others. */
export function helpOf(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    summary: 'what can be said here',
    options: [{ name: 'command', kind: 'text', summary: 'the command to explain', positional: true }],
    examples: ['help', 'help latest'],
    private: true,
    async run({ options, reader }, newsroom) {
      const all = [...others, help]
      const name = String(options.command ?? '')
        .replace(/^\//, '')
        .toLowerCase()
      const one = all.find((command) => command.name === name)
      if (name !== '' && one === undefined) throw new Misuse(unknownCommand(name, all))
      const corpus = await newsroom.store.corpus()
      const answer: Answer = {
        question: name === '' ? 'help' : `help ${name}`,
        verdict: 'answered',
        title: one === undefined ? 'Ask a question, or say one of these' : `${one.name}: ${one.summary}`,
        blocks: one === undefined ? overview(all, reader !== undefined) : page(one),
        sources: [],
        searched: { from: null, to: null, publishers: corpus.publishers.map((outlet) => outlet.publisher), articles: corpus.articles },
        followUps: [],
      }
      return answer
    },
  }
  return help
}

/** `inChat`: several people are there, and threads. */
function overview(commands: readonly Command[], inChat: boolean): Block[] {
  return [
    { type: 'facts', rows: commands.map((command) => ({ label: command.name, spans: [{ type: 'text', text: command.summary }] })) },
    {
      type: 'notice',
      text: 'Inside any question: "exact phrase", -word, source:caixin, author:"Ding Yi", entity:Huawei, since:2020-02-01, before:, on:, tag:.',
    },
    ...(inChat
      ? [
          {
            type: 'notice' as const,
            text: 'Where I have answered, ask on without naming me; “stop” quiets me there, and a mention wakes me.',
          },
        ]
      : []),
  ]
}

/** With the words that an action can be. */
function explained({ summary, leading, choices = [], required }: Option): string {
  const words = leading === true ? `: ${choices.join(', ')}` : ''
  return `${summary}${words}${required === true ? ' (needed)' : ''}`
}

function page(command: Command): Block[] {
  const rows = command.options.map((option) => ({
    label: option.positional === true || option.leading === true ? `<${option.name}>` : `${option.name}:`,
    spans: [{ type: 'text' as const, text: explained(option) }],
  }))
  return [
    ...(rows.length > 0 ? [{ type: 'facts' as const, rows }] : []),
    { type: 'list', items: command.examples.map((example) => [{ type: 'text', text: example }]) },
  ]
}
