export const compare = {
  title: 'Compare',
  lead: 'Two PACs, one list of visits: only the decisions that change.',
}
