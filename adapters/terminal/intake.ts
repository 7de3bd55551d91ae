/** Fetching feeds from the terminal: a line for each, or a JSON object. */
import { safe } from '../../src/answer.ts'
import { type Desk, EXIT, type IntakeReport } from './host.ts'
import { type Limits, lay, limitsOf } from './limits.ts'
import { progressBar } from './progress.ts'
import type { Wanted } from './read.ts'
import { print, type Terminal } from './streams.ts'

/** 0: feeds were read; 1: none was due; 2: one at least could not be read. */
export async function fetchFeeds(
  terminal: Terminal,
  desk: Desk,
  { given, settings }: Pick<Extract<Wanted, { kind: 'operate' }>, 'given' | 'settings'>,
  out: Terminal['stdout'] | Terminal['stderr'] = terminal.stdout,
): Promise<number> {
  const bar = progressBar(terminal.stderr, terminal.nowMs)
  const limits = limitsOf(out, terminal.environment)
  const once = given.once === true
  let read = 0
  let failed = 0
  const told = async (report: IntakeReport): Promise<void> => {
    if (report.outcome === 'failed') failed++
    else read++
    bar.clear()
    await print(out, `${settings.json ? JSON.stringify(reportJson(report)) : reportText(report, limits)}\n`)
  }
  await desk.intake({ once, all: given.all === true, stop: terminal.stop, progress: bar.report, told }).finally(bar.clear)
  if (once && terminal.stop.aborted) {
    await print(
      terminal.stderr,
      `newsdesk: interrupted after ${read + failed === 1 ? '1 feed' : `${read + failed} feeds`}; what was read is kept, and the others are still due.\n`,
    )
    return EXIT.interrupted
  }
  if (failed > 0) {
    const counted = read === 0 && failed === 1 ? 'the feed' : `${failed} of ${read + failed} feeds`
    await print(terminal.stderr, `newsdesk: ${counted} could not be read${read > 0 ? '; the others were' : ''}.\n`)
  } else if (read === 0 && !settings.json) await print(out, 'No feed is due.\n')
  // Stopping is how the other way ends.
  if (!once) return EXIT.answered
  return failed > 0 ? EXIT.misuse : read > 0 ? EXIT.answered : EXIT.nothing
}

/** The fields of the contract, in its order, whatever else a report carries. */
function reportJson({ feed, url, title, outcome, added, changed, reason, notes }: IntakeReport): Record<string, unknown> {
  return { feed, url, title, outcome, added, changed, reason, notes }
}

function reportText({ feed, url, title, outcome, added, changed, reason, notes }: IntakeReport, limits: Limits): string {
  const counts = outcome === 'failed' ? (reason ?? 'failed') : outcome === 'unchanged' ? 'nothing new' : `${added} new, ${changed} changed`
  const lines = [
    lay(
      [
        { text: `${feed}  ${safe(title ?? url)}: `, look: 'strong' },
        { text: safe(counts), look: outcome === 'failed' ? 'notice' : 'plain' },
      ],
      limits,
      4,
    ),
    ...notes.map((note) => lay([{ text: `  ! ${safe(note)}`, look: 'notice' }], limits, 4)),
  ]
  return lines.join('\n')
}
