import type { AnyNode } from 'acorn'
import { duktape, pacparser } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'
import type { NamedCall } from '../script.ts'

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
/** Engines that do not go past midnight, Saturday or December (measured). */
const doNotWrap = [...duktape, ...pacparser]

type Value = string | number

/** Days, hours and months that there are not. */
export const rangeValue: Rule<Meaning> = {
  name: 'range-value',
  severity: 'error',
  *find({ calls }): Iterable<Problem> {
    for (const call of calls) {
      const check = Object.hasOwn(checks, call.name) ? checks[call.name] : undefined
      const values = call.args.map(writtenValue)
      if (check === undefined || values.length === 0 || values.includes(undefined)) continue
      const wrong = check(values as Value[])
      if (wrong !== undefined) yield { at: call.node.start, message: wrong[0], mend: wrong[1] }
    }
  },
}

type Wrong = readonly [message: string, mend: string]

const checks: Readonly<Record<string, (values: readonly Value[]) => Wrong | undefined>> = { weekdayRange, dateRange, timeRange }

function weekdayRange(all: readonly Value[]): Wrong | undefined {
  const values = all.at(-1) === 'GMT' ? all.slice(0, -1) : all
  const odd = values.find((value) => !days.includes(String(value)))
  if (odd === undefined)
    return values.length > 2 ? ['weekdayRange takes two days, and "GMT"', 'write weekdayRange("MON", "FRI")'] : undefined
  if (/^gmt$/i.test(String(odd))) return [`"${odd}" is not "GMT": the second day is then left out`, 'write "GMT"']
  const meant = days.find((day) => String(odd).toUpperCase().startsWith(day))
  return [
    `${show(odd)} is no day: weekdayRange is never true`,
    `write ${meant ? `"${meant}"` : '"SUN", "MON", "TUE", "WED", "THU", "FRI" or "SAT"'}`,
  ]
}

function timeRange(all: readonly Value[]): Wrong | undefined {
  const values = all.at(-1) === 'GMT' ? all.slice(0, -1) : all
  const odd = values.find((value) => !/^\d+$/.test(String(value)))
  if (odd !== undefined)
    return [`${show(odd)} is no number: timeRange is never true`, 'write hours and minutes as numbers: timeRange(8, 30, 17, 0)']
  if (![1, 2, 4, 6].includes(values.length))
    return [`timeRange takes 1, 2, 4 or 6 numbers: with ${values.length} the script fails`, 'write timeRange(8, 30, 17, 0)']
  const half = values.length / 2
  const high = values.findIndex((value, i) => Number(value) > (values.length < 4 || i % half === 0 ? 23 : 59))
  return high < 0
    ? undefined
    : [
        `${show(values[high] ?? '')} is no ${values.length < 4 || high % half === 0 ? 'hour' : 'minute or second'}`,
        'hours go from 0 to 23, minutes and seconds from 0 to 59',
      ]
}

function dateRange(all: readonly Value[]): Wrong | undefined {
  const values = all.at(-1) === 'GMT' ? all.slice(0, -1) : all
  const odd = values.find((value) => kindOfField(value) === undefined)
  if (odd !== undefined) {
    const meant = months.find((month) => String(odd).toUpperCase().startsWith(month))
    return [
      `${show(odd)} is no day, month or year`,
      `write ${meant ? `"${meant}"` : 'a day (1 to 31), a month ("JAN") or a year (2026)'}`,
    ]
  }
  const kinds = values.map(kindOfField)
  if (values.length === 1) return undefined
  if (values.length > 6 || values.length % 2 === 1)
    return [`dateRange takes one field, or as many for its end as for its beginning`, 'write dateRange(1, "JAN", 31, "MAR")']
  const half = values.length / 2
  const [from, to] = [kinds.slice(0, half).join(), kinds.slice(half).join()]
  if (new Set(kinds.slice(0, half)).size < half)
    return [
      `dateRange(${values.map(show).join(', ')}) takes a day, a month and a year, in this order; a month is no number`,
      `write dateRange(1, "JAN", 2026, 31, "MAR", 2026)`,
    ]
  if (from === to) return undefined
  return [
    `dateRange(${values.map(show).join(', ')}): the end is not of the kind of the beginning, and this is true on wrong days`,
    `for one day write dateRange(24, "DEC", 24, "DEC")`,
  ]
}

