import { fileURLToPath } from 'node:url'

/**
 * A part of the environment for threads of this program: where Node keeps what it has made of their modules (NODE_COMPILE_CACHE).
 * In a checkout they are TypeScript, and the stripper of types takes 8 MB of each thread that it has to be started in, and a
 * few hundred milliseconds; with the folder a thread reads the JavaScript that an earlier one left. The folder is trusted as much as
 * the packages beside it. Where it cannot be written, each thread strips for itself. A package has JavaScript, and needs none.
 */
export const compileCache: Readonly<Record<string, string>> = import.meta.url.endsWith('.ts')
  ? { NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/wpadd', import.meta.url)) }
  : {}
