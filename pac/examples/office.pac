// The demonstration's PAC: what most offices start from.
function FindProxyForURL(url, host) {
  // inside: straight
  if (isPlainHostName(host) || dnsDomainIs(host, ".example.com")) {
    return "DIRECT";
  }
  // addresses of our own networks: straight, and without asking DNS
  if (shExpMatch(host, "10.*") || shExpMatch(host, "192.168.*")) {
    return "DIRECT";
  }
  // backups go out at night through a proxy of their own
  if (dnsDomainIs(host, ".backup.example.net") && timeRange(22, 0, 6, 0)) {
    return "PROXY backup-proxy.example.com:3128";
  }
  // everything else: the proxy, its stand-in, and straight when both are down
  return "PROXY proxy.example.com:3128; PROXY proxy2.example.com:3128; DIRECT";
}
