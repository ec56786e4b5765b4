import { Hono } from 'hono'
import type { Address } from '../net/address.ts'
import { type Cidr, contains } from '../net/cidr.ts'
import { forbidden, notFound, type Reply, textReply, wrongMethod } from './respond.ts'

/** What the application is told about a request beside its text. */
export interface AppEnv {
  readonly client: Address
}

/** What the application shows of the program. */
export interface AppView {
  /** The metrics' text. */
  readonly metrics: () => Promise<string>
  readonly healthy: () => boolean | Promise<boolean>
  /** Networks that may read the metrics. */
  readonly metricsNetworks: readonly Cidr[]
}

const ok = textReply('health', 200, 'ok')
const unhealthy = textReply('health', 503, 'not healthy')
const failed = textReply('failed', 500, 'failed')

/** Everything that is served beside the PAC: `/healthz`, `/metrics`, and a short 404 or 405 for all else. */
export function createApp({ metrics, healthy, metricsNetworks }: AppView): Hono<{ Bindings: AppEnv }> {
  const app = new Hono<{ Bindings: AppEnv }>()
  app.get('/healthz', async () => response((await healthy()) ? ok : unhealthy))
  app.get('/metrics', async (c) => {
    if (!metricsNetworks.some((network) => contains(network, c.env.client))) return response(forbidden)
    return c.body(await metrics(), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    })
  })
  app.all('*', (c) => response(c.req.method === 'GET' || c.req.method === 'HEAD' ? notFound : wrongMethod))
  app.onError(() => response(failed))
  return app
}

function response({ status, headers, body }: Reply): Response {
  return new Response(new Uint8Array(body), { status, headers })
}
