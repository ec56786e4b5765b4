import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule, RELEASE_SYNC } from 'quickjs-emscripten'
import type { SandboxClock } from './clock.ts'
import { WhoAsks } from './who-asks.ts'

const PAGES_A_MIB = 16
/** Where `tm_gmtoff`, the zone's distance from UTC in seconds, lies in emscripten's `struct tm`. */
const TM_GMTOFF = 36

type Loader = Extract<Awaited<ReturnType<typeof RELEASE_SYNC.importModuleLoader>>, (...args: never[]) => unknown>

/** One instance of QuickJS, and the memory that it lives in. */
export interface Engine {
  readonly module: QuickJSWASMModule
  readonly memory: WebAssembly.Memory
  /** Has to learn from a context; then dates are right around a change of clocks, too. */
  readonly whoAsks: WhoAsks
  /** Whether it has asked for more memory than it may have. */
  readonly wasRefused: () => boolean
}

/**
 * Opens an instance. `setMemoryLimit` does not bound it (quickjs-emscripten 0.32), so its memory itself has a maximum.
 *
 * Its clock and time zone are the sandbox's, not this host's. QuickJS compiled by emscripten learns both from two functions that
 * are imported into the WebAssembly instance, and only from them: one gives the milliseconds since 1970, the other fills a C
 * `struct tm` for a moment, of which QuickJS reads `tm_gmtoff` alone. Replacing the two is exact, costs a script nothing, and
 * leaves `Date` as the engine's own. `Math.random` is seeded from the same clock while a context is made, and so with a constant:
 * a script draws the same numbers each time, which a verdict that can be replayed needs.
 */
export async function openEngine(code: WebAssembly.Module, clock: SandboxClock, memoryMb: number): Promise<Engine> {
  const memory = new WebAssembly.Memory({ initial: 16 * PAGES_A_MIB, maximum: memoryMb * PAGES_A_MIB })
  const whoAsks = new WhoAsks()
  let refused = false
  // emscripten's own grow keeps the refusal to itself, and a script may catch what comes of it
  memory.grow = (pages) => {
    try {
      return WebAssembly.Memory.prototype.grow.call(memory, pages)
    } catch (error) {
      refused = true
      throw error
    }
  }
  const variant = newVariant(RELEASE_SYNC, {
    emscriptenModule: {
      wasmMemory: memory,
      instantiateWasm(imports, onSuccess) {
        const instance = new WebAssembly.Instance(code, withClock(imports, clock, memory, whoAsks))
        onSuccess(instance)
        return instance.exports
      },
    },
  })
  const module = await newQuickJSWASMModuleFromVariant({ ...variant, importModuleLoader: () => withFastText(variant) })
  return { module, memory, whoAsks, wasRefused: () => refused }
}

// emscripten writes and measures text a character at a time; a batch of visits is some kilobytes
async function withFastText(variant: typeof RELEASE_SYNC): Promise<Loader> {
  const load = (await variant.importModuleLoader()) as Loader
  const encoder = new TextEncoder()
  return async (options) => {
    const module = await load(options)
    module.lengthBytesUTF8 = Buffer.byteLength
    module.stringToUTF8 = (text, at, most = Number.POSITIVE_INFINITY) => {
      const { written } = encoder.encodeInto(text, module.HEAPU8.subarray(at, Math.min(at + most - 1, module.HEAPU8.length)))
      module.HEAPU8[at + written] = 0
    }
    return module
  }
}

// emscripten shortens the names of imports, so the two are known by their text; each must be there once
function withClock(
  imports: WebAssembly.Imports,
  clock: SandboxClock,
  memory: WebAssembly.Memory,
  whoAsks: WhoAsks,
): WebAssembly.Imports {
  const changed: WebAssembly.Imports = {}
  const replaced = { now: 0, localTime: 0 }
  for (const [space, members] of Object.entries(imports)) {
    const copy = { ...members }
    for (const [name, member] of Object.entries(members)) {
      if (typeof member !== 'function') continue
      const text = String(member)
      if (/^\(\)\s*=>\s*Date\.now\(\)$/.test(text)) {
        replaced.now++
        copy[name] = () => {
          clock.asked = true
          return clock.now
        }
      } else if (text.includes('getTimezoneOffset') && text.includes('getSeconds')) {
        replaced.localTime++
        copy[name] = (seconds: bigint, tm: number) => {
          clock.asked = true
          whoAsks.hear()
          const offset = clock.offsetAt(Number(seconds) * 1000, whoAsks.isLocal)
          new DataView(memory.buffer).setInt32(tm + TM_GMTOFF, offset, true)
        }
      }
    }
    changed[space] = copy
  }
  if (replaced.now !== 1 || replaced.localTime !== 1)
    throw new Error(`the engine's clock is not where it was: ${JSON.stringify(replaced)} (another quickjs-emscripten?)`)
  return changed
}

let compiled: WebAssembly.Module | undefined

/**
 * The engine's code, compiled once for all threads: V8 compiles a function for speed when it has run for a while, and what one worker
 * has warmed up so serves the next.
 *
 * V8 13.6 (Node 24) may free such shared machine code while a thread that has just started still calls it, and then ends the whole
 * process: "Check failed: jit_page.has_value()", from `Runtime_TierUpWasmToJSWrapper`. So V8 does not collect the code of WebAssembly
 * here: what is no longer used of one engine's slower code, about a megabyte, is kept until the engine goes.
 */
export function engineCode(): WebAssembly.Module {
  if (compiled === undefined) {
    setFlagsFromString('--no-wasm-code-gc')
    const fromPackage = createRequire(import.meta.resolve('quickjs-emscripten'))
    compiled = new WebAssembly.Module(readFileSync(fromPackage.resolve('@jitl/quickjs-wasmfile-release-sync/wasm')))
  }
  return compiled
}
