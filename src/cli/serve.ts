import { parseArgs } from 'node:util'
import { loadConfig } from '../config/config.ts'
import { startDaemon } from '../daemon.ts'
import { type LogLevel, logLevels, openLog } from '../log.ts'
import { type Command, Misuse, print, printHelp, userPath } from './command.ts'
import { demonstration, demonstrationHints } from './demonstration.ts'
import { signalled } from './signals.ts'
import { version } from './version.ts'

const help = `Usage: wpadd serve [--config FILE] [--log-level LEVEL]

Runs the services: DHCP option 252, DNS for wpad.*, wpad.dat over HTTP, the preview page.

  --config FILE      the configuration (YAML; deploy/ has examples); without it, a demonstration on loopback
  --log-level LEVEL  ${logLevels.join(', ')}; default info, where only what is
                     unusual is logged; debug has a line a request

Signals: SIGHUP reads the configuration and the PAC files again and prints a new sign-in link; a PAC file is read again when
it changes, too. Whatever is found wrong, the last good one goes on being served. SIGTERM and SIGINT end cleanly.
Under systemd (Type=notify) it says when it is ready.`

/** Runs the services until a signal ends them. */
export const serve: Command = {
  help,
  async run(words) {
    const { values } = parseArgs({
      args: [...words],
      options: {
        config: { type: 'string' },
        'log-level': { type: 'string', default: 'info' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return printHelp(help)
    const level = values['log-level'] as LogLevel
    if (!logLevels.includes(level)) throw new Misuse(`--log-level: "${level}" is not one of ${logLevels.join(', ')}`)
    const file = values.config === undefined ? undefined : userPath(values.config)
    const log = openLog(level)
    const signals = signalled()
    await using daemon = await startDaemon(async () => (file === undefined ? demonstration() : loadConfig(file)), log, version)
    if (file === undefined) print(demonstrationHints(daemon))
    for await (const [signal] of signals) {
      if (signal !== 'SIGHUP') {
        log.info(`ending (${signal})`)
        break
      }
      await daemon.reload()
    }
    return 0
  },
}
