/** Habits of the code: what its lines may not say, and where. */
import { codeLines, notEmpty, type SourceFile } from './tree.ts'

/** Lines of the files that match; `except` names files for which the rule is not made. */
function lines(check: string, files: readonly SourceFile[], pattern: RegExp, why: string, except: readonly string[] = []): string[] {
  const faults = notEmpty(files, check)
  for (const file of files) {
    if (except.includes(file.path)) continue
    for (const { number, code } of codeLines(file)) if (pattern.test(code)) faults.push(`${file.path}:${number}: ${why}`)
  }
  return faults
}

/** `now` is passed in, so that every answer can be asked again. `files`: those of src/. */
export function clocks(files: readonly SourceFile[]): string[] {
  const reads = /\bDate\.now\b|\bnew Date(?:\(\s*\)|(?![\w$(]))|\bDate\(\s*\)|\bperformance\.(?:now|timeOrigin)\b|\bprocess\.hrtime\b/
  return lines('clocks', files, reads, 'reads the clock; take `now` as an argument', ['src/main.ts'])
}

/** A platform's needs are met in its adapter, not by asking which it is. */
export function platformBranches(files: readonly SourceFile[]): string[] {
  return lines(
    'platforms',
    files,
    /\bplatform\b\s*[=!]==?|[=!]==?\s*(?:\w+\.)*platform\b/,
    'asks which platform it is on; that is the adapter’s to know',
  )
}

export function consoles(files: readonly SourceFile[]): string[] {
  return lines('console', files, /\bconsole\s*[.[]/, 'writes to the console; use src/log.ts', ['src/main.ts', 'src/log.ts'])
}

/** Work left undone belongs into an issue. Comments are read too: that is where it stands. */
export function leftovers(files: readonly SourceFile[]): string[] {
  const faults = notEmpty(files, 'leftovers')
  const mark = new RegExp(`\\b(?:${'TO' + 'DO'}|${'FIX' + 'ME'})\\b|\\b(?:XXX|HACK):`)
  for (const file of files) {
    for (const [i, line] of file.text.split('\n').entries())
      if (mark.test(line)) faults.push(`${file.path}:${i + 1}: leaves work for later`)
  }
  return faults
}

/** A swallowed error is a fault that nobody hears of. */
export function swallowed(files: readonly SourceFile[]): string[] {
  const faults = notEmpty(files, 'swallowed errors')
  for (const file of files) {
    const text = codeLines(file)
      .map(({ code }) => code)
      .join('\n')
    for (const match of text.matchAll(/\bcatch\s*(?:\([^)]*\)\s*)?\{\s*\}|\.catch\(\s*\(\s*\w*\s*\)\s*=>\s*\{\s*\}\s*\)/g)) {
      faults.push(`${file.path}:${text.slice(0, match.index).split('\n').length}: swallows an error`)
    }
  }
  return faults
}
