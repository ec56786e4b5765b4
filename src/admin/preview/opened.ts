/** A cell that somebody opened: a visit by its place in the list, and a client kind. */
export interface Opened {
  readonly visit: number
  readonly as: string
}

/** The value of a cell's button. */
export function openValue({ visit, as }: Opened): string {
  return `${visit} ${as}`
}

/** Reads a button's value again; `undefined` when it is none of ours. */
export function readOpen(value: unknown): Opened | undefined {
  const [, visit, as] = /^(\d{1,6}) ([\w-]{1,40})$/.exec(typeof value === 'string' ? value : '') ?? []
  return visit === undefined || as === undefined ? undefined : { visit: Number(visit), as }
}
