import type { Words } from '../en.ts'

export const sites: Words['sites'] = {
  title: 'Sitios',
  lead: 'Lo que responde este servidor. Un cliente pertenece al sitio con la subred más específica que lo contenga; si ninguna lo contiene, al sitio del dominio por el que pregunta; si no, al primer sitio sin subredes.',
}
