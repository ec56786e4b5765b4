import { defineConfig } from 'vitest/config'
import { compileCache } from '../../src/net/compile-cache.ts'

/** `npm run e2e`: the daemon as a process, the page in a real browser, the packed package. Needs no privileges. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/end-to-end/**/*.test.ts'],
    pool: 'forks',
    // two at a time: what a file has started waits for much of the time
    maxWorkers: 2,
    env: { ...compileCache },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
