import { asSystemSorts } from './addresses.ts'
import { readAnswer } from './libproxy-answer.ts'
import { readScript } from './libproxy-script.ts'
import { readVisit } from './libproxy-visit.ts'
import { type DialectRules, NO_LIMIT } from './rules.ts'

/**
 * libproxy 0.5 (src/backend/px-manager.c, plugins/pacrunner-duktape; measured with 0.5.12), which runs scripts in duktape 2.7. A
 * script that fails, or whose answer is no string, means DIRECT.
 */
export const libproxy: DialectRules = {
  functions: [
    'systemNames',
    'libproxy/dnsResolve',
    'libproxy/myIpAddress',
    'libproxy/alert',
    'performance',
    'netscape/rangesEnd',
    'dnsDomainIs',
    'dnsDomainLevels',
    'convert_addr',
    'netscape/isInNet',
    'netscape/isPlainHostName',
    'isResolvable',
    'libproxy/localHostOrDomainIs',
    'shExpMatch',
    'weekdayRange',
    'dateRange',
    'timeRange',
    'keepBuiltins',
    'setGlobals',
    'libproxy/duktape',
  ],
  mostLookups: NO_LIMIT,
  restarts: false,
  onFailure: 'direct',
  asciiAnswers: false,
  readScript,
  readVisit,
  readAnswer,
  myAddresses: () => ({ one: '', all: '' }),
  nameAddresses: asSystemSorts,
}
