export const sightings = {
  title: 'Sightings',
  lead: 'Who asked, how, and what they were told.',
}
