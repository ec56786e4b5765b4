// isInNet(host, pattern, mask): whether one of a name's IPv4 addresses lies in the network; a mask with holes is none (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('isInNet', 3, function (texts) {
    return machine.kde.addresses(texts[0]).some(function (address) {
      return machine.kde.isIpv4(address) && machine.kde.isInSubnet(address, texts[1] + '/' + texts[2])
    })
  })
})(machine)
