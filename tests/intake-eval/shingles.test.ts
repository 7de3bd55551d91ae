import { expect, test } from 'vitest'
import { agreement, scoresOf, spreadOf } from './shingles.ts'

test('runs of four words, counted as often as they stand', () => {
  expect(agreement('a b c d e', 'a b c d e')).toEqual({ tp: 1, fp: 0, fn: 0 })
  // abcd is found, bcde missed, bcdx too much.
  expect(agreement('a b c d e', 'a b c d x')).toEqual({ tp: 1 / 3, fp: 1 / 3, fn: 1 / 3 })
  expect(agreement('a b c d', 'a b c d a b c d')).toEqual({ tp: 1 / 5, fp: 4 / 5, fn: 0 })
  expect(agreement('one two', 'one, two!')).toEqual({ tp: 1, fp: 0, fn: 0 })
  expect(agreement('', '')).toEqual({ tp: 0, fp: 0, fn: 0 })
  expect(agreement('नमस्ते', 'नमस्ते').tp).toBe(1)
})

test('F1 of the means, not the mean of F1; a page with nothing found counts against recall alone', () => {
  const pages = [agreement('a b c d', 'a b c d'), agreement('a b c d', '')]
  expect(scoresOf(pages)).toEqual({ f1: 2 / 3, precision: 1, recall: 0.5 })
  expect(spreadOf(pages, 20)).toEqual(spreadOf(pages, 20))
})
