// isPlainHostName(host): neither a dot nor a colon (Firefox netwerk/base/ascii_pac_utils.js). A script function that asks
// String.prototype.search.
function isPlainHostName(host) {
  return host.search('(\\.)|:') == -1
}
