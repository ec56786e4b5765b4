// sd_listen_fds(3): the first file descriptor that a service is handed
const firstDescriptor = 3

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The file descriptors that systemd hands to process `pid` under `name` (FileDescriptorName= in the .socket unit), at least one.
 * Throws an Error that says which names there are.
 */
export function handedOver(name: string, environment: Environment, pid: number): number[] {
  const { LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES = '' } = environment
  if (LISTEN_FDS === undefined) throw new Error(`fd:${name}: systemd handed over no sockets (LISTEN_FDS is not set)`)
  if (LISTEN_PID !== String(pid)) {
    throw new Error(
      `fd:${name}: the sockets are for process ${LISTEN_PID}, not for this one, ${pid} (start node without a wrapper)`,
    )
  }
  const names = LISTEN_FDNAMES.split(':').slice(0, Number(LISTEN_FDS))
  const found = names.flatMap((each, i) => (each === name ? [firstDescriptor + i] : []))
  if (found.length === 0) throw new Error(`fd:${name}: no socket of that name was handed over (LISTEN_FDNAMES=${LISTEN_FDNAMES})`)
  return found
}
