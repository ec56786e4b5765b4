import { describe, expect, it } from 'vitest'
import { openMetrics } from '../../src/events/metrics.ts'

describe('the metrics', () => {
  it('count answers by outcome, silences by reason, and the time of answers alone', async () => {
    const metrics = openMetrics('1.2.3')
    metrics.report({ via: 'dns', client: '192.0.2.7', answered: true, outcome: 'noerror', milliseconds: 0.04 })
    metrics.report({ via: 'dns', client: '192.0.2.7', answered: true, outcome: 'noerror', milliseconds: 0.2 })
    metrics.report({ via: 'dhcp', client: '192.0.2.7', answered: false, outcome: 'not an INFORM', milliseconds: 0.01 })
    metrics.reloaded('pac', false)
    const text = await metrics.text()
    expect(text).toContain('wpadd_answers_total{via="dns",outcome="noerror"} 2')
    expect(text).toContain('wpadd_silences_total{via="dhcp",reason="not an INFORM"} 1')
    expect(text).toContain('wpadd_answer_seconds_bucket{le="0.00005",via="dns"} 1')
    expect(text).toContain('wpadd_answer_seconds_count{via="dns"} 2')
    expect(text).not.toContain('wpadd_answer_seconds_count{via="dhcp"}')
    expect(text).toContain('wpadd_reloads_total{what="pac",result="refused"} 1')
    expect(text).toContain('wpadd_info{version="1.2.3"} 1')
  })

  it('count what each profile was served', async () => {
    const metrics = openMetrics('1')
    const answered = { via: 'http', client: '192.0.2.7', answered: true, milliseconds: 0.04 } as const
    for (const outcome of ['pac', 'not-modified']) metrics.report({ ...answered, outcome, profile: 'branch/agents' })
    metrics.report({ ...answered, outcome: 'pac' })
    const text = await metrics.text()
    expect(text.match(/^wpadd_profile_answers_total.*$/gm)).toEqual(['wpadd_profile_answers_total{profile="branch/agents"} 2'])
  })

  it('are each server’s own', async () => {
    const one = openMetrics('1')
    openMetrics('1').report({ via: 'http', client: '192.0.2.7', answered: true, outcome: 'pac', milliseconds: 1 })
    expect(await one.text()).not.toContain('outcome="pac"')
  })
})
