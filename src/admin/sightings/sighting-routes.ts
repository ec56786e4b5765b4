import { Hono } from 'hono'
import { findClient, findClients, findHours, sitesSeen } from '../../store/find-clients.ts'
import { findSightings } from '../../store/find-sightings.ts'
import { type AdminEnv, frameOf } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import type { AdminParts } from '../parts.ts'
import type { Words } from '../words/en.ts'
import { currentPacs } from './describe.ts'
import { plotSpan } from './plot.ts'
import { type Asked, linkTo, readAsked } from './read-filter.ts'
import { listLength, type SightingsView, sightingsPage } from './sightings-page.ts'
import { noStory, storyLength, storySection } from './story.ts'
import { summaryOf } from './summary.ts'

/** Who asked: `/sightings`, with one client's story opened by `?open=ADDRESS`. */
export function sightingRoutes(parts: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.get('/sightings', (c) => {
    const frame = frameOf(c)
    return c.html(sightingsPage(frame, shownBy(parts, readAsked(c.req.query()), frame.words)))
  })
  return app
}

function shownBy(parts: AdminParts, asked: Asked, words: Words): SightingsView {
  const { view, now } = parts
  const { sql } = parts.database
  const current = currentPacs(view())
  const span = plotSpan(asked.filter.from, asked.filter.to, now())
  const configured = view().sites.map(({ name }) => name)
  return {
    asked,
    span,
    current,
    view: view(),
    summary: summaryOf(parts, asked.filter.site),
    sites: [...new Set([...configured, ...sitesSeen(sql)])],
    hours: findHours(sql, span.from, span.to, asked.filter.site),
    clients: findClients(sql, { ...asked.filter, limit: listLength }, current),
    story: asked.open === undefined ? undefined : { of: asked.open, section: storyOf(parts, asked, asked.open, words) },
  }
}

function storyOf({ database: { sql } }: AdminParts, asked: Asked, address: string, { sightings: words }: Words): Html {
  const { before } = asked.filter
  const page = before === undefined ? {} : { before: String(before) }
  const closeLink = linkTo(asked, page)
  const client = findClient(sql, address)
  if (client === undefined) return noStory(address, closeLink, words)
  const found = findSightings(sql, { client: client.address, before: asked.storyBefore, limit: storyLength })
  const link = (story: number | undefined) => linkTo(asked, { ...page, open: address, story: story?.toString() })
  return storySection(
    {
      ...{ client, found, closeLink },
      olderLink: found.next === undefined ? undefined : link(found.next),
      newestLink: asked.storyBefore === undefined ? undefined : link(undefined),
    },
    words,
  )
}
