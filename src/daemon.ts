import { type Admin, openAdmin } from './admin/admin.ts'
import type { PagesOptions } from './admin/options.ts'
import { servicesView } from './admin/sites/services-view.ts'
import { type AdminView, viewOf } from './admin/view.ts'
import type { Config } from './config/config.ts'
import { openDhcp } from './dhcp/listener.ts'
import type { DhcpOptions } from './dhcp/options.ts'
import { openDns } from './dns/listener.ts'
import { openLlmnr } from './dns/llmnr/listener.ts'
import { openMdns } from './dns/mdns/listener.ts'
import { type DnsSocketOptions, dnsSocketOptions } from './dns/options.ts'
import { buildZones, type Zones } from './dns/zones.ts'
import { openEvaluator } from './evaluator/evaluator.ts'
import { type Metrics, openMetrics } from './events/metrics.ts'
import type { Report } from './events/sighting.ts'
import { openSightingQueue } from './events/sighting-queue.ts'
import { openHttp } from './http/listener.ts'
import type { HttpOptions } from './http/options.ts'
import { type Log, logSightings } from './log.ts'
import { formatEndpoint } from './net/endpoint.ts'
import type { LinkOptions } from './net/link-options.ts'
import { goFirst } from './net/priority.ts'
import { service } from './net/service.ts'
import { notifySystemd } from './net/systemd.ts'
import { openNetbios } from './netbios/listener.ts'
import { pacCheck } from './revisions/check-pac.ts'
import { directPac } from './revisions/direct-pac.ts'
import { loadPac } from './revisions/load-pac.ts'
import type { Revision } from './revisions/revision.ts'
import { watchPacs } from './revisions/watch-pacs.ts'
import { type FindSite, type SiteAnswer, siteFinder } from './sites/find-site.ts'
import { type LoadedAnswers, loadAnswers, pacFilesOf, servedPacs } from './sites/load-answers.ts'

/** wpadd as it runs. Disposing of it closes everything, in the reverse order of opening. */
export interface Daemon extends AsyncDisposable {
  /** Where the page signs its administrator in, once; `undefined` when `admin` is off, or not on loopback alone. */
  readonly signInLink: string | undefined
  /** The password of the account `admin`, if this start has made it. */
  readonly firstPassword: string | undefined
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
  const metrics = openMetrics(version)
  const queue = opening.use(openSightingQueue(metrics.dropped, Date.now))
  const report = all(metrics.report, logSightings(log, Date.now), queue.report)
  const inTurn = oneAtATime(log)
  const started = Promise.withResolvers<void>()
  void inTurn(() => started.promise)

  // the answers first: nothing listens before there is something to say; a PAC that changes while it is read is read again
  const config = await load()
  let watch: AsyncDisposable = watchPacs(pacFilesOf(config.sites), () => inTurn(rereadPacs))
  opening.defer(() => watch[Symbol.asyncDispose]())
  const loaded = await readAnswers(config, new Map())
  for (const { error } of loaded.refused) throw error
  let served = serve(config, loaded.answers)

  // then the sockets: the file before the names that lead to it, and these before the option that names it
  const findSite = () => served.findSite
  const view = { metrics: metrics.text, healthy: () => health().ok }
  const http = opening.use(service('http', (options: HttpOptions) => openHttp(options, findSite, report, view)))
  const dns = opening.use(service('dns', (options: DnsSocketOptions) => openDns(options, () => served.zones, report)))
  const dhcp = opening.use(service('dhcp', (options: DhcpOptions) => openDhcp(options, findSite, report)))
  const llmnr = opening.use(service('llmnr', (options: LinkOptions) => openLlmnr(options, findSite, report)))
  const mdns = opening.use(service('mdns', (options: LinkOptions) => openMdns(options, findSite, report)))
  const netbios = opening.use(service('netbios', (options: LinkOptions) => openNetbios(options, findSite, report)))
  const admin = opening.use(service('admin', openPages))
  const services = { http, dns, dhcp, llmnr, mdns, netbios, admin }
  await follow(config)
  for (const warning of config.warnings) log.warn(warning)
  logPacs(log, metrics, [], loaded)

  for (const [name, { listener }] of Object.entries(services))
    if (listener) log.info({ listen: listener.endpoints.map(formatEndpoint) }, `${name} is open`)
  log.info({ signIn: signInLink() }, `ready: ${describe(served)}`)
  const untold = await notifySystemd('--ready', `--status=${describe(served)}`)
  if (untold) log.warn(`systemd could not be told: ${untold.message}`)
  started.resolve()
  const open = opening.move()
  return {
    get signInLink() {
      return signInLink()
    },
    get firstPassword() {
      return admin.listener?.firstPassword
    },
    reload: () => inTurn(reload),
    async [Symbol.asyncDispose]() {
      await notifySystemd('STOPPING=1')
      await open.disposeAsync()
    },
  }

  async function follow(next: Config): Promise<void> {
    await http.follow(next.http)
    await dns.follow(next.dns && dnsSocketOptions(next.dns))
    await dhcp.follow(next.dhcp)
    await llmnr.follow(next.llmnr)
    await mdns.follow(next.mdns)
    await netbios.follow(next.netbios)
    await admin.follow(next.admin && { ...next.admin, store: next.store })
  }

