/** The README's pictures show what the adapters send now. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PICTURES, pictures } from '../../scripts/pictures.ts'

test('the pictures are drawn from the payloads of today; else run: npm run pictures -- --write', async () => {
  const drawn = await pictures()
  expect([...drawn.keys()]).toEqual(['slack-answer.svg', 'discord-answer.svg', 'slack-digest.svg', 'discord-digest.svg'])
  for (const [name, svg] of drawn) {
    expect(readFileSync(join(PICTURES, name), 'utf8'), name).toBe(svg)
    expect(svg).toContain(name.includes('answer') ? '799 euros' : 'Digest 1')
    expect(svg).toContain('Evidence')
  }
})
