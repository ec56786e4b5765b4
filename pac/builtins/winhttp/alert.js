// alert(message): nothing (documented: WinHTTP has no user interface).
;(function (machine) {
  'use strict'
  machine.define('alert', function alert(message) {
    if (typeof message === 'string') machine.alerted(message)
  })
})(machine)
