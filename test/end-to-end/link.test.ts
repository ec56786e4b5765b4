import { expect, it } from 'vitest'
import { addressesIn, encodeQuery } from '../../src/netbios/message.ts'
import { wpadName } from '../../src/netbios/respond.ts'
import { decode, query } from '../dns/example.ts'
import { openClient } from '../dns/sockets.ts'
import { configText, configured } from '../support/configured.ts'
import { openNeighbour } from '../support/link.ts'
import { freePorts } from '../support/ports.ts'
import { startWpadd, until } from '../support/program.ts'

const patience = 5000

it('S3: answers on a link by the protocols that are turned on, and no longer once they are turned off', async () => {
  using config = await configured()
  const [llmnr = 0, mdns = 0, netbios = 0] = await freePorts(3)
  const sections = Object.entries({ llmnr, mdns, netbios }).map(
    ([name, port]) => `${name}: { interfaces: [lo], port: ${port} }\n`,
  )
  config.write('wpadd.yaml', configText(config.ports) + sections.join(''))
  await using program = startWpadd(['serve', '--config', config.file])
  await program.prints(/"ready: /)
  using neighbour = await openNeighbour()
  const byLlmnr = query('wpad', 1, { flags: 0, id: 1 })
  const answers = await Promise.all([
    neighbour.ask(byLlmnr, '224.0.0.252', llmnr, patience),
    neighbour.ask(query('wpad.local', 1, { flags: 0, id: 2 }), '224.0.0.251', mdns, patience),
    neighbour.ask(encodeQuery(3, wpadName), '127.255.255.255', netbios, patience),
  ])
  expect(decode(answers[0].bytes).answers).toMatchObject([{ name: 'wpad', address: '127.0.0.1' }])
  expect(decode(answers[1].bytes).answers).toMatchObject([{ name: 'wpad.local', address: '127.0.0.1' }])
  expect(addressesIn(answers[2].bytes, 3, wpadName)).toEqual(['127.0.0.1'])
  const metrics = await (await fetch(`http://127.0.0.1:${config.ports.http}/metrics`)).text()
  for (const via of ['llmnr', 'mdns', 'nbns'])
    expect(metrics).toMatch(new RegExp(`wpadd_answers_total\\{via="${via}",outcome="noerror"\\} [1-9]`))
  config.write('wpadd.yaml', configText(config.ports))
  program.child.kill('SIGHUP')
  await program.prints(/configuration taken/)
  using later = await openNeighbour()
  later.send(byLlmnr, '224.0.0.252', llmnr)
  using dns = await openClient(config.ports.dns)
  await dns.ask(query('wpad.branch.example.com', 1))
  expect(later.replies).toEqual([])
})

it('N8: reloads lose no query, over the same sockets, though the ttl is another each time', async () => {
  using config = await configured()
  await using program = startWpadd(['serve', '--config', config.file])
  await program.prints(/"ready: /)
  using client = await openClient(config.ports.dns)
  const asked = query('wpad.branch.example.com', 1)
  const ttls = new Set<number>()
  let asking = true
  let lost = 0
  const questions = (async () => {
    while (asking) {
      const ttl = await client.ask(asked).then(
        (reply) => decode(reply).answers[0]?.ttl,
        () => undefined,
      )
      if (ttl === undefined) lost++
      else ttls.add(ttl)
    }
  })()
  for (let reload = 1; reload <= 10; reload++) {
    const dns = `dns: { listen: ['127.0.0.1:${config.ports.dns}'], ttl: ${reload} }`
    config.write('wpadd.yaml', configText(config.ports).replace(/^dns: .*$/m, dns))
    program.child.kill('SIGHUP')
    await until(`the ttl is ${reload}`, () => ttls.has(reload))
  }
  asking = false
  await questions
  expect({ lost, ttls: [...ttls] }).toEqual({ lost: 0, ttls: [300, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] })
})
