/** How many TCP connections may be open, in all and from one client. */
export interface ConnectionLimits {
  readonly connections: number
  readonly perClient: number
}

/** Counts connections, over all addresses that are listened on. */
export interface Connections {
  /** Takes a place for `client`, to be given back by calling the result; `undefined` when there is none. */
  admit(client: string): (() => void) | undefined
}

/** An empty count. */
export function countConnections(limits: ConnectionLimits): Connections {
  const byClient = new Map<string, number>()
  let total = 0
  return {
    admit(client) {
      const theirs = byClient.get(client) ?? 0
      if (total >= limits.connections || theirs >= limits.perClient) return undefined
      total++
      byClient.set(client, theirs + 1)
      return () => {
        total--
        const left = byClient.get(client)! - 1
        if (left === 0) byClient.delete(client)
        else byClient.set(client, left)
      }
    },
  }
}
