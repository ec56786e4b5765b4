// CFNetwork calls FindProxyForURL from a function of its own, which finds it by its name as any code does, so that let and const will
// do (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published). Not a PAC function.
machine.entry = {
  call: function (url, host) {
    return FindProxyForURL(url, host)
  },
  missing: function () {
    return typeof FindProxyForURL === 'function' ? '' : typeof FindProxyForURL
  },
}
