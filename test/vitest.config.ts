import { defineConfig } from 'vitest/config'
import { compileCache } from '../src/net/compile-cache.ts'

/**
 * `npm test`: everything that needs neither privileges nor a network. The tests that need a browser, a packed tarball or network
 * namespaces have configurations of their own (end-to-end/, lab/).
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lab/**', 'test/end-to-end/**'],
    // processes, not threads: the evaluator starts and kills worker threads of its own
    pool: 'forks',
    // all processors: by default one is left free, which on a machine of two is half
    maxWorkers: '100%',
    // for the programs and threads that tests start: each would strip the same types
    env: { ...compileCache },
    // a busy machine with two cores may be slow, the more so where threads of ours let others go first; a test that hangs must still end
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
