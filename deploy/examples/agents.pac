// For an agent that announces itself in its User-Agent: everything by the agents' proxy, and nothing past it.
function FindProxyForURL(url, host) {
  if (dnsDomainIs(host.toLowerCase(), ".branch.example.com")) {
    return "DIRECT";
  }
  return "PROXY agents.branch.example.com:3128";
}
