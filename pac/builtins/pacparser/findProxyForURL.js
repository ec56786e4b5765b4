// pacparser runs a script function of its own, which prefers FindProxyForURLEx and finds either by its name as any code does, so that
// let and const will do; the script may replace it. Whatever comes back becomes text (pacparser src/pac_utils.js, pacparser.c).
// The text is C's: a NUL ends it. Versions before 1.5 wrote URL and host into a line of script, with %27 for a single quote; this one calls.
function findProxyForURL(url, host) {
  if (typeof FindProxyForURLEx == 'function') return FindProxyForURLEx(url, host)
  return FindProxyForURL(url, host)
}
machine.entry = (function (machine) {
  'use strict'
  var sourceOf = machine.method(Function.prototype.toString)

  // a class is a function that cannot be called
  function isCallable(value) {
    return typeof value === 'function' && machine.slice(sourceOf(value), 0, 5) !== 'class'
  }

  return {
    call: function (url, host) {
      var answer = `${findProxyForURL(url, host)}`
      var end = machine.indexOf(answer, '\0')
      return end < 0 ? answer : machine.slice(answer, 0, end)
    },
    missing: function () {
      if (typeof FindProxyForURLEx === 'function' || typeof FindProxyForURL !== 'undefined' && isCallable(FindProxyForURL)) return ''
      return typeof FindProxyForURL === 'function' ? 'class' : typeof FindProxyForURL
    },
  }
})(machine)
