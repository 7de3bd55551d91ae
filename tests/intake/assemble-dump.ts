/** Page dumps put together of whole articles, in several layouts, to measure where the importer cuts. */
export type Piece = { readonly title: string; readonly paragraphs: readonly string[] }
export type Layout = 'headlines' | 'bylines' | 'list' | 'dates'
export const LAYOUTS: readonly Layout[] = ['headlines', 'bylines', 'list', 'dates']

const NAMES = ['Ida Berg', 'Tomas Okonjo', 'Wen Lihua', 'Maria van der Berg', 'Raj Pillai']
const STOCK = ['Background', 'What happens next', 'Why it matters', 'The numbers', 'Costs and benefits', 'Looking ahead']

/** A small seeded generator: the same dumps at every run. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x80000000
  }
}

export function assemble(pieces: readonly Piece[], layout: Layout, random: () => number): string {
  const list = layout === 'list' ? ['The Sample Courier – Latest News', '', ...pieces.map((piece) => piece.title), ''] : []
  const parts = pieces.flatMap((piece, i) => [
    ...headOf(piece, layout, i),
    ...withSubheadings(piece.paragraphs, random).flatMap((text) => [text, '']),
    ...footOf(pieces, layout, i),
  ])
  return [...list, ...parts].join('\n')
}

function headOf(piece: Piece, layout: Layout, i: number): string[] {
  const name = NAMES[i % NAMES.length] ?? ''
  const day = `March ${1 + (i % 28)}, 2021`
  if (layout === 'headlines') return [piece.title, '']
  if (layout === 'bylines') return [piece.title, '', `By ${name} | ${day} 9:00 am EST`, '', 'Photo: Ola Lind', '']
  if (layout === 'dates') return [piece.title, `Published: 2021-03-${String(1 + (i % 28)).padStart(2, '0')} 09:00 GMT`, '']
  return ['', `By ${name} / ${day} 06:27 PM / World`, '', 'Photo: Agency', '']
}

function footOf(pieces: readonly Piece[], layout: Layout, i: number): string[] {
  const other = pieces[(i + 2) % pieces.length]?.title ?? ''
  if (layout === 'bylines' && i % 2 === 0) return [`Related: ${other}`, '']
  return layout === 'list' ? ['Contact reporter (', ''] : []
}

function withSubheadings(paragraphs: readonly string[], random: () => number): string[] {
  return paragraphs.flatMap((text, i) =>
    i >= 2 && i < paragraphs.length - 1 && random() < 0.15 ? [STOCK[Math.floor(random() * STOCK.length)] ?? '', text] : [text],
  )
}
