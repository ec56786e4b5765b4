// isPlainHostName(host): no dot (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function isPlainHostName(host) {
  return host.indexOf('.') == -1
}
