/** What an account may do: a viewer reads, an editor also sends packets (lookups, live names), an administrator also manages people. */
export const roles = ['viewer', 'editor', 'administrator'] as const

export type Role = (typeof roles)[number]

/** Whether `role` may do what `needed` may. */
export function may(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}
