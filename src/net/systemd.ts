import { execFile } from 'node:child_process'

/**
 * Tells systemd what a unit of Type=notify waits for, such as `READY=1` (sd_notify(3)); without NOTIFY_SOCKET it does nothing.
 * Node has no datagram socket of the AF_UNIX kind, so systemd's own systemd-notify carries the message, which needs
 * NotifyAccess=all in the unit. Resolves to an error when it could not be told, and never rejects.
 */
export function notifySystemd(...states: string[]): Promise<Error | undefined> {
  if (process.env.NOTIFY_SOCKET === undefined) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    execFile('systemd-notify', states, { timeout: 5000 }, (error) => resolve(error ?? undefined))
  })
}
