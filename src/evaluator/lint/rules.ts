import type { Rule } from './finding.ts'
import type { Meaning } from './meaning.ts'
import { notAString } from './rules/answer-kind.ts'
import { argumentCount, argumentKind } from './rules/arguments.ts'
import { dnsLeak, myIpAddress } from './rules/client-data.ts'
import { constantCondition } from './rules/conditions.ts'
import { dnsEveryUrl, dnsFirst } from './rules/dns.ts'
import { duplicateFunction, entryPoint, extendedEntry, extendedFunction } from './rules/entry.ts'
import { bom, nonAscii, size } from './rules/file.ts'
import { missingReturn, unreachable } from './rules/flow.ts'
import { globExact, globNever, globRegExp, globWide, httpsPath } from './rules/globs.ts'
import { dnsDomainDot, localHostOrDomain, plainComparison } from './rules/hosts.ts'
import { duplicate, shadowed } from './rules/ladder.ts'
import { modernSyntax, trailingComma } from './rules/language.ts'
import { modernMethod } from './rules/library.ts'
import { redefinedBuiltin, undeclared } from './rules/names.ts'
import { obfuscation } from './rules/obfuscation.ts'
import { proxyPort, proxySyntax, proxyWord } from './rules/proxies.ts'
import { rangeValue, rangeWrap } from './rules/ranges.ts'
import { credentials } from './rules/secrets.ts'
import { globalState } from './rules/state.ts'
import { alertLeft, regExpDot } from './rules/suspicious.ts'
import type { SourceText } from './text.ts'

/** What is looked at in a text, whether it is a script or not. */
export const textRules: readonly Rule<SourceText>[] = [size, bom, nonAscii]

/** What is looked at in a script. */
export const scriptRules: readonly Rule<Meaning>[] = [
  modernSyntax,
  trailingComma,
  modernMethod,
  entryPoint,
  extendedEntry,
  extendedFunction,
  duplicateFunction,
  undeclared,
  redefinedBuiltin,
  missingReturn,
  unreachable,
  notAString,
  constantCondition,
  proxyWord,
  proxySyntax,
  proxyPort,
  credentials,
  dnsFirst,
  dnsEveryUrl,
  dnsLeak,
  myIpAddress,
  globRegExp,
  globWide,
  globNever,
  globExact,
  httpsPath,
  regExpDot,
  plainComparison,
  dnsDomainDot,
  localHostOrDomain,
  argumentCount,
  argumentKind,
  rangeValue,
  rangeWrap,
  duplicate,
  shadowed,
  globalState,
  obfuscation,
  alertLeft,
]

/** Findings that no rule above makes: of what cannot be read, and of comments that silence nothing. */
export const otherRules = ['syntax', 'too-deep', 'unused-silence', 'unknown-silence'] as const

/** Every name that a finding may have. */
export const ruleNames: readonly string[] = [...[...textRules, ...scriptRules].map(({ name }) => name), ...otherRules]
