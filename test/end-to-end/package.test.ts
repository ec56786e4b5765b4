import { globSync, mkdirSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examplesOf } from '../repository/documents.ts'
import { askDhcp, askName, getPac } from '../support/ask.ts'
import { type Configured, configured } from '../support/configured.ts'
import { type Build, build, readContainerfile, wordsOf } from '../support/containerfile.ts'
import { root, run, type Said, start } from '../support/program.ts'

const instructions = readContainerfile(readFileSync(join(root, 'Containerfile'), 'utf8'))
const needsImage = (step: string) => step.startsWith('apt-get')

// npm by the pinned Node, as in the image; what the registry has given before is taken from the cache
const env = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), npm_config_prefer_offline: 'true' }

let folder: ReturnType<typeof mkdtempDisposableSync>
let image: Build
let config: Configured

beforeAll(async () => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-package-'))
  config = await configured()
  image = await build(instructions, { context: root, into: folder.path, skips: needsImage, env })
}, 300_000)

afterAll(() => {
  config?.[Symbol.dispose]()
  folder?.remove()
})

/** The strictest compiler settings that a user of the library may have, with the types of Node and no others. */
const strictly = (files: readonly string[]) => ({
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  },
  files,
})

/** Every file below a folder but what npm put there. */
const filesOf = (cwd: string) => globSync('**/*', { cwd, exclude: ['node_modules'] })

