export const preview = {
  title: 'Preview',
  lead: 'What a PAC decides, before a browser runs it. Nothing on this page changes what clients are served.',
}
