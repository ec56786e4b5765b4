import { globSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askDhcp, askName, getPac } from '../support/ask.ts'
import { type Configured, configured } from '../support/configured.ts'
import { type Build, build, readContainerfile, wordsOf } from '../support/containerfile.ts'
import { root, run, type Said, start } from '../support/program.ts'

const instructions = readContainerfile(readFileSync(join(root, 'Containerfile'), 'utf8'))
const needsImage = (step: string) => step.startsWith('apt-get')

// npm by the pinned Node, as in the image; what the registry has given before is taken from the cache
const env = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), npm_config_prefer_offline: 'true' }

let folder: ReturnType<typeof mkdtempDisposableSync>
let built: Build
let config: Configured

beforeAll(async () => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-image-'))
  config = await configured()
  built = await build(instructions, { context: root, into: folder.path, skips: needsImage, env })
}, 300_000)

afterAll(() => {
  config?.[Symbol.dispose]()
  folder?.remove()
})

/** The image's paths, in the folder that stands for it. */
function here(words: readonly string[]): string[] {
  return words.map((word) =>
    word.replace(/^\/opt\/wpadd/, join(built.last.folder, 'opt/wpadd')).replace('/etc/wpadd/wpadd.yaml', config.file),
  )
}

const command = (word: string) => here(wordsOf(instructions, word))
const bin = () => join(built.last.workdir, 'node_modules/.bin/wpadd')
const installed = (...words: string[]): Promise<Said> => run(bin(), words, { env, cwd: folder.path })

it('the image is made by the steps that ran here, but for the one that needs the image', () => {
  const steps = instructions.filter(({ word }) => word === 'RUN').map(({ rest }) => rest)
  expect(steps.filter((step) => !needsImage(step))).toEqual(built.ran)
  expect(steps.filter(needsImage)).toHaveLength(1)
  expect(steps.find(needsImage)).toContain('setcap cap_net_bind_service=+ep')
  expect(built.ran.map((step) => step.split(' ').slice(0, 2).join(' '))).toEqual([
    'npm ci',
    'cp package-lock.json',
    'npm install',
  ])
})

it('the image runs as an ordinary user, is asked for its health, and is ended by SIGTERM', () => {
  const last = (name: string) => instructions.findLast(({ word }) => word === name)?.rest
  expect(last('USER')).toBe('node')
  expect(last('STOPSIGNAL')).toBe('SIGTERM')
  expect(last('EXPOSE')).toBe('53/udp 53/tcp 67/udp 80/tcp')
  expect(last('HEALTHCHECK')).toContain('CMD ["wpadd", "health"')
})

it('the image has the packages of the lock file, in the versions of the lock file, and no others', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages as Record<
    string,
    { version: string; dev?: boolean; optional?: boolean; devOptional?: boolean }
  >
  const needed = Object.entries(lock).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
  )
  const modules = join(built.last.workdir, 'node_modules')
  const found = globSync('**/node_modules/{*,@*/*}/package.json', { cwd: built.last.workdir })
    .map((file) => JSON.parse(readFileSync(join(built.last.workdir, file), 'utf8')) as { name: string; version: string })
    .filter(({ name }) => name !== 'wpadd')
    .map(({ name, version }) => `${name} ${version}`)
  expect(modules).toContain('opt/wpadd')
  expect(found.sort()).toEqual(needed.map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`).sort())
})

it('the package holds what runs, and no source, test or build script', () => {
  const files = globSync('**/*', { cwd: join(built.last.workdir, 'node_modules/wpadd'), exclude: ['node_modules'] })
  expect(files).toEqual(
    expect.arrayContaining(['dist/main.js', 'pac/examples/office.pac', 'deploy/wpadd.service', 'README.md', 'LICENSE']),
  )
  expect(files.filter((file) => /^(src|test|\.ci)\/|^deploy\/build\.ts$|(?<!\.d)\.ts$/.test(file))).toEqual([])
})

it('what a browser loads is in the package as it is in the source', () => {
  const assets = globSync('src/**/*.{css,js,svg,png,ico,html,txt}', { cwd: root })
  expect(assets.length).toBeGreaterThan(0)
  for (const asset of assets) {
    const packed = join(built.last.workdir, 'node_modules/wpadd', asset.replace(/^src/, 'dist'))
    expect(readFileSync(packed)).toEqual(readFileSync(join(root, asset)))
  }
})

it('the bin says its version and its help', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(await installed('--version')).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
  expect(await installed('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: wpadd') })
  expect(await installed('serv')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean serve?') })
})

it('the bin checks a configuration', async () => {
  expect(await installed('check', '--config', config.file)).toMatchObject({ code: 0, err: '' })
  writeFileSync(join(config.folder, 'wrong.yaml'), 'sites: []\n')
  expect(await installed('check', '--config', join(config.folder, 'wrong.yaml'))).toMatchObject({ code: 1 })
})

it('the bin evaluates a PAC', async () => {
  const said = await installed('eval', join(config.folder, 'office.pac'), 'http://www.example.org/', '--json')
  expect(said).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(said.out)).toMatchObject({ verdict: { kind: 'answered', raw: 'PROXY first.example.com:3128' } })
})

it('the demonstration of the installed package answers by HTTP, DNS and DHCP', async () => {
  await using program = start(bin(), ['serve'], { env, cwd: folder.path })
  await program.prints(/sign-in\?token=/)
  expect(await getPac(8080)).toContain('FindProxyForURL')
  expect(await askName(5300, 'wpad.branch.example.com')).toEqual(['127.0.0.1'])
  expect(await askDhcp(6767)).toBe('http://127.0.0.1:8080/wpad.dat')
  expect(await installed('health')).toMatchObject({ code: 0 })
  program.child.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
})

it("the image's entry point serves, and its health check is content, with nothing but its own PATH", async () => {
  const [node, ...words] = [...command('ENTRYPOINT'), ...command('CMD')]
  const path = instructions.findLast(({ word }) => word === 'ENV')?.rest.match(/PATH=(\S+)/)?.[1]
  expect(node).toBe('node')
  await using program = start(process.execPath, words, { cwd: folder.path })
  await program.prints(/"ready: /)
  const imagePath = here([path!.replace('$PATH', '')])[0]!.replace(/:$/, '')
  const [wpadd, ...health] = command('HEALTHCHECK')
  const check = () => run('/usr/bin/env', [`PATH=${imagePath}:${env.PATH}`, wpadd!, ...health], { cwd: folder.path })
  expect(await check()).toMatchObject({ code: 0 })
  program.child.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(await check()).toMatchObject({ code: 1 })
})
