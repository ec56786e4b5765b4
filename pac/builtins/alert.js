// alert(message): a note to the administrator. Its first argument becomes text, whatever that runs or throws, and the text is
// dropped here: nothing of a script reaches a log (Chromium proxy_resolver_v8.cc; without an argument it says "undefined").
;(function (machine) {
  'use strict'
  machine.define('alert', function alert(message) {
    machine.alerted(`${message}`)
  })
})(machine)
