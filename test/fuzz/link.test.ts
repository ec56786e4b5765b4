import { expect, it } from 'vitest'
import * as llmnr from './llmnr.ts'
import * as mdns from './mdns.ts'
import { mutations } from './mutate.ts'
import * as netbios from './netbios.ts'

it.each(Object.entries({ llmnr, mdns, netbios }))(
  'N7 S3: %s: 5,000 mutated messages neither throw, hang, nor make a reply that is malformed or too large',
  (_name, { seeds, target }) => {
    expect(seeds().filter(target).length).toBeGreaterThan(1)
    let answered = 0
    for (const bytes of mutations(seeds(), 5000, 5355)) if (target(bytes)) answered++
    expect(answered).toBeGreaterThan(100)
  },
)
