import type { Report } from '../../events/sighting.ts'
import { type NamedLinks, senderOf } from '../../net/link-listener.ts'
import type { FindSite } from '../../sites/find-site.ts'
import type { LinkRules } from '../../sites/link-answer.ts'
import { typeName } from '../codes.ts'
import type { Responder } from '../responder.ts'
import { type LlmnrReply, type LlmnrSilence, respond } from './respond.ts'

/** Answers from the sites and links of the moment. */
export function openLlmnrResponder(
  rules: LinkRules,
  links: NamedLinks,
  findSite: () => FindSite,
  report: Report,
): Responder<LlmnrReply | LlmnrSilence> {
  return {
    answer(request, source, transport) {
      const sender = senderOf(source, links)
      if (sender === undefined) return { kind: 'silence', outcome: 'not on our links' }
      return respond(request, { via: 'llmnr', ...sender }, transport, rules, findSite())
    },
    sight: (client, what, milliseconds) =>
      report({
        via: 'llmnr',
        client,
        answered: what.kind === 'reply',
        outcome: what.outcome,
        unusual: what.kind === 'failure',
        detail: what.kind === 'reply' ? `wpad ${typeName(what.type)}` : what.kind === 'failure' ? what.detail : '',
        milliseconds,
      }),
  }
}
