/** One digest: when it comes, what it would say now, what became of it. */
import { html } from 'hono/html'
import { type Coverage, safe } from '../../../src/answer.ts'
import { commandLink } from '../command-link.ts'
import type { DigestPage, RunRow } from '../host.ts'
import { digestFeedPath } from '../links.ts'
import type { Frame } from '../page.ts'
import { type Context, type Html, renderBlocks, sourceList } from '../render.ts'
import { digestActs, outcome, topicTold } from './digest-acts.ts'
import { newsroomPage } from './room.ts'
import { platform, state } from './states.ts'
import { type Column, table } from './table.ts'
import { when } from './when.ts'

export type Tools = { draw(coverage: Coverage): string }

export function digestPage({ digest, history, preview, paragraphs }: DigestPage, frame: Frame, tools: Tools): Html {
  const { id, topic, schedule, surface, where, isPaused, why, next, feedKey, ratings } = digest
  const context: Context = {
    sources: preview.sources,
    paragraphs,
    draw: (coverage) => tools.draw(coverage),
    command: (line) => commandLink(line),
    level: 3,
  }
  const feed = digestFeedPath(id, feedKey)
  return newsroomPage(frame, {
    title: `Digest ${id}: ${topicTold(topic)}`,
    main: html`<dl class="facts">
<div><dt>When</dt><dd>${safe(schedule)}</dd></div>
<div><dt>Where</dt><dd dir="auto">${platform(surface)}, ${safe(where)}</dd></div>
<div><dt>Next</dt><dd>${isPaused ? state('off', 'paused', why) : safe(next.join(' · '))}</dd></div>
<div><dt>Ratings</dt><dd>${ratings.good} good, ${ratings.bad} bad</dd></div>
<div><dt>RSS</dt><dd><a class="address" href="${feed}">${frame.origin}${feed}</a><br><span class="meta">Who has this address can read the digest without signing in.</span></dd></div>
</dl>
${digestActs(digest)}
<section class="part"><h2>History</h2>
${history.length === 0 ? html`<p>Nothing was due yet.</p>` : table('Its runs, newest first', columns(frame), history)}</section>
<section class="part preview"><h2>As it would be posted now</h2>
${preview.title.trim() === '' ? '' : html`<h3 dir="auto">${safe(preview.title)}</h3>`}
<div class="answer">${renderBlocks(preview.blocks, context)}</div>
${sourceList(preview.sources)}</section>
<p class="way"><a class="button" href="/newsroom/digests">All digests</a></p>`,
  })
}

function columns(frame: Frame): readonly Column<RunRow>[] {
  return [
    { head: 'Due', cell: ({ slot }) => safe(slot) },
    { head: 'What became of it', cell: outcome },
    { head: 'Over', cell: ({ atMs }) => when(atMs, frame, 'not yet') },
  ]
}
