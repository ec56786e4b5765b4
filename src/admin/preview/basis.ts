import type { LivePac } from '../view.ts'
import type { Words } from '../words/en.ts'
import { formatMoment } from './moment.ts'
import type { Preview } from './preview.ts'

/** What a matrix holds for: which PAC, when, for whom, with which names. */
export function basis({ request, milliseconds }: Preview, site: LivePac | undefined, words: Words['preview']): string {
  const { world, resolve } = request
  const { basis: say } = words
  const pac = site === undefined ? say.edited : say.live(site.name, site.pac.id)
  const when = say.at(formatMoment(world.now, world.timeZone))
  const who = say.client(world.addresses.join(', '))
  const names = `${say.pinned(Object.keys(world.dns).length)}, ${resolve ? say.asked : say.unasked}`
  return `${pac}, ${when}, ${who}; ${names}. ${say.took(milliseconds.toFixed(1))}.`
}
