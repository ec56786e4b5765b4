// localHostOrDomainIs(host, hostdom): the same name in any case of letters, or any name without a dot where hostdom has one
// (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function localHostOrDomainIs(host, hostdom) {
  var one = host.toLowerCase()
  var other = hostdom.toLowerCase()
  return one == other || (isPlainHostName(one) && !isPlainHostName(other))
}
