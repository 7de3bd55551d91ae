/** The figures of chat as Markdown, and the goals that Newsdesk sets itself there. */

import type { ChatFigures, WayFigures } from './chat-bench.ts'
import type { BotName } from './chat-bots.ts'
import type { GoalReached } from './goals.ts'
import type { Quantiles } from './measure.ts'

/** The platforms give 3 s. */
const MAX_ACK_MS = 1_000
const MAX_HOLD_UP = 1.5
const FAULTS_SHOWN = 5

export function chatGoals({ askers, ways, heldUp, asked, faults }: ChatFigures): GoalReached[] {
  const ackMs = Math.max(...ways.filter(({ bot }) => bot === 'Newsdesk').map(({ ack }) => ack?.p99 ?? 0))
  const ratio = Math.max(...heldUp.filter(({ bot }) => bot === 'Newsdesk').map(({ alone, beside }) => beside.p99 / alone.p99))
  return [
    {
      goal: `acknowledged within 1 s of the 3 s that there are, p99 of ${askers} asking at once`,
      figure: `${ackMs.toFixed(0)} ms`,
      reached: ackMs <= MAX_ACK_MS,
    },
    {
      goal: 'one channel held up by the platform: p99 in the others under 1.5 × what it is otherwise',
      figure: `${ratio.toFixed(2)} ×`,
      reached: ratio < MAX_HOLD_UP,
    },
    { goal: 'each question answered exactly once', figure: `${asked} asked, ${faults.length} faults`, reached: faults.length === 0 },
  ]
}

export function chatReport(figures: ChatFigures): string {
  const { askers, ways, heldUp, memory, faults } = figures
  return [
    `## Chat, ${askers} people asking at once`,
    '',
    'The real program and, as its peer, a bare bot that acknowledges and posts a fixed text (Bolt and discord.js as they come), each a process of its own; platforms and people are in the process that measures, so that their work is in no CPU or memory figure. Everything goes over sockets of this machine. The limits of the platforms are lifted; discord.js still holds itself to 50 calls a second.',
    '',
    '| goal | this run | reached |',
    '|---|---|---|',
    ...chatGoals(figures).map(({ goal, figure, reached }) => `| ${goal} | ${figure} | ${reached === true ? 'yes' : '**no**'} |`),
    '',
    '| way of asking | bot | acknowledged, ms | answered, ms | × the bare bot, p50 | CPU ms an answer |',
    '|---|---|---|---|---|---|',
    ...ways.map(
      (one) =>
        `| ${one.way} (${one.answers}) | ${one.bot} | ${one.ack === null ? '–' : times(one.ack)} | ${times(one.answer)} | ${ratioOf(ways, one)} | ${one.cpuMsAnAnswer.toFixed(1)} |`,
    ),
    '',
    '| one channel held up: the others, who pause between questions | bot | otherwise, ms | meanwhile, ms | p99, × |',
    '|---|---|---|---|---|',
    ...heldUp.map(
      ({ way, bot, alone, beside }) => `| ${way} | ${bot} | ${times(alone)} | ${times(beside)} | ${(beside.p99 / alone.p99).toFixed(2)} |`,
    ),
    '',
    `Memory, MB: ${memory.map((one) => `${one.bot} ${one.startRssMegabytes.toFixed(0)} at the start and ${one.endRssMegabytes.toFixed(0)} at the end, heap after collection ${one.startHeapMegabytes.toFixed(0)} and ${one.endHeapMegabytes.toFixed(0)}`).join('; ')}.`,
    ...faults.slice(0, FAULTS_SHOWN).map((fault) => `\nFault: ${fault}`),
  ].join('\n')
}

function ratioOf(ways: readonly WayFigures[], { way, bot, answer }: WayFigures): string {
  const bare: BotName = 'bare'
  const peer = ways.find((other) => other.way === way && other.bot === bare)
  return bot === bare || peer === undefined ? '' : (answer.p50 / peer.answer.p50).toFixed(1)
}

function times({ p50, p95, p99 }: Quantiles): string {
  return [p50, p95, p99].map((ms) => ms.toFixed(0)).join(' / ')
}
