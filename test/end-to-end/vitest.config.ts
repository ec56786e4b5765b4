import { defineConfig } from 'vitest/config'

/** `npm run e2e`: the daemon as a process, the page in a real browser, the packed package. Needs no privileges. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/end-to-end/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
