import type { Words } from '../en.ts'

export const world: Words['world'] = {
  title: 'Ambiente',
  hint: 'o que um PAC pode consultar',
  fields: { client: 'Endereços do cliente', now: 'Momento', tz: 'Fuso horário', dns: 'Nomes fixados' },
  nowHint: 'now, ou 2026-01-05T09:00',
  resolve: 'consultar os outros nomes no DNS deste servidor',
  resolveNeeds: (role) => `exige o papel ${role}`,
}
