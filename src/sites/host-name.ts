/** The name in a Host field: lower-case, without a port or a final dot; `undefined` when there is none. Never throws. */
export function hostName(host: string | undefined): string | undefined {
  const name = host?.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
  return name === '' ? undefined : name
}
