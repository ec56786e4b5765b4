import { en, type Words } from './en.ts'
import { es } from './es.ts'
import { ptBr } from './pt-br.ts'

/** The languages, by their tags (RFC 5646). */
export type Language = 'en' | 'es' | 'pt-BR'

/** Each language's catalogue, and its own name for itself. */
export const languages: Readonly<Record<Language, { readonly name: string; readonly words: Words }>> = {
  en: { name: 'English', words: en },
  es: { name: 'Español', words: es },
  'pt-BR': { name: 'Português (Brasil)', words: ptBr },
}

const tags = Object.keys(languages) as Language[]

/** The language that was chosen (a cookie), else the first of Accept-Language that there is (RFC 9110, 12.5.4), else English. */
export function chooseLanguage(chosen: string | undefined, accepted = ''): Language {
  const found = tags.find((tag) => tag === chosen)
  return found ?? wanted(accepted.slice(0, 500)).flatMap(nearest)[0] ?? 'en'
}

function wanted(accepted: string): string[] {
  const ranges = accepted.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const quality = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1)
    return { tag, quality }
  })
  return ranges
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

// pt and pt-PT are read by a Brazilian catalogue better than by an English one
function nearest(tag: string): Language[] {
  const [language] = tag.split('-')
  return tags.filter((known) => known.toLowerCase().split('-')[0] === language)
}
