/** What a PAC may ask about, on every page that evaluates. */
export const world = {
  title: 'World',
  hint: 'what a PAC may ask about',
  fields: { client: 'Client addresses', now: 'Moment', tz: 'Time zone', dns: 'Pinned names' },
  nowHint: 'now, or 2026-01-05T09:00',
  resolve: 'ask this server’s DNS for other names',
  /** Why that cannot be chosen. */
  resolveNeeds: (role: string) => `this takes the role ${role}`,
}
