import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Handler } from 'hono'
import type { AdminEnv } from './frame/env.ts'

const css = 'text/css; charset=utf-8'
const script = 'text/javascript; charset=utf-8'
const types = {
  'style.css': css,
  'frame.js': script,
  'preview.js': script,
  'sightings.js': script,
  'preview-ask.js': script,
  'preview-blocks.js': script,
  'preview-cell.js': script,
  'preview-editor.js': script,
  'files.js': script,
  'preview-findings.js': script,
  'preview-matrix.js': script,
  'preview-rows.js': script,
  'preview-share.js': script,
  'preview-way.js': script,
  'preview-why.js': script,
  'changes-file.js': script,
  'csv-line.js': script,
  'compare.js': script,
  'compare-result.js': script,
  'compare-worker.js': script,
  'decision.js': script,
  'discovery.js': script,
  'json-lines.js': script,
  'texts.js': script,
  'visit-lines.js': script,
} as const

interface Asset {
  readonly body: string
  readonly type: string
  readonly etag: string
}

// a fixed list, read once: no path of a request ever reaches the file system
function readAssets(): ReadonlyMap<string, Asset> {
  return new Map(Object.entries(types).map(([name, type]) => [name, readAsset(name, type)]))
}

function readAsset(name: string, type: string): Asset {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

/** Serves the style and the browser module, by exact name. Throws when a file is missing from the installation. */
export function serveAssets(): Handler<AdminEnv, '/assets/:name'> {
  const assets = readAssets()
  return (c) => {
    const asset = assets.get(c.req.param('name'))
    if (asset === undefined) return c.text('no such file\n', 404)
    c.header('ETag', asset.etag)
    c.header('Cache-Control', 'no-cache')
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
    return c.body(asset.body, 200, { 'Content-Type': asset.type })
  }
}