function kindOfField(value: Value): 'day' | 'month' | 'year' | undefined {
  if (months.includes(String(value))) return 'month'
  if (!/^\d+$/.test(String(value))) return undefined
  const number = Number(value)
  return number >= 1 && number <= 31 ? 'day' : number >= 1900 && number <= 9999 ? 'year' : undefined
}

/** Ranges that go over their end: 22 to 6, Friday to Monday, December to January. */
export const rangeWrap: Rule<Meaning> = {
  name: 'range-wrap',
  severity: 'note',
  *find({ calls }): Iterable<Problem> {
    for (const call of calls) {
      const problem = wrapOf(call)
      if (problem !== undefined) yield { at: call.node.start, ...problem }
    }
  },
}

function wrapOf({ name, args }: NamedCall): Omit<Problem, 'at'> | undefined {
  const all = args.map(writtenValue)
  if (all.includes(undefined)) return undefined
  const values = (all.at(-1) === 'GMT' ? all.slice(0, -1) : all) as Value[]
  const half = values.length / 2
  const numbers = values.map((value) => Number(value))
  if (name === 'timeRange' && values.length === 2 && (numbers[0] ?? 0) > (numbers[1] ?? 0))
    return {
      severity: 'warning',
      message: `timeRange(${numbers.join(', ')}) is never true: two hours do not go past midnight`,
      mend: `write timeRange(${numbers[0]}, 0, ${numbers[1]}, 0), or two ranges with ||`,
    }
  if (
    name === 'timeRange' &&
    (values.length === 4 || values.length === 6) &&
    isAfter(numbers.slice(0, half), numbers.slice(half))
  )
    return {
      kinds: doNotWrap,
      message: 'goes past midnight: with these clients it is never true',
      mend: `write two ranges with ||: one up to 23, one from 0`,
    }
  if (name === 'dateRange' && values.length === 2 && (numbers[0] ?? 0) <= 31 && (numbers[0] ?? 0) > (numbers[1] ?? 0))
    return {
      kinds: doNotWrap,
      message: 'goes past the end of the month: with these clients it is never true',
      mend: 'write two ranges with ||',
    }
  if (
    name === 'dateRange' &&
    values.length === 4 &&
    monthOf(values.slice(0, 2)) > monthOf(values.slice(2)) &&
    monthOf(values.slice(2)) >= 0 &&
    !numbers.some((number) => number > 31)
  )
    return { kinds: doNotWrap, message: 'goes past DEC: with these clients it is never true', mend: 'write two ranges with ||' }
  const list = name === 'weekdayRange' ? days : name === 'dateRange' ? months : []
  if (
    values.length === 2 &&
    list.indexOf(String(values[0])) > list.indexOf(String(values[1])) &&
    list.includes(String(values[1]))
  )
    return {
      kinds: doNotWrap,
      message: `goes past ${list.at(-1)}: with these clients it is never true`,
      mend: 'write two ranges with ||',
    }
  if (
    name === 'dateRange' &&
    values.length === 2 &&
    numbers[0] !== undefined &&
    numbers[1] !== undefined &&
    numbers[0] > numbers[1] &&
    numbers[1] > 31
  )
    return {
      severity: 'warning',
      message: `dateRange(${numbers.join(', ')}): the years go backwards, and this is always true`,
      mend: `write dateRange(${numbers[1]}, ${numbers[0]})`,
    }
  return undefined
}

function monthOf(values: readonly Value[]): number {
  return Math.max(...values.map((value) => months.indexOf(String(value))))
}

function isAfter(from: readonly number[], to: readonly number[]): boolean {
  const at = from.findIndex((value, i) => value !== to[i])
  return at >= 0 && (from[at] ?? 0) > (to[at] ?? 0)
}

function writtenValue(node: AnyNode): Value | undefined {
  if (node.type === 'UnaryExpression' && node.operator === '-') return '-'
  if (node.type !== 'Literal') return undefined
  return typeof node.value === 'string' || typeof node.value === 'number' ? node.value : undefined
}

function show(value: Value): string {
  return typeof value === 'string' ? `"${value}"` : String(value)
}
