import { sourceRead } from '../basis.ts'
import type { ClientKind } from '../kind.ts'

/** Android, which never looks. */
export const android: ClientKind = {
  name: 'android',
  title: 'Android',
  dialect: 'chromium',
  enabledBy: 'nothing: it has no WPAD',
  phases: [],
  variants: {},
  facts: [
    {
      says: 'takes a PAC by the URL in the settings of a network, or by policy, and never looks for one',
      ...sourceRead('AOSP PacProxyService.java'),
    },
  ],
}
