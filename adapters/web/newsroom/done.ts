/** What came of a button: said as the bot says it, with what can be done next and the way back. */
import { html } from 'hono/html'
import type { Outcome } from '../../../commands/command.ts'
import { safe } from '../../../src/answer.ts'
import { commandLink } from '../command-link.ts'
import type { Frame } from '../page.ts'
import { type Context, type Html, renderBlocks, sourceList } from '../render.ts'
import { nextSteps } from './buttons.ts'
import type { Tools } from './digest.ts'
import { newsroomPage } from './room.ts'

const TITLES: Readonly<Record<Outcome['kind'], string>> = {
  answered: 'Done',
  nothing: 'Nothing was changed',
  misuse: 'That could not be done',
  failed: 'That failed',
}
/** By the command's word: where what was changed is listed. */
const BACK: ReadonlyMap<string, readonly [path: string, name: string]> = new Map([
  ['feeds', ['/newsroom/feeds', 'All feeds']],
  ['digest', ['/newsroom/digests', 'All digests']],
  ['watch', ['/newsroom/watches', 'All watches']],
])

export function donePage({ kind, answer }: Outcome, frame: Frame, tools: Tools): Html {
  const context: Context = {
    sources: answer.sources,
    paragraphs: new Map(),
    draw: (coverage) => tools.draw(coverage),
    command: (line) => commandLink(line),
  }
  const [path, name] = BACK.get(wordOf(answer.question)) ?? ['/newsroom', 'Overview']
  return newsroomPage(frame, {
    title: answer.title.trim() === '' ? TITLES[kind] : safe(answer.title),
    main: html`<div class="answer" role="status">${renderBlocks(answer.blocks, context)}</div>
${sourceList(answer.sources)}
${nextSteps(answer.followUps.flatMap(({ label, command }) => (isNext(command) ? [{ label, line: command }] : [])))}
<p class="way"><a class="button" href="${path}">${name}</a></p>`,
  })
}

/** What stands on the page that it leads back to need not be offered, and what cannot be taken back is asked twice there. */
function isNext(line: string): boolean {
  return BACK.has(wordOf(line)) && !/^\S+ (?:list|remove)\b/.test(line)
}

function wordOf(line: string): string {
  return line.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? ''
}
