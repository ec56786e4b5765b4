/** A system error of a socket, as Node gives it. */
interface SocketError extends Error {
  code?: string
  address?: string
  port?: number
}

/**
 * What an administrator can do about a socket that would not open: `dns: 0.0.0.0:53 is taken by another program (...)`.
 * An error of another kind is given back as it is.
 */
export function explainListenError(section: string, error: unknown): Error {
  const { code, address, port, message } = error as SocketError
  const place = address === undefined ? section : `${section}: ${address.includes(':') ? `[${address}]` : address}:${port}`
  const advice = adviceFor(code, port)
  if (advice === undefined) return new Error(`${section}: ${message}`, { cause: error })
  return new Error(`${place} ${advice}`, { cause: error })
}

function adviceFor(code: string | undefined, port: number | undefined): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `is taken by another program (ss -lntup 'sport = :${port}' shows which; stop it, or give ${port === 53 ? "this host's own addresses instead of a wildcard" : 'another port'})`
    case 'EACCES':
    case 'EPERM':
      return (
        'needs the capability CAP_NET_BIND_SERVICE, as every port below 1024 does (under systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE; ' +
        `by hand: sudo setcap cap_net_bind_service=+ep "${process.execPath}"; or choose a port from 1024)`
      )
    case 'EADDRNOTAVAIL':
      return 'is not an address of this host (ip address shows them)'
    case 'EAFNOSUPPORT':
      return 'needs IPv6, which this host has switched off (leave the [::] addresses out of listen)'
    default:
      return undefined
  }
}
