import { type Admin, openAdmin } from './admin/admin.ts'
import type { AdminOptions } from './admin/options.ts'
import type { AdminView } from './admin/view.ts'
import type { Config } from './config/config.ts'
import { openDhcp } from './dhcp/listener.ts'
import type { DhcpOptions } from './dhcp/options.ts'
import { openDns } from './dns/listener.ts'
import type { DnsOptions } from './dns/options.ts'
import { buildZones, type Zones } from './dns/zones.ts'
import { openEvaluator } from './evaluator/evaluator.ts'
import { type Metrics, openMetrics } from './events/metrics.ts'
import { openHttp } from './http/listener.ts'
import type { HttpOptions } from './http/options.ts'
import { type Log, logSightings } from './log.ts'
import { formatEndpoint } from './net/endpoint.ts'
import { service } from './net/service.ts'
import { notifySystemd } from './net/systemd.ts'
import { pacCheck } from './revisions/check-pac.ts'
import { directPac } from './revisions/direct-pac.ts'
import { loadPac } from './revisions/load-pac.ts'
import type { Revision } from './revisions/revision.ts'
import { watchPacs } from './revisions/watch-pacs.ts'
import { type FindSite, type SiteAnswer, siteFinder } from './sites/find-site.ts'
import { type LoadedAnswers, loadAnswers } from './sites/load-answers.ts'

/** wpadd as it runs. Disposing of it closes everything, in the reverse order of opening. */
export interface Daemon extends AsyncDisposable {
  /** Where the page signs its administrator in, once; `undefined` when `admin` is off. */
  readonly signInLink: string | undefined
  /** Reads the configuration and the PAC files again. What is wrong is logged, and the last good goes on being served. */
  reload(): Promise<void>
}

/** The answers that are being given: one immutable value, replaced whole. */
interface Served {
  readonly config: Config
  readonly answers: readonly SiteAnswer[]
  readonly findSite: FindSite
  readonly zones: Zones
}

/**
 * The composition root: opens everything, in the order in which it is listed here. Rejects, with all closed again, when the first
 * configuration, one of its PAC files or one of its sockets can't be used.
 */
export async function startDaemon(load: () => Promise<Config>, log: Log, version: string): Promise<Daemon> {
  await using opening = new AsyncDisposableStack()
  const again = oneAtATime(log)
  const metrics = openMetrics(version)
  const write = logSightings(log, Date.now)
  const report = (sighting: Parameters<typeof write>[0]) => {
    metrics.report(sighting)
    write(sighting)
  }

  // the answers first: nothing listens before there is something to say
  const config = await load()
  const loaded = await readAnswers(config, new Map())
  for (const { error } of loaded.refused) throw error
  let served = serve(config, loaded.answers)

  // then the sockets: the file before the names that lead to it, and these before the option that names it
  const findSite = () => served.findSite
  const healthy = (): boolean => services.every(({ name, running }) => served.config[name] === undefined || running())
  const http = opening.use(
    service('http', (options: HttpOptions) => openHttp(options, findSite, report, { metrics: metrics.text, healthy })),
  )
  const dns = opening.use(service('dns', (options: DnsOptions) => openDns(options, () => served.zones, report)))
  const dhcp = opening.use(service('dhcp', (options: DhcpOptions) => openDhcp(options, findSite, report)))
  const admin = opening.use(service('admin', (options: AdminOptions) => openPages(options)))
  const services = [
    { name: 'http', running: () => http.listener !== undefined },
    { name: 'dns', running: () => dns.listener !== undefined },
    { name: 'dhcp', running: () => dhcp.listener !== undefined },
    { name: 'admin', running: () => admin.listener !== undefined },
  ] as const
  const follow = async (next: Config) => {
    await http.follow(next.http)
    await dns.follow(next.dns)
    await dhcp.follow(next.dhcp)
    await admin.follow(next.admin)
  }
  const openPages = async (options: AdminOptions): Promise<Admin> => {
    const pages = await openAdmin(options, viewOf(served, version), {
      metrics: metrics.text,
      health: async () => ({
        ok: healthy(),
        detail: services.map(({ name, running }) => `${name} ${running() ? 'open' : 'off'}`).join(', '),
      }),
    })
    pages.ended.catch((error) => {
      log.error({ error: String(error) }, 'the page has stopped (SIGHUP opens it again); the services go on')
      void again(() => admin.follow(undefined))
    })
    return pages
  }
  await follow(config)
  logPacs(log, metrics, [], loaded)

  // last, what makes it change: the files, and whoever calls reload
  const publish = (next: Served) => {
    served = next
    admin.listener?.publish(viewOf(next, version))
  }
  const rereadPacs = () =>
    again(async () => {
      const next = await readAnswers(served.config, revisionsOf(served))
      logPacs(log, metrics, served.answers, next)
      publish(serve(served.config, next.answers))
    })
  let watch = watchPacs(pacFiles(config), rereadPacs)
  opening.defer(() => watch[Symbol.asyncDispose]())

  const reload = async () => {
    try {
      const next = await load()
      const { answers, refused } = await readAnswers(next, revisionsOf(served))
      for (const { error, kept } of refused) if (!kept) throw error
      const fresh = serve(next, answers)
      await follow(next).catch(async (error) => {
        await follow(served.config)
        throw error
      })
      logPacs(log, metrics, served.answers, { answers, refused })
      publish(fresh)
      await watch[Symbol.asyncDispose]()
      watch = watchPacs(pacFiles(next), rereadPacs)
      metrics.reloaded('configuration', true)
      log.info({ signIn: admin.listener?.renewSignIn() }, `configuration taken: ${describe(served)}`)
    } catch (error) {
      metrics.reloaded('configuration', false)
      log.error(`configuration refused, the last good one goes on being served: ${(error as Error).message}`)
    }
  }

  for (const [name, { listener }] of Object.entries({ http, dns, dhcp, admin }))
    if (listener) log.info({ listen: listener.endpoints.map(formatEndpoint) }, `${name} is open`)
  log.info({ signIn: admin.listener?.signInLink }, `ready: ${describe(served)}`)
  const untold = await notifySystemd('--ready', `--status=${describe(served)}`)
  if (untold) log.warn(`systemd could not be told: ${untold.message}`)

  const open = opening.move()
  return {
    get signInLink() {
      return admin.listener?.signInLink
    },
    reload: () => again(reload),
    async [Symbol.asyncDispose]() {
      await notifySystemd('STOPPING=1')
      await open.disposeAsync()
    },
  }
}

