// How KIO's functions take their arguments: natively, as texts or numbers, and a function that gets too few of them throws (Qt's
// QJSEngine, which calls methods of an object). Not a PAC function.
machine.kde = (function (machine) {
  'use strict'
  var SPECIAL = { '0.0.0.0': true, '255.255.255.255': true, '::': true }

  return {
    // a function that takes at least `least` arguments, all as texts
    define: function (name, least, call) {
      machine.define(name, function () {
        if (arguments.length < least) throw new Error('Insufficient arguments')
        var texts = []
        for (var i = 0; i < arguments.length; i++) texts[i] = `${arguments[i]}`
        return call(texts)
      })
    },
    // the addresses of a name; special ones are left out
    addresses: function (name) {
      var found = name === '' ? null : machine.lookup('all:' + name, name, machine.system.all)
      var all = found === null ? [] : machine.split(found, ';')
      return all.filter(function (address) { return SPECIAL[address] !== true })
    },
    isIpv4: function (address) {
      return machine.indexOf(address, ':') < 0
    },
    // minutes and the like between two bounds; where the first is the greater, every value is inside, which is a slip of KIO's
    inRange: function (value, from, to) {
      return from <= to ? from <= value && value <= to : value <= from || to <= value
    },
    isGmt: function (text) {
      return machine.lower(text) === 'gmt'
    },
    // whether an address lies in a network given as text, "10.0.0.0/255.0.0.0" or "10.0.0.0/8"
    isInSubnet: function (address, subnet) {
      var parts = machine.split(subnet, '/')
      var bytes = machine.address.bytes(address)
      var network = machine.address.bytes(parts[0])
      if (parts.length !== 2 || bytes === null || network === null || bytes.length !== network.length) return false
      var length = machine.exec(/^[0-9]{1,3}$/, parts[1]) ? +parts[1] : lengthOf(machine.address.bytes(parts[1]))
      if (length < 0 || length > bytes.length * 8) return false
      for (var i = 0; i < length; i++) if (((bytes[i >> 3] ^ network[i >> 3]) & (128 >> (i & 7))) !== 0) return false
      return true
    },
  }

  // the ones of a mask; -1 when it has holes
  function lengthOf(mask) {
    if (mask === null) return -1
    var length = 0
    var isOver = false
    for (var i = 0; i < mask.length * 8; i++) {
      var bit = (mask[i >> 3] & (128 >> (i & 7))) !== 0
      if (bit && isOver) return -1
      if (bit) length++
      else isOver = true
    }
    return length
  }
})(machine)
