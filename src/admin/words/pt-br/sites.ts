import type { Words } from '../en.ts'

export const sites: Words['sites'] = {
  title: 'Sites',
  lead: 'O que este servidor responde. Um cliente pertence ao site com a sub-rede mais específica que o contém; se nenhuma o contém, ao site do domínio pelo qual pergunta; senão, ao primeiro site sem sub-redes.',
}
