// isPlainHostName(host): no dot (Netscape 1996). A script function that asks String.prototype.search, as in nsProxyAutoConfig.js of old
// (pacparser pac_utils.js, libproxy pacutils.h, Wine pac.js): what is not a string throws, and IPv6 addresses are plain names.
function isPlainHostName(host) {
  return host.search('\\.') == -1
}
