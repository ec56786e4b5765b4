/** Whether a text is an IPv4 address: four numbers of 0 to 255. */
export function isIpv4(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255)
}

/** Whether a text is a netmask: ones, then zeros. */
export function isMask(text: string): boolean {
  return (
    isIpv4(text) &&
    /^1*0*$/.test(
      text
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join(''),
    )
  )
}

/** The netmask of a prefix length: 255.255.240.0 for 20. */
export function maskOf(bits: number): string {
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - from)))).join('.')
}
