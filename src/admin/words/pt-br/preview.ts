import type { Words } from '../en.ts'

export const preview: Words['preview'] = {
  title: 'Prévia',
  lead: 'O que um PAC decide antes que um navegador o execute. Nada nesta página muda o que é servido aos clientes.',
}
