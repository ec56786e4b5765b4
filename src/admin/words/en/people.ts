export const people = {
  title: 'People',
  lead: 'Accounts, tokens, and what was changed.',
}
