// The branch's PAC: inside straight, everything else through the branch's proxy, and straight when both proxies are down.
// ECMAScript 5 without surprises: Windows' own engine is that old.
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (isPlainHostName(host) || host === "example.com" || dnsDomainIs(host, ".example.com")) {
    return "DIRECT";
  }
  // addresses are compared as text: isInNet would ask DNS about every name, and browsers wait for that
  if (shExpMatch(host, "192.0.2.*") || shExpMatch(host, "198.51.100.*") || shExpMatch(host, "127.*")) {
    return "DIRECT";
  }
  return "PROXY proxy.branch.example.com:3128; PROXY proxy.example.com:3128; DIRECT";
}
