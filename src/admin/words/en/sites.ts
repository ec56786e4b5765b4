export const sites = {
  title: 'Sites',
  lead: 'What this server answers. A client belongs to the site with the longest matching subnet; if none matches, to the site of the domain that it asks for; else to the first site without subnets.',
}
