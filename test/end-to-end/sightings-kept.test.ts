import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { findClient } from '../../src/store/find-clients.ts'
import { findSightings } from '../../src/store/find-sightings.ts'
import { askDhcp, askName, getPac } from '../support/ask.ts'
import { type Configured, configText, configured } from '../support/configured.ts'
import { type Program, startWpadd, until } from '../support/program.ts'

// what the server may lose: nothing that it was asked a second before its end
const second = 1000
// by how much a machine that others use too may be behind with its writing
const late = 1500

interface Asked {
  readonly via: 'dns' | 'http' | 'dhcp'
  /** When the answer was there, or nobody waited for it any longer. */
  readonly at: number
  readonly isAnswered: boolean
}

async function serving(config: Configured): Promise<Program> {
  config.write('wpadd.yaml', configText(config.ports).replace('store: off', 'store: { path: kept.db }'))
  const program = startWpadd(['serve', '--config', config.file])
  await program.prints(/ready: /)
  return program
}

// real requests, one after the other, no more of them than one client may send
async function askOnAndOn({ ports }: Configured, until: AbortSignal): Promise<Asked[]> {
  const asked: Asked[] = []
  const ways = [
    ['dns', () => askName(ports.dns, 'wpad.branch.example.com')],
    ['http', () => getPac(ports.http)],
    ['dhcp', () => askDhcp(ports.dhcp)],
  ] as const
  while (!until.aborted) {
    for (const [via, ask] of ways) {
      if (until.aborted) break
      const answer = await ask().catch(() => undefined)
      asked.push({ via, at: Date.now(), isAnswered: answer !== undefined })
    }
    await wait(20)
  }
  return asked
}

function keptIn(config: Configured) {
  using database = openDatabase(`${config.folder}/kept.db`)
  return {
    rows: findSightings(database.sql, { limit: 20_000 }).rows,
    client: findClient(database.sql, '127.0.0.1'),
    isWhole: database.sql.prepare('PRAGMA integrity_check').get(),
  }
}

it.each([700, 1300])('kill -9 after %i ms of requests loses at most the last second of sightings', async (milliseconds) => {
  using config = await configured()
  await using program = await serving(config)
  const over = new AbortController()
  const asking = askOnAndOn(config, over.signal)
  await wait(second + late + milliseconds)
  program.child.kill('SIGKILL')
  const killed = Date.now()
  over.abort()
  const asked = await asking
  await program.ended
  const { rows, client, isWhole } = keptIn(config)
  expect(isWhole).toEqual({ integrity_check: 'ok' })
  for (const via of ['dns', 'http', 'dhcp']) {
    const [answered, unanswered] = [true, false].map((is) => asked.filter((each) => each.via === via && each.isAnswered === is))
    const before = answered!.filter(({ at }) => at < killed - second - late)
    expect(before.length, via).toBeGreaterThan(0)
    // the server's looks at itself are not kept, so all of these are ours
    const kept = rows.filter((row) => row.via === via)
    expect(kept.length, via).toBeGreaterThanOrEqual(before.length)
    // a question that was not answered in time may have been asked twice
    expect(kept.length, via).toBeLessThanOrEqual(answered!.length + 2 * unanswered!.length)
  }
  // the row of the client says the same as the log
  expect(client?.seen).toBe(rows.length)
  expect(client?.latest).toBe(rows[0]?.id)
})

it('a clean end loses nothing, and the next start goes on', async () => {
  using config = await configured()
  await using program = await serving(config)
  // not from 127.0.0.1: the server looks at itself from there, and disregards what looks like that
  const told = await askName(config.ports.dns, 'wpad.branch.example.com', 'A', '127.0.0.2')
  expect(told).toEqual(['127.0.0.1'])
  program.child.kill('SIGTERM')
  await program.ended
  expect(keptIn(config).rows).toMatchObject([{ via: 'dns', told: '127.0.0.1', site: 'office', client: '127.0.0.2' }])
  await using again = await serving(config)
  await getPac(config.ports.http)
  await until('the second sighting', () => keptIn(config).rows.length === 2)
  again.child.kill('SIGTERM')
  await again.ended
  expect(keptIn(config).rows).toMatchObject([{ via: 'http' }, { via: 'dns' }])
  expect(keptIn(config).client).toMatchObject({ seen: 1, standing: 'holds' })
})

it('the server looks itself up as a client would, and counts it as no client', async () => {
  using config = await configured()
  await using program = await serving(config)
  const [link] = await program.prints(/http:[^"]*sign-in\?token=[\w-]+/)
  const { origin, searchParams } = new URL(link)
  const signedIn = await fetch(`${origin}/sign-in`, { method: 'POST', body: searchParams, redirect: 'manual' })
  const headers = { cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const get = async (path: string) => (await fetch(`${origin}/api/v1${path}`, { headers })).json()
  const parts = await until('every part was looked at', async () => {
    const { parts } = await get('/sites')
    return parts.length === 3 && parts
  })
  expect(parts.map(({ service, ok }: { service: string; ok: boolean }) => [service, ok])).toEqual([
    ['http', true],
    ['dns', true],
    ['dhcp', true],
  ])
  // another client's sighting comes after those of the look, if there were any
  await getPac(config.ports.http)
  await until('a client', async () => (await get('/clients')).clients.length > 0)
  const { clients } = await get('/clients')
  expect(clients).toMatchObject([{ address: '127.0.0.1', sightings: 1, ways: { dhcp: null, names: null } }])
})
