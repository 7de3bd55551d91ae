/** Properties try the same examples in every run, so that a green main stays green; `SEED=random npx vitest run …`, or a number, tries others. */
import fc from 'fast-check'

const FIXED = 20_261_128
const { SEED } = process.env

fc.configureGlobal({ seed: SEED === undefined ? FIXED : SEED === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(SEED) })
