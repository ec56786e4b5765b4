import { expect, it } from 'vitest'
import { type Configured, configText, configured, pacFor } from '../support/configured.ts'
import { startWpadd, wpadd } from '../support/program.ts'

const profile = "    profiles: [{ name: agents, pac: agents.pac, userAgent: 'ExampleAgent/*' }]\n"

/** An office whose agents, which say so in their User-Agent, have a PAC of their own. */
async function withAgents(): Promise<Configured> {
  const config = await configured()
  config.write('agents.pac', pacFor('agents.example.com:3128'))
  config.write('wpadd.yaml', configText(config.ports).replace('pac: office.pac\n', `pac: office.pac\n${profile}`))
  return config
}

async function getPac({ ports }: Configured, agent: string): Promise<{ text: string; vary: string | null }> {
  const response = await fetch(`http://127.0.0.1:${ports.http}/wpad.dat`, { headers: { 'User-Agent': agent } })
  return { text: await response.text(), vary: response.headers.get('vary') }
}

it('W6 H4: an agent that announces itself gets its own PAC, and a change of it at once', async () => {
  using config = await withAgents()
  await using program = startWpadd(['serve', '--config', config.file, '--log-level', 'debug'])
  await program.prints(/"ready: office \(PAC \w+\), office\/agents \(PAC \w+\)"/)
  expect(await getPac(config, 'Mozilla/5.0')).toEqual({ text: pacFor('first.example.com:3128'), vary: 'User-Agent' })
  expect(await getPac(config, 'ExampleAgent/2')).toEqual({ text: pacFor('agents.example.com:3128'), vary: 'User-Agent' })
  await program.prints(/"profile":"office\/agents"/)

  config.write('agents.pac', pacFor('second.example.com:3128'))
  await program.prints(/"site":"office\/agents".*"before":"\w+","msg":"PAC published"/)
  expect((await getPac(config, 'ExampleAgent/2')).text).toContain('second.example.com')
  expect((await getPac(config, 'Mozilla/5.0')).text).toContain('first.example.com')

  config.write('agents.pac', 'function FindProxyForURL(url, host) {')
  await program.prints(/PAC refused.*agents\.pac/)
  expect((await getPac(config, 'ExampleAgent/2')).text).toContain('second.example.com')

  const metrics = await (await fetch(`http://127.0.0.1:${config.ports.admin}/metrics`)).text()
  expect(metrics).toMatch(/^wpadd_profile_answers_total\{profile="office\/agents"\} 3$/m)
})

it('check reads the PAC of a profile and its cases; serve does not start without it', async () => {
  using config = await withAgents()
  config.write('agents.cases.yaml', '- { visit: "http://a.example.org/", expect: DIRECT }\n')
  const failing = await wpadd(['check', '--config', config.file])
  expect(failing).toMatchObject({
    code: 1,
    out: expect.stringMatching(/agents\.cases\.yaml: case 1.*expected DIRECT, got PROXY/),
  })
  config.write('agents.pac', '')
  expect(await wpadd(['serve', '--config', config.file])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/agents\.pac: is empty/),
  })
})

it('health is well where connections begin with a PROXY header', async () => {
  using config = await configured()
  config.write('wpadd.yaml', configText(config.ports).replace(/(http: .*) \}/, '$1, proxyProtocol: [127.0.0.1/32] }'))
  await using program = startWpadd(['serve', '--config', config.file])
  await program.prints(/"ready: /)
  expect(await wpadd(['health', '--config', config.file])).toMatchObject({ code: 0, err: '' })
})
