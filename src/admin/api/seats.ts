/** A place that is free again when it is disposed of. */
export interface Seats {
  /** A place for a person; `undefined` when there is none left, or none for them. */
  take(person: string): Disposable | undefined
}

/** Places for `most` at once, of which one person takes `mostOfOne`. */
export function openSeats(most: number, mostOfOne: number): Seats {
  const taken: string[] = []
  return {
    take(person) {
      if (taken.length >= most || taken.filter((name) => name === person).length >= mostOfOne) return undefined
      taken.push(person)
      return { [Symbol.dispose]: () => void taken.splice(taken.indexOf(person), 1) }
    },
  }
}
