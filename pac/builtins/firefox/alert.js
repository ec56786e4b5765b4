// alert(message): a note for the browser console, dropped here. Without an argument it throws (Firefox ProxyAutoConfig.cpp).
;(function (machine) {
  'use strict'
  machine.define('alert', function alert(message) {
    if (arguments.length === 0) throw new TypeError('alert: At least 1 argument required, but only 0 passed')
    machine.alerted(`${message}`)
  })
})(machine)
