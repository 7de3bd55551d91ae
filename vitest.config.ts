import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/properties.ts'],
    reporters: ['default', './tests/reporter.ts'],
    // Generous, because the only thing a time limit here should catch is a hang, not a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
