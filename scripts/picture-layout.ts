/** Runs of text → an SVG picture of a chat message: wrapped by the usual widths of a sans-serif face, so that no browser is needed to make it. */

export type Run = {
  readonly text: string
  readonly bold?: boolean
  readonly italic?: boolean
  readonly small?: boolean
  readonly colour?: string
}
/** A paragraph of runs; `bar`: set off by a vertical line, as quotations are. `gap`: px of space before it. */
export type Paragraph = { readonly runs: readonly Run[]; readonly bar?: boolean; readonly indent?: number; readonly gap?: number }
export type Look = {
  readonly background: string
  readonly text: string
  readonly faint: string
  readonly bar: string
  readonly button: { readonly fill: string; readonly stroke: string; readonly text: string }
  readonly avatar: string
}
export type Picture = {
  readonly look: Look
  readonly name: string
  readonly badge: string
  /** What was typed, above the answer. */
  readonly asked: string
  readonly paragraphs: readonly Paragraph[]
  readonly buttons: readonly string[]
}

const WIDTH = 760
const LEFT = 64
const RIGHT = 24
const SIZE = 15
const SMALL = 12.5
const LEADING = 1.45
const BUTTON = { height: 30, gap: 8, padding: 12 }
const FACE = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"

/** Share of the size that a character takes in Helvetica, by its kind: near enough to break lines with some room left. */
function widthOf(text: string, size: number, bold: boolean): number {
  let width = 0
  for (const character of text) {
    if (/[ilj.,:;'!|’‘·]/.test(character)) width += 0.27
    else if (/[ftrI()[\]\-"“” ]/.test(character)) width += 0.34
    else if (/[mwMW%@—█]/.test(character)) width += 0.87
    else if (/[A-Z&]/.test(character)) width += 0.69
    else if (/[\u1100-\uffff]|\p{Emoji_Presentation}/u.test(character)) width += 1.1
    else width += 0.556
  }
  return width * size * (bold ? 1.07 : 1.02)
}

export function svgOf(picture: Picture): string {
  const parts: string[] = []
  let y = 34
  parts.push(text(LEFT, y, picture.name, { size: SIZE, bold: true, fill: picture.look.text }))
  const badgeAt = LEFT + widthOf(picture.name, SIZE, true) + 10
  parts.push(
    `<rect x="${round(badgeAt)}" y="${y - 12}" width="36" height="16" rx="3" fill="${picture.look.button.stroke}"/>`,
    text(badgeAt + 6, y, picture.badge, { size: 10.5, bold: true, fill: picture.look.background }),
    text(badgeAt + 48, y, picture.asked, { size: SMALL, fill: picture.look.faint }),
  )
  for (const paragraph of picture.paragraphs) y = drawParagraph(parts, paragraph, picture.look, y)
  y = drawButtons(parts, picture, y)
  const height = Math.ceil(y + 20)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="${FACE}">`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="${picture.look.background}"/>`,
    `<rect x="16" y="18" width="36" height="36" rx="8" fill="${picture.look.avatar}"/>`,
    text(27, 42, 'N', { size: 18, bold: true, fill: '#ffffff' }),
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

function drawParagraph(parts: string[], paragraph: Paragraph, look: Look, top: number): number {
  const indent = LEFT + (paragraph.indent ?? 0) + (paragraph.bar ? 14 : 0)
  let y = top + (paragraph.gap ?? 0)
  const first = y
  for (const line of wrapped(paragraph.runs, WIDTH - RIGHT - indent)) {
    const size = Math.max(...line.map((run) => (run.small ? SMALL : SIZE)), SMALL)
    y += size * LEADING
    const spans = line.map((run) => {
      const weight = run.bold ? ' font-weight="700"' : ''
      const slant = run.italic ? ' font-style="italic"' : ''
      return `<tspan font-size="${run.small ? SMALL : SIZE}" fill="${run.colour ?? look.text}"${weight}${slant}>${xml(run.text)}</tspan>`
    })
    parts.push(`<text x="${round(indent)}" y="${round(y)}" xml:space="preserve">${spans.join('')}</text>`)
  }
  if (paragraph.bar)
    parts.push(`<rect x="${LEFT}" y="${round(first + 5)}" width="4" height="${round(y - first)}" rx="2" fill="${look.bar}"/>`)
  return y
}

function drawButtons(parts: string[], { buttons, look }: Picture, top: number): number {
  if (buttons.length === 0) return top
  let x = LEFT
  let y = top + 16
  for (const label of buttons) {
    const width = widthOf(label, 13, true) + BUTTON.padding * 2
    if (x + width > WIDTH - RIGHT && x > LEFT) {
      x = LEFT
      y += BUTTON.height + BUTTON.gap
    }
    parts.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${BUTTON.height}" rx="5" fill="${look.button.fill}" stroke="${look.button.stroke}"/>`,
      text(x + BUTTON.padding, y + 20, label, { size: 13, bold: true, fill: look.button.text }),
    )
    x += width + BUTTON.gap
  }
  return y + BUTTON.height
}

/** Breaks at spaces; a word may change its look inside. */
function wrapped(runs: readonly Run[], width: number): Run[][] {
  const lines: Run[][] = [[]]
  let used = 0
  for (const run of runs)
    for (const word of run.text.split(/(?<= )/)) {
      const wide = widthOf(word, run.small ? SMALL : SIZE, run.bold === true)
      if (used + widthOf(word.trimEnd(), run.small ? SMALL : SIZE, run.bold === true) > width && used > 0) {
        lines.push([])
        used = 0
      }
      lines.at(-1)?.push({ ...run, text: word })
      used += wide
    }
  return lines.map(joined)
}

/** Neighbours of one look as one run. */
function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = []
  for (const run of runs) {
    const last = found.at(-1)
    const same = last && last.bold === run.bold && last.italic === run.italic && last.small === run.small && last.colour === run.colour
    if (same) found[found.length - 1] = { ...last, text: last.text + run.text }
    else found.push(run)
  }
  return found
}

function text(
  x: number,
  y: number,
  content: string,
  { size, bold, fill }: { readonly size: number; readonly bold?: boolean; readonly fill: string },
): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}"${bold ? ' font-weight="700"' : ''} fill="${fill}">${xml(content)}</text>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function xml(content: string): string {
  return content.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character)
}
