import type { Words } from '../en.ts'

export const world: Words['world'] = {
  title: 'Entorno',
  hint: 'lo que un PAC puede consultar',
  fields: { client: 'Direcciones del cliente', now: 'Momento', tz: 'Zona horaria', dns: 'Nombres fijados' },
  nowHint: 'now, o 2026-01-05T09:00',
  resolve: 'consultar los demás nombres en el DNS de este servidor',
  resolveNeeds: (role) => `requiere el rol ${role}`,
}
