import { html } from 'hono/html'
import { formatEndpoint } from '../../net/endpoint.ts'
import type { Html } from '../frame/layout.ts'
import type { AdminView } from '../view.ts'
import type { Words } from '../words/en.ts'

/** In place of the figures as long as nobody has asked: what to try, with this server's own names and addresses. */
export function emptyState(view: AdminView, { sightings: { empty }, frame: { pages } }: Words): Html {
  const { name, file } = commands(view)
  return html`<section class="panel sightings-empty"><h2>${empty.title}</h2>
    <p>${empty.lead}</p>
    <dl>
      ${name === undefined ? '' : html`<dt>${empty.name}</dt><dd><code>${name}</code></dd>`}
      ${file === undefined ? '' : html`<dt>${empty.file}</dt><dd><code>${file}</code></dd>`}
    </dl>
    <p>${empty.dhcp} <a href="/discovery">${pages.discovery}</a>.</p>
  </section>`
}

// a server on loopback or on a port of its own is being tried: the name has to be asked of it alone
function commands({ sites, services }: AdminView): { name?: string; file?: string } {
  const domain = sites.flatMap(({ domains }) => domains)[0]
  const site = sites.find(({ url }) => url !== '\n')
  const dns = services?.dns?.listen[0]
  const own =
    dns !== undefined && dns.port !== 53 ? `dig @${dns.address} -p ${dns.port} wpad.${domain}` : `nslookup wpad.${domain}`
  const http = services?.http?.listen.find(({ address }) => address.startsWith('127.'))
  const url = http === undefined ? site?.url : `http://${formatEndpoint(http)}/wpad.dat`
  return { ...(domain !== undefined && { name: own }), ...(url !== undefined && { file: `curl -i ${url}` }) }
}
