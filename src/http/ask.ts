import { get } from 'node:http'
import { connect } from 'node:net'
import type { Endpoint } from '../net/endpoint.ts'

/** What came of a GET. */
export interface Got {
  readonly status: number
  readonly body: string
}

/**
 * Gets a path of an HTTP server as a client would, for those who want to know whether it answers; `announced` begins the connection
 * with a PROXY header in which we speak for ourselves. Rejects when there is no answer within `timeout` milliseconds.
 */
export async function fetchPath(at: Endpoint, path: string, how: { timeout: number; announced?: boolean }): Promise<Got> {
  const signal = AbortSignal.timeout(how.timeout)
  const { promise, resolve, reject } = Promise.withResolvers<Got>()
  const createConnection = () => {
    const socket = connect({ host: at.address, port: at.port, signal })
    if (how.announced) socket.write('PROXY UNKNOWN\r\n')
    return socket
  }
  const request = get({ host: at.address, port: at.port, path, createConnection, signal }, async (response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of response) chunks.push(chunk)
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') })
    } catch (error) {
      reject(error)
    }
  })
  request.on('error', reject)
  return await promise
}
