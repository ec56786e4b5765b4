import { type AdviceText, englishAdvice } from '../../../clients/advice-text.ts'

/** What the page Discovery says of a search. It has no options of a command line to name. */
export const advice: AdviceText = {
  ...englishAdvice,
  reasons: {
    ...englishAdvice.reasons,
    'no privilege': () => 'port 68 needs CAP_NET_BIND_SERVICE, which the systemd unit gives to wpadd; or ask this wpadd alone',
    'port taken': () => 'the DHCP client of this machine holds port 68: stop it for a moment, or ask this wpadd alone',
    'no own address': () => 'this machine has no IPv4 address to ask from: give it one',
    'no DNS server': () => 'no DNS server is there: set one on this machine, or ask this wpadd alone',
    outside: ({ name, kind }) => `${kind} asks for ${name}, and whoever owns that domain may answer: claim the name in your DNS`,
  },
  end: {
    ...englishAdvice.end,
    found: ({ url, bytes, contentType }) => `${url}: ${bytes} bytes, ${contentType || 'no media type'}`,
  },
}
