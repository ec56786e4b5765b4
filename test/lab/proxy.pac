function FindProxyForURL(url, host) {
  return "PROXY 10.99.0.3:3128";
}
