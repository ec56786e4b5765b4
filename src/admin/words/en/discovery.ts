export const discovery = {
  title: 'Discovery',
  lead: 'How a client looks for its proxy: every lookup, in its own order.',
}
