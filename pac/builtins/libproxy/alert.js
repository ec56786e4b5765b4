// alert(message): nothing, unless an environment variable asks for it; its argument is not looked at (libproxy 0.5.12
// src/backend/plugins/pacrunner-duktape/pacrunner-duktape.c).
;(function (machine) {
  'use strict'
  machine.define('alert', function alert(message) {
    if (typeof message === 'string') machine.alerted(message)
  })
})(machine)
