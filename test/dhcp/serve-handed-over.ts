import { openDhcp } from '../../src/dhcp/listener.ts'
import { everyone, optionsFrom } from './context.ts'

// A program of its own, since descriptor 3 is handed to a process: serves on `fd:lan` until its standard input ends.
await using listener = await openDhcp(
  optionsFrom({ listen: ['fd:lan'] }),
  () => everyone,
  () => {},
)
process.stdout.write(JSON.stringify(listener.endpoints))
for await (const _ of process.stdin);