describe('the image', () => {
  /** The image's paths, in the folder that stands for it. */
  function here(words: readonly string[]): string[] {
    const opt = join(image.last.folder, 'opt/wpadd')
    return words.map((word) => word.replace(/^\/opt\/wpadd/, opt).replace('/etc/wpadd/wpadd.yaml', config.file))
  }

  it('is made by the steps that ran here, but for the one that needs an image', () => {
    const steps = instructions.filter(({ word }) => word === 'RUN').map(({ rest }) => rest)
    expect(steps.filter((step) => !needsImage(step))).toEqual(image.ran)
    expect(steps.filter(needsImage)).toEqual([expect.stringContaining('setcap cap_net_bind_service=+ep')])
    expect(image.ran.map((step) => step.split(' ').slice(0, 2).join(' '))).toEqual(['npm ci', 'npm pack', 'npm ci'])
  })

  it('runs as an ordinary user, is asked for its health, and is ended by SIGTERM', () => {
    const last = (name: string) => instructions.findLast(({ word }) => word === name)?.rest
    expect(last('USER')).toBe('node')
    expect(last('STOPSIGNAL')).toBe('SIGTERM')
    expect(last('EXPOSE')).toBe('53/udp 53/tcp 67/udp 80/tcp')
    expect(last('HEALTHCHECK')).toContain('CMD ["wpadd", "health"')
  })

  it('has the packages that run, in the versions of the lock file, and no others', () => {
    type Entry = { version: string; dev?: boolean; optional?: boolean; devOptional?: boolean }
    const lock: Record<string, Entry> = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    const needed = Object.entries(lock)
      .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
      .map(([path, { version }]) => `${path} ${version}`)
    const installed = globSync('**/node_modules/{[!@.]*,@*/*}/package.json', { cwd: image.last.workdir }).map((file) =>
      [dirname(file), JSON.parse(readFileSync(join(image.last.workdir, file), 'utf8')).version].join(' '),
    )
    expect(installed.sort()).toEqual(needed.sort())
  })

  it('holds what runs, and no source, test or build script', () => {
    const files = filesOf(image.last.workdir)
    expect(files).toEqual(expect.arrayContaining(['dist/main.js', 'pac/examples/office.pac', 'deploy/wpadd.service', 'LICENSE']))
    expect(files.filter((file) => /^(src|test|\.ci)\/|^deploy\/build\.ts$|(?<!\.d)\.ts$|\.tgz$/.test(file))).toEqual([])
  })

  it('serves by its entry point and command, and is healthy by its health check', async () => {
    const [node, ...words] = here([...wordsOf(instructions, 'ENTRYPOINT'), ...wordsOf(instructions, 'CMD')])
    expect(node).toBe('node')
    await using program = start(process.execPath, words, { cwd: folder.path })
    await program.prints(/"ready: /)
    const path = /PATH=([^:]+):\$PATH/.exec(instructions.findLast(({ word }) => word === 'ENV')?.rest ?? '')?.[1] ?? ''
    const check = () =>
      run('/usr/bin/env', [`PATH=${here([path])[0]}:${env.PATH}`, ...here(wordsOf(instructions, 'HEALTHCHECK'))], {
        cwd: folder.path,
      })
    expect(await check()).toMatchObject({ code: 0 })
    program.child.kill('SIGTERM')
    expect(await program.ended).toEqual({ code: 0, signal: null })
    expect(await check()).toMatchObject({ code: 1 })
  })
})

describe('the package', () => {
  let prefix: string
  const installed = (...words: string[]): Promise<Said> =>
    run(join(prefix, 'node_modules/.bin/wpadd'), words, { env, cwd: folder.path })

  // as deploy/README.md says it
  beforeAll(async () => {
    prefix = join(folder.path, 'prefix')
    mkdirSync(prefix)
    const [tarball] = globSync('stage-0/build/wpadd-*.tgz', { cwd: folder.path })
    const said = await run('npm', ['install', '--prefix', prefix, '--omit=optional', join(folder.path, tarball!)], {
      env,
    })
    expect(said, said.err).toMatchObject({ code: 0 })
  }, 300_000)

  it('is installed where the systemd unit starts it, without a Node of its own', () => {
    const unit = readFileSync(join(root, 'deploy/wpadd.service'), 'utf8')
    const [, main] = /^ExecStart=\S+ \/opt\/wpadd\/(\S+) serve --config/m.exec(unit) ?? []
    expect(readFileSync(join(prefix, main!), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(globSync('**/node-{linux,win}*', { cwd: prefix })).toEqual([])
  })

  it('holds what the image holds', () => {
    const lockFile = (file: string) => file !== 'package-lock.json'
    expect(filesOf(join(prefix, 'node_modules/wpadd')).sort()).toEqual(filesOf(image.last.workdir).filter(lockFile).sort())
  })

  it('has what a browser loads as it is in the source', () => {
    const assets = globSync('src/**/*.{css,js,svg,png,ico,html,txt}', { cwd: root })
    expect(assets.length).toBeGreaterThan(0)
    for (const asset of assets) {
      const packed = join(prefix, 'node_modules/wpadd', asset.replace(/^src/, 'dist'))
      expect(readFileSync(packed)).toEqual(readFileSync(join(root, asset)))
    }
  })

  it('says its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(await installed('--version')).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
    expect(await installed('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: wpadd') })
    expect(await installed('serv')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean serve?') })
  })

  it('checks a configuration', async () => {
    expect(await installed('check', '--config', config.file)).toMatchObject({ code: 0, err: '' })
    writeFileSync(join(config.folder, 'wrong.yaml'), 'sites: []\n')
    expect(await installed('check', '--config', join(config.folder, 'wrong.yaml'))).toMatchObject({ code: 1 })
  })

  it('evaluates a PAC', async () => {
    const said = await installed('eval', join(config.folder, 'office.pac'), 'http://www.example.org/', '--json')
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(said.out)).toMatchObject({ verdict: { kind: 'answered', raw: 'PROXY first.example.com:3128' } })
  })

  it('is a library too: the examples of its page are typed, and run', async () => {
    const page = readFileSync(join(root, 'docs/library.md'), 'utf8')
    const examples = examplesOf(page).filter(({ info }) => info === 'ts runnable')
    const files = examples.map(({ line }) => join(prefix, `line-${line}.mts`))
    for (const [i, file] of files.entries()) writeFileSync(file, examples[i]!.text)
    writeFileSync(join(prefix, 'tsconfig.json'), JSON.stringify(strictly(files)))
    const typed = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--project', prefix], { env })
    expect(typed).toMatchObject({ code: 0, out: '' })
    for (const file of files) expect(await run(process.execPath, [file], { env })).toMatchObject({ code: 0, out: '', err: '' })
    expect(files.length).toBeGreaterThan(3)
  })

  it('gives importers the evaluator, and nothing that may change', async () => {
    const script = `
      import { createRequire } from 'node:module'
      const require = createRequire(import.meta.url)
      const names = Object.keys(require('wpadd/evaluator'))
      const closed = await import('wpadd/dist/main.js').catch(({ code }) => code)
      console.log(JSON.stringify([names.includes('openEvaluator'), closed, require('wpadd/package.json').name]))`
    writeFileSync(join(prefix, 'imports.mjs'), script)
    const said = await run(process.execPath, [join(prefix, 'imports.mjs')], { env })
    expect(JSON.parse(said.out)).toEqual([true, 'ERR_PACKAGE_PATH_NOT_EXPORTED', 'wpadd'])
  })

  it('runs the demonstration: HTTP, DNS and DHCP answer', async () => {
    await using program = start(join(prefix, 'node_modules/.bin/wpadd'), ['serve'], { env, cwd: folder.path })
    await program.prints(/sign-in\?token=/)
    expect(await getPac(8080)).toContain('FindProxyForURL')
    expect(await askName(5300, 'wpad.branch.example.com')).toEqual(['127.0.0.1'])
    expect(await askDhcp(6767)).toBe('http://127.0.0.1:8080/wpad.dat')
    expect(await installed('health')).toMatchObject({ code: 0 })
    program.child.kill('SIGTERM')
    expect(await program.ended).toEqual({ code: 0, signal: null })
  })
})
