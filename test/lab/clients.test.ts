import { expect, it } from 'vitest'
import { runClient } from './client.ts'
import { needs } from './lab.ts'

it('C2 W8 N8 N9: Chromium, told nothing, finds the PAC by DNS and sends its traffic through the proxy', async (context) => {
  needs(context, 'chromium')
  const { ways, steps } = await runClient('chromium_detects')
  expect(ways).toEqual(['proxy'])
  expect(steps[0]).toBe('DNS A wpad.branch.example.test')
  expect(steps).toContain('HTTP GET wpad/wpad.dat')
  expect(steps.filter((step) => step.startsWith('DNS')).every((step) => step.endsWith(' wpad.branch.example.test'))).toBe(true)
})

it('C2: Chromium goes direct where its search list leads to no name of ours', async (context) => {
  needs(context, 'chromium')
  const { ways, steps } = await runClient('chromium_detects', { search: 'other.example.org' })
  expect(ways).toEqual(['direct'])
  expect(steps[0]).toBe('DNS A wpad.other.example.org')
})

it('C3 W8: Firefox, told nothing, finds the PAC by DNS and sends its traffic through the proxy', async (context) => {
  needs(context, 'firefox-esr')
  const { ways, steps } = await runClient('firefox_detects')
  expect(ways).toEqual(['proxy'])
  expect(steps).toEqual(['DNS A wpad.branch.example.test', 'HTTP GET wpad/wpad.dat'])
})

// libproxy 0.4.18 is flaky by itself: about one run in twelve prints nothing although every answer was right
it('C6 H7: libproxy finds the PAC by DNS and prints the proxy', { retry: 2 }, async (context) => {
  needs(context, 'proxy')
  const { output, steps } = await runClient('libproxy_detects')
  expect(output.trim()).toBe('http://10.99.0.3:3128')
  expect(steps).toEqual(['DNS A wpad.branch.example.test', 'HTTP GET wpad/wpad.dat'])
})

it('C6: libproxy prints direct:// where its search list leads to no name of ours', { retry: 2 }, async (context) => {
  needs(context, 'proxy')
  const { output } = await runClient('libproxy_detects', { search: 'other.example.org' })
  expect(output.trim()).toBe('direct://')
})

it('W8: nmap finds the PAC by devolution in DNS and prints the proxy', async (context) => {
  needs(context, 'nmap')
  const { output, steps } = await runClient('nmap_discovers')
  expect(output).toContain('10.99.0.3:3128')
  expect(steps).toContain('HTTP GET wpad.department.branch.example.test/wpad.dat')
})

it('W2 D1 D3 D4 D5: dhcpcd --inform takes the ACK and prints the URL of option 252', async (context) => {
  needs(context, 'dhcpcd')
  const { output, steps } = await runClient('dhcpcd_informs', { machine: 'wl-guest' })
  expect(output).toContain('reason=INFORM')
  expect(output).toContain('new_dhcp_message_type=5')
  expect(output).toMatch(/^new_wpad_url=http:\/\/10\.99\.0\.1\/wpad\.dat$/m)
  expect(steps[0]).toBe('DHCP INFORM')
})
