import { copyFileSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askDhcp } from '../support/ask.ts'
import { configText, configured } from '../support/configured.ts'
import { needs } from '../support/needs.ts'
import { main, root, run, start } from '../support/program.ts'

const systemd = 'Debian package systemd'
const unit = readFileSync(join(root, 'deploy/wpadd.service'), 'utf8')

let folder: ReturnType<typeof mkdtempDisposableSync>
beforeEach(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'wpadd-units-'))
  // the programs that the unit names need not be where they will be
  const here = unit.replace(/^ExecStart=\S+ \S+/m, `ExecStart=${process.execPath} ${main}`)
  writeFileSync(join(folder.path, 'wpadd.service'), here)
  copyFileSync(join(root, 'deploy/wpadd-dhcp-eth0.socket'), join(folder.path, 'wpadd-dhcp-eth0.socket'))
})
afterEach(() => folder.remove())

const settings = (name: string) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map((match) => match[1])

it.for(['wpadd.service', 'wpadd-dhcp-eth0.socket'])('systemd finds nothing wrong with %s', async (name, context) => {
  needs(context, 'systemd-analyze', systemd)
  const said = await run('systemd-analyze', ['verify', '--man=no', join(folder.path, name)])
  expect(said).toMatchObject({ code: 0, out: '', err: '' })
})

it('systemd rates the service as well kept in: 2 of 10 at most', async (context) => {
  needs(context, 'systemd-analyze', systemd)
  const { out } = await run('systemd-analyze', ['security', '--offline=true', '--no-pager', join(folder.path, 'wpadd.service')])
  expect(Number(/exposure level for wpadd\.service: (\d+\.\d+)/.exec(out)?.[1])).toBeLessThanOrEqual(2)
})

it('the service has one capability, and the settings that Node needs', () => {
  expect(settings('CapabilityBoundingSet')).toEqual(['CAP_NET_BIND_SERVICE'])
  expect(settings('AmbientCapabilities')).toEqual(['CAP_NET_BIND_SERVICE'])
  expect(settings('RestrictAddressFamilies')).toEqual(['AF_INET AF_INET6 AF_UNIX AF_NETLINK'])
  expect(settings('MemoryDenyWriteExecute')).toEqual([])
  // a later line adds to the list again
  expect(settings('SystemCallFilter')).toEqual(['@system-service @pkey', '~@privileged @resources', 'setpriority'])
  expect(settings('Type')).toEqual(['notify'])
  expect(settings('NotifyAccess')).toEqual(['all'])
  expect(settings('ExecReload')).toEqual(['/bin/kill -HUP $MAINPID'])
})

it('a socket that systemd hands over answers DHCP, after a reload too', async (context) => {
  needs(context, 'systemd-socket-activate', systemd)
  using config = await configured()
  const { dhcp, http } = config.ports
  const byDescriptor = (more: string) =>
    config.write('wpadd.yaml', configText(config.ports).replace(/dhcp: .*/, `dhcp: { listen: ['fd:dhcp']${more} }`))
  byDescriptor('')
  const serve = [process.execPath, main, 'serve', '--config', config.file]
  const words = ['--datagram', `--listen=127.0.0.1:${dhcp}`, '--fdname=dhcp', ...serve]
  await using program = start('systemd-socket-activate', words)
  await program.prints(/Listening on/)
  // it starts at the first packet, which waits in the socket
  const first = askDhcp(dhcp)
  await program.prints(/"ready: /)
  await first
  expect(await askDhcp(dhcp)).toBe(`http://127.0.0.1:${http}/wpad.dat`)
  byDescriptor(', terminator: newline')
  program.child.kill('SIGHUP')
  await program.prints(/configuration taken/)
  expect(await askDhcp(dhcp)).toBe(`http://127.0.0.1:${http}/wpad.dat\n`)
  program.child.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
})
