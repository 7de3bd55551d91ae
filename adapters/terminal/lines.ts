/** Lines of a stream of bytes, however long and in whatever encoding: a line past the bound is cut, never kept whole. */

/** `number` counts from 1. `cut`: the line was longer than the bound. `valid`: it was UTF-8. */
export type Line = { readonly text: string; readonly number: number; readonly cut: boolean; readonly valid: boolean }

export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>, maxBytes: number): AsyncGenerator<Line> {
  let kept: Buffer[] = []
  let bytes = 0
  let cut = false
  let number = 0
  const take = (piece: Buffer): void => {
    const room = maxBytes - bytes
    if (piece.length > room) cut = true
    if (room > 0) kept.push(piece.subarray(0, room))
    bytes += Math.min(piece.length, Math.max(0, room))
  }
  const end = (): Line => {
    number++
    const line = decoded(Buffer.concat(kept), number, cut)
    kept = []
    bytes = 0
    cut = false
    return line
  }
  for await (const chunk of chunks) {
    const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let from = 0
    for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, from)) {
      take(buffer.subarray(from, at))
      yield end()
      from = at + 1
    }
    if (from < buffer.length) take(buffer.subarray(from))
  }
  if (kept.length > 0) yield end()
}

function decoded(bytes: Buffer, number: number, cut: boolean): Line {
  const text = bytes.toString('utf8')
  // Cutting may have split a character; that is not the sender's fault.
  const valid = cut || Buffer.from(text, 'utf8').equals(bytes)
  return { text: (number === 1 ? text.replace(/^\uFEFF/, '') : text).replace(/\r$/, ''), number, cut, valid }
}
