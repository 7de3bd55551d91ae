/** All names that articles speak of, by their first letter. */
import { html } from 'hono/html'
import type { NameRow } from '../host.ts'
import { counted } from '../moment.ts'
import { type Frame, page } from '../page.ts'
import type { Html } from '../render.ts'
import { nameIndex } from './rows.ts'

const OTHERS = '#'

export function namesPage(names: readonly NameRow[], frame: Frame): Html {
  const groups = byLetter(names)
  return page(frame, {
    title: 'Names',
    description: `${counted(names.length, 'name')} that the stored articles speak of: people, organisations, places, products.`,
    canonical: '/names',
    main: html`<div class="names">
<header class="head"><h1>Names</h1>
<p class="byline">${counted(names.length, 'name')} that the articles speak of, with how many do</p></header>
${
  names.length === 0
    ? html`<p class="notice">No article is stored yet, so that nobody is named.</p>`
    : html`<nav class="letters" aria-label="Letters"><ul>${groups.map(([letter], i) => html`<li><a href="#letter-${i}">${letter}</a></li>`)}</ul></nav>
<div class="alphabet">${groups.map(([letter, some], i) => html`<section class="letter" aria-labelledby="letter-${i}"><h2 id="letter-${i}">${letter}</h2>${nameIndex(some)}</section>`)}</div>`
}
</div>`,
  })
}

/** Letters in order, what begins with none last; within a letter in order of the alphabet. */
function byLetter(names: readonly NameRow[]): readonly (readonly [string, readonly NameRow[]])[] {
  const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
  const groups = Map.groupBy(names, ({ name }) => letterOf(name))
  return [...groups]
    .sort(([a], [b]) => Number(a === OTHERS) - Number(b === OTHERS) || collator.compare(a, b))
    .map(([letter, some]) => [letter, some.toSorted((a, b) => collator.compare(a.name, b.name))])
}

/** É is found under E. */
function letterOf(name: string): string {
  const [first = ''] = name.trim().normalize('NFD').toUpperCase()
  return /\p{Lu}/u.test(first) ? first : OTHERS
}
