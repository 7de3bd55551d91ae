/** Closes a run with `N passed, N failed, N skipped` alone on a line, so that anyone (or any script) reads the outcome off the last line. */
import type { Reporter, TestModule } from 'vitest/node'

export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }
type Module = Pick<TestModule, 'state'> & { readonly children: { allTests(): Iterable<{ result(): { readonly state: string } }> } }

/** A file that failed without a failed test (it could not be loaded), and an error outside every test, count as one failure each. */
export function tallyOf(modules: Iterable<Module>, errorsOutsideTests: number): Tally {
  let passed = 0
  let failed = errorsOutsideTests
  let skipped = 0
  for (const module of modules) {
    const before = failed
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed++
      else if (state === 'skipped') skipped++
      // A test still pending at the end of the run was cut off: it did not pass.
      else failed++
    }
    if (module.state() === 'failed' && failed === before) failed++
  }
  return { passed, failed, skipped }
}

export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    process.stdout.write(`\n${closingLine(tallyOf(modules, errors.length))}\n`)
  }
}