  async function openPages(options: PagesOptions): Promise<Admin> {
    const ask = { metrics: metrics.text, health: async () => health() }
    const pages = await openAdmin(options, shown(served), ask, (level, text) => log[level](text))
    pages.keepFrom(queue)
    for (const warning of pages.warnings) log.warn(warning)
    if (pages.firstPassword)
      log.info({ account: 'admin', password: pages.firstPassword }, 'the first account was made: its password is shown this once')
    pages.ended.catch((error) => {
      log.error({ error: String(error) }, 'the page has stopped (SIGHUP opens it again); the services go on')
      void inTurn(() => admin.follow(undefined))
    })
    return pages
  }

  // a link that goes through a network is not printed: others read logs, and the first to use it is in
  function signInLink(): string | undefined {
    return admin.listener?.isLocal ? admin.listener.signInLink : undefined
  }

  function shown({ answers, config }: Served): AdminView {
    return viewOf(answers, version, servicesView(services, config))
  }

  function health(): { ok: boolean; detail: string } {
    const names = Object.keys(services) as (keyof typeof services)[]
    const closed = names.filter((name) => served.config[name] !== undefined && services[name].listener === undefined)
    return { ok: closed.length === 0, detail: closed.length === 0 ? 'ok' : `not open: ${closed.join(', ')}` }
  }

  function publish(next: Served, changes: LoadedAnswers): void {
    logPacs(log, metrics, served.answers, changes)
    served = next
    admin.listener?.publish(shown(next))
  }

  async function rereadPacs(): Promise<void> {
    const next = await readAnswers(served.config, revisionsOf(served))
    publish(serve(served.config, next.answers), next)
  }

  async function reload(): Promise<void> {
    try {
      const next = await load()
      await take(next)
      metrics.reloaded('configuration', true)
      for (const warning of next.warnings) log.warn(warning)
      admin.listener?.renewSignIn()
      log.info({ signIn: signInLink() }, `configuration taken: ${describe(served)}`)
    } catch (error) {
      metrics.reloaded('configuration', false)
      log.error(`configuration refused, the last good one goes on being served: ${reason(error)}`)
    }
  }

  async function take(next: Config): Promise<void> {
    await using undo = new AsyncDisposableStack()
    const nextWatch = undo.use(watchPacs(pacFilesOf(next.sites), () => inTurn(rereadPacs)))
    const loaded = await readAnswers(next, revisionsOf(served))
    for (const { error, kept } of loaded.refused) if (!kept) throw error
    const fresh = serve(next, loaded.answers)
    undo.defer(() => follow(served.config))
    await follow(next)
    publish(fresh, loaded)
    await watch[Symbol.asyncDispose]()
    watch = nextWatch
    undo.move() // it holds: nothing is undone
  }
}

// what went wrong, and what went wrong when it was undone
function reason(error: unknown): string {
  if (error instanceof SuppressedError) return `${reason(error.suppressed)}; then ${reason(error.error)}`
  return error instanceof Error ? error.message : String(error)
}

function all(count: Report, log: Report, keep: Report): Report {
  return (sighting) => {
    count(sighting)
    log(sighting)
    keep(sighting)
  }
}

function serve(config: Config, answers: readonly SiteAnswer[]): Served {
  return { config, answers, findSite: siteFinder(answers), zones: buildZones(answers, config.dns?.ttl ?? 300) }
}

/** Reads the PAC files; a worker of its own tries each one, and is gone again afterwards. */
async function readAnswers(config: Config, last: ReadonlyMap<string, Revision>): Promise<LoadedAnswers> {
  await using evaluator = openEvaluator()
  goFirst() // before its thread, too
  const load = (file: string, known: Revision | undefined) => loadPac(file, known, pacCheck(evaluator))
  return await loadAnswers(config.sites, last, load, directPac) // the evaluator is closed on return
}

function logPacs(log: Log, metrics: Metrics, before: readonly SiteAnswer[], { answers, refused }: LoadedAnswers): void {
  for (const { error } of refused) {
    metrics.reloaded('pac', false)
    log.error(`PAC refused, the last good one goes on being served: ${error.message}`)
  }
  const old = new Map(servedPacs(before).map(({ name, revision }) => [name, revision.id]))
  for (const { name, revision } of servedPacs(answers)) {
    if (old.get(name) === revision.id) continue
    metrics.reloaded('pac', true)
    log.info({ site: name, revision: revision.id, before: old.get(name) }, 'PAC published')
    for (const warning of revision.warnings ?? []) log.warn({ site: name, file: revision.file }, `PAC ${warning}`)
  }
}

function revisionsOf({ answers }: Served): ReadonlyMap<string, Revision> {
  return new Map(servedPacs(answers).flatMap(({ revision }) => (revision.file === undefined ? [] : [[revision.file, revision]])))
}

function describe({ answers }: Served): string {
  return servedPacs(answers)
    .map(({ name, revision }) => `${name} (PAC ${revision.id})`)
    .join(', ')
}

/** Reloads wait for each other: two SIGHUPs are two reloads, one after the other. What goes wrong is logged. */
function oneAtATime(log: Log): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (work) => {
    last = last.then(work).catch((error) => log.error(`the last good answers go on being served: ${(error as Error).message}`))
    return last
  }
}