function serve(config: Config, answers: readonly SiteAnswer[]): Served {
  return { config, answers, findSite: siteFinder(answers), zones: buildZones(answers, config.dns?.ttl ?? 300) }
}

/** Reads the PAC files; a worker of its own tries each one, and is gone again afterwards. */
async function readAnswers(config: Config, last: ReadonlyMap<string, Revision>): Promise<LoadedAnswers> {
  await using evaluator = openEvaluator()
  const load = (file: string, known: Revision | undefined) => loadPac(file, known, pacCheck(evaluator))
  return await loadAnswers(config.sites, last, load, directPac) // the evaluator is closed on return
}

function logPacs(log: Log, metrics: Metrics, before: readonly SiteAnswer[], { answers, refused }: LoadedAnswers): void {
  for (const { error } of refused) {
    metrics.reloaded('pac', false)
    log.error(`PAC refused, the last good one goes on being served: ${error.message}`)
  }
  for (const { site, revision } of answers) {
    const old = before.find((answer) => answer.site.name === site.name)?.revision
    if (old?.id === revision.id) continue
    metrics.reloaded('pac', true)
    log.info({ site: site.name, revision: revision.id, before: old?.id }, 'PAC published')
    for (const warning of revision.warnings ?? []) log.warn({ site: site.name, file: revision.file }, `PAC ${warning}`)
  }
}

function revisionsOf({ answers }: Served): ReadonlyMap<string, Revision> {
  return new Map(answers.flatMap(({ revision }) => (revision.file === undefined ? [] : [[revision.file, revision]])))
}

function pacFiles(config: Config): string[] {
  return [...new Set(config.sites.flatMap(({ pacFile }) => (pacFile === undefined ? [] : [pacFile])))]
}

function describe({ answers }: Served): string {
  return answers.map(({ site, revision }) => `${site.name} (PAC ${revision.id})`).join(', ')
}

function viewOf({ answers }: Served, version: string): AdminView {
  return {
    version,
    sites: answers.map(({ site, revision }) => ({
      name: site.name,
      subnets: site.subnets.map(({ text }) => text),
      domains: site.domains,
      addresses: site.addresses,
      url: site.url,
      pac: {
        id: revision.id,
        text: revision.body.toString('utf8'),
        ...(revision.file === undefined ? {} : { file: revision.file }),
        since: revision.lastModified.toISOString(),
        warnings: revision.warnings ?? [],
      },
    })),
  }
}

/** Reloads wait for each other: two SIGHUPs are two reloads, one after the other. What goes wrong is logged. */
function oneAtATime(log: Log): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (work) => {
    last = last.then(work).catch((error) => log.error(`the last good answers go on being served: ${(error as Error).message}`))
    return last
  }
}
