// isInNetEx(host, prefix): whether one of a name's addresses lies in the network (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('isInNetEx', 2, function (texts) {
    return machine.kde.addresses(texts[0]).some(function (address) {
      return machine.kde.isInSubnet(address, texts[1])
    })
  })
})(machine)
