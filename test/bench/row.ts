/** One line of the bench's table: what was measured, ours, and the same of each peer in alternating runs (medians). */
export interface BenchRow {
  readonly what: string
  readonly ours: number
  readonly peers: Readonly<Record<string, number>>
  readonly unit: string
  readonly better: 'more' | 'less'
}
