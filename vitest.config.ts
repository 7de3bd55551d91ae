import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/properties.ts'],
    reporters: ['default', './tests/reporter.ts'],
    // Many of these tests wait for processes and sockets: on two cores, one worker would leave the machine idle half the time.
    maxWorkers: '100%',
    // Generous, because the only thing a time limit here should catch is a hang, not a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
