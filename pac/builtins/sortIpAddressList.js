// sortIpAddressList(list): addresses separated by semicolons, sorted: IPv6 before IPv4, each by its number, equal ones in their
// order, their text unchanged (Microsoft's IPv6 extensions; Chromium proxy_resolver_v8.cc). Where `machine.linkLocalFirst` is set, IPv6
// addresses of the link come first, as in Microsoft's example. Spaces and tabs are dropped, empty entries skipped. Nothing to sort or a bad entry is false; what is not an ASCII string is null.
;(function (machine) {
  'use strict'

  var linkLocalFirst = machine.linkLocalFirst === true

  function isOfLink(bytes) {
    return bytes.length === 16 && bytes[0] === 254 && (bytes[1] & 192) === 128
  }

  function comesBefore(one, other) {
    if (one.length !== other.length) return one.length > other.length
    if (linkLocalFirst && isOfLink(one) !== isOfLink(other)) return isOfLink(one)
    for (var i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i] < other[i]
    return false
  }

  // the entries and their bytes, or null when one is not an address
  function read(list) {
    var entries = []
    var parts = machine.split(list, ';')
    for (var i = 0; i < parts.length; i++) {
      var text = ''
      for (var k = 0; k < parts[i].length; k++) if (parts[i][k] !== ' ' && parts[i][k] !== '\t') text += parts[i][k]
      if (text === '') continue
      var bytes = machine.address.bytes(text)
      if (bytes === null) return null
      entries[entries.length] = { text: text, bytes: bytes }
    }
    return entries
  }

  function merge(left, right) {
    var merged = []
    var i = 0
    var k = 0
    while (i < left.length || k < right.length) {
      var takeRight = i === left.length || (k < right.length && comesBefore(right[k].bytes, left[i].bytes))
      merged[merged.length] = takeRight ? right[k++] : left[i++]
    }
    return merged
  }

  function sorted(entries, from, to) {
    if (to - from < 2) return to === from ? [] : [entries[from]]
    var middle = (from + to) >> 1
    return merge(sorted(entries, from, middle), sorted(entries, middle, to))
  }

  machine.define('sortIpAddressList', function sortIpAddressList(list) {
    if (typeof list !== 'string' || machine.exec(/[^\x00-\x7f]/, list)) return null
    var entries = read(list)
    if (entries === null || entries.length === 0) return false
    entries = sorted(entries, 0, entries.length)
    var text = entries[0].text
    for (var i = 1; i < entries.length; i++) text += ';' + entries[i].text
    return text
  })
})(machine)
