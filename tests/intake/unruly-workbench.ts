/** A workbench whose work misbehaves as it is told to by what it is sent. */

import { serveWorkshop } from '../../src/intake/workbench-loop.ts'
import type { Opened } from '../../src/intake/workshop.ts'

const said = (reason: string): Opened => ({ kind: 'neither', reason })

serveWorkshop((bytes) => {
  const what = Buffer.from(bytes).toString()
  if (what === 'loop') for (;;);
  // No statement ends: only what looks into the matcher itself can break it off.
  if (what === 'regex') return said(String(/^(a+)+$/.test(`${'a'.repeat(60)}b`)))
  if (what === 'hoard') for (const kept: unknown[] = []; ; ) kept.push({ kept: kept.length })
  // In one native step: in a thread this ends the whole program.
  if (what === 'split') return said(String(Array.from({ length: 20 }, () => '<a>'.repeat(6_600_000).split('')).length))
  if (what === 'deep') return nested(0)
  if (what === 'throw') throw new RangeError('this cannot be read')
  if (what === 'exit') process.exit(3)
  if (what === 'secrets') return said(Object.keys(process.env).join(' '))
  if (what === 'write') process.getBuiltinModule('node:fs').writeFileSync('/tmp/newsdesk-workbench', what)
  if (what === 'print') console.log('printed')
  return said(what)
})

function nested(depth: number): Opened {
  const { reason } = nested(depth + 1) as { reason: string }
  return said(`${reason}${depth}`)
}
