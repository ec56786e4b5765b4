import { defineConfig } from 'vitest/config'

/** `npm run lab`: real clients against a running wpadd, in network namespaces. One lab at a time, one client at a time. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/lab/**/*.test.ts'],
    globalSetup: ['test/lab/open-lab.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
