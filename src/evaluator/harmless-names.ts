// What of the language and of the PAC functions keeps nothing of what it is given. All of it reads; nothing of it is missing where an
// engine lacks it, since a call of what is not there throws.

/** The words of a text. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}

const names = words(`isPlainHostName dnsDomainIs dnsDomainLevels localHostOrDomainIs isResolvable isInNet dnsResolve convert_addr
  myIpAddress shExpMatch weekdayRange dateRange timeRange isResolvableEx isInNetEx dnsResolveEx myIpAddressEx sortIpAddressList
  parseInt parseFloat isNaN isFinite String Number Boolean escape unescape encodeURIComponent decodeURIComponent`)
/**
 * Functions, by the names of their globals, that change nothing, whatever they are given, but the globals named here; and those only in
 * some engines (pacparser).
 */
export const functions: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...Array.from(names, (name) => [name, new Set<string>()] as const),
  ['isInNetEx', words('prefix_a ip prefix_rem prefix_nfields prefix_bits ip_bits')],
])
/** Methods that change nothing, of whatever they are called on: functions of the script may have these names too. */
export const methods =
  words(`charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf match repeat search slice split
  startsWith substr substring toLowerCase toUpperCase trim hasOwnProperty test exec toString join getTime getDay getDate getMonth
  getFullYear getHours getMinutes getSeconds getUTCDay getUTCHours getUTCMinutes getTimezoneOffset`)
/** The same, given a function that they call. */
export const methodsWithFunction = words('some every filter map forEach find findIndex')
/** Functions that are properties of a global. */
export const statics: Readonly<Record<string, ReadonlySet<string>>> = {
  Math: words('floor ceil round abs min max pow sqrt trunc'),
  Date: words('now'),
  String: words('fromCharCode'),
  Array: words('isArray'),
}
/** What may be made by `new`. */
export const made = words('Date RegExp')
/** Globals that are values. */
export const constants = words('undefined NaN Infinity')

/** Syntax that changes nothing when none of its parts does; what is neither here nor among `rules` is not understood. */
export const plainSyntax =
  words(`Program BlockStatement ExpressionStatement EmptyStatement IfStatement ForStatement ForInStatement ForOfStatement
  WhileStatement DoWhileStatement ReturnStatement BreakStatement ContinueStatement ThrowStatement TryStatement CatchClause
  SwitchStatement SwitchCase LabeledStatement VariableDeclaration VariableDeclarator TemplateLiteral TemplateElement
  ArrayExpression ObjectExpression BinaryExpression LogicalExpression ConditionalExpression SequenceExpression ChainExpression`)
