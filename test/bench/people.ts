import { configured } from '../support/configured.ts'
import { type Program, run, start, startWpadd } from '../support/program.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

const rate = 5000
const pacedDns = new URL('paced-dns.ts', import.meta.url).pathname
const crowd = new URL('crowd.ts', import.meta.url).pathname

/** What `paced-dns.ts` prints. */
interface Answers {
  readonly asked: number
  readonly answered: number
  readonly p99: number
}

/**
 * How long a DNS answer takes at the 99th percentile, at 5,000 questions a second, while 50 people use the pages and a comparison
 * runs: beside the same with nobody there, in alternating runs of `seconds`, medians of `rounds`.
 */
export async function benchPeople({ rounds, seconds }: { rounds: number; seconds: number }): Promise<BenchRow[]> {
  using config = await configured()
  await using program = startWpadd(['serve', '--config', config.file])
  const [, link = ''] = await program.prints(/"signIn":"([^"]+)"/)
  const cookie = await signIn(link)
  const idle: number[] = []
  const busy: number[] = []
  for (let round = 0; round < rounds; round++) {
    idle.push(await p99(config.ports.dns, seconds))
    await using people = await gather(new URL(link).origin, cookie)
    busy.push(await p99(config.ports.dns, seconds))
    people.child.stdin?.end()
    await people.ended
    process.stderr.write(
      `bench: p99 idle ${idle.at(-1)?.toFixed(2)} ms, busy ${busy.at(-1)?.toFixed(2)} ms; people did ${people.out.split('\n').at(-2)}\n`,
    )
  }
  const what = `DNS at ${rate} a second, slowest 1 %, while 50 people and a comparison use the pages`
  return [{ what, unit: 'ms', better: 'less', ours: median(busy), peers: { 'nobody there': median(idle) } }]
}

async function signIn(link: string): Promise<string> {
  const url = new URL(link)
  const body = new URLSearchParams({ token: url.searchParams.get('token') ?? '' })
  const answer = await fetch(`${url.origin}/sign-in`, { method: 'POST', body, redirect: 'manual' })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function gather(origin: string, cookie: string): Promise<Program> {
  const people = start(process.execPath, [crowd, origin, cookie], { stdio: ['pipe', 'pipe', 'inherit'] })
  await people.prints(/ready/)
  return people
}

async function p99(port: number, seconds: number): Promise<number> {
  const { out, err } = await run(process.execPath, [pacedDns, String(port), String(rate), String(seconds)])
  const answers: Answers = JSON.parse(out)
  if (answers.answered < answers.asked * 0.98)
    process.stderr.write(`bench: ${answers.answered} of ${answers.asked} answered ${err}\n`)
  return answers.p99
}
