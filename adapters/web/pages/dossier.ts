/** What entity and story pages have in common: a chart, sections under headings with a table of contents, and their sources. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import { commandLink } from '../command-link.ts'
import type { EntityPage, Section } from '../host.ts'
import { type Context, coverageHtml, type Html, renderBlocks } from '../render.ts'
import type { Tools } from './ask.ts'

type Dossier = Pick<EntityPage, 'coverage' | 'sections' | 'sources' | 'paragraphs'>

export function contextOf({ sources, paragraphs }: Dossier, tools: Tools): Context {
  return { sources, paragraphs, draw: (coverage) => tools.draw(coverage), command: (line) => commandLink(line), level: 3 }
}

/** The first sentence that is quoted. */
export function openingOf(sections: readonly Section[]): string | undefined {
  return sections.flatMap(({ blocks }) => blocks).find((block) => block.type === 'quote')?.text
}

export function contents(sections: readonly { readonly heading: string }[]): Html | '' {
  if (sections.length < 2) return ''
  return html`<nav class="contents" aria-label="On this page"><ol>${sections.map(
    ({ heading }, i) => html`<li><a href="#part-${i + 1}">${safe(heading)}</a></li>`,
  )}</ol></nav>`
}

/**
 * Where a page begins with a sentence that says what it is about, that is set large, and the chart comes after it; else the chart is first. Ids are
 * counted, not taken from what a section calls itself.
 */
export function sectionList({ sections, coverage }: Pick<Dossier, 'sections' | 'coverage'>, context: Context): Html {
  const [first] = sections[0]?.blocks ?? []
  const opens = first?.type === 'quote' && first.lead === null
  const chart = coverage === null ? '' : coverageHtml(coverage, context.draw)
  return html`${opens ? '' : chart}${sections.map(
    ({ heading, blocks }, i) => html`<section class="part" aria-labelledby="part-${i + 1}"><h2 id="part-${i + 1}">${safe(heading)}</h2>
${renderBlocks(blocks, { ...context, place: `p${i + 1}` }, opens && i === 0)}</section>${opens && i === 0 ? chart : ''}`,
  )}`
}
