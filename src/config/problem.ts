/** One thing that is wrong with a configuration: where it stands and what to do about it. */
export interface Problem {
  /** As the administrator would say it: `sites[1].subnets[0]`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
  /** From 1; undefined where no line is to blame. */
  readonly line?: number | undefined
}

/** A problem, or what may be one, before its line is known. */
export type Found = Problem & { readonly keys: readonly (string | number)[] }

/** A configuration that can't be used. The message lists every problem, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly Problem[]

  constructor(file: string, problems: readonly Problem[]) {
    super(problems.map((problem) => formatProblem(file, problem)).join('\n'))
    this.problems = problems
  }
}

/** `wpadd.yaml:7: sites[1].subnets[0]: "10.0.0/8" is not a CIDR block (did you mean 10.0.0.0/8?)` */
export function formatProblem(file: string, { path, message, line }: Problem): string {
  return [line === undefined ? file : `${file}:${line}`, path, message].filter((part) => part !== '').join(': ')
}

/** `['sites', 1, 'subnets']` as `sites[1].subnets`. */
export function formatPath(keys: readonly unknown[]): string {
  return keys.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`)).join('')
}
