// IP addresses as text, as Chromium reads them (net/base/ip_address.cc, url/url_canon_ip.cc). Not a PAC function: others use it.
// IPv4 is what a URL allows: one to four parts, decimal, octal (a leading 0) or hexadecimal (0x), the last filling the rest.
// IPv6 has no brackets and no zone.
machine.address = (function (machine) {
  'use strict'

  function numberOf(part) {
    if (machine.exec(/^0[xX][0-9a-fA-F]*$/, part)) return part.length == 2 ? 0 : +part
    if (machine.exec(/^0[0-7]+$/, part)) return parse(part, 8)
    return machine.exec(/^(0|[1-9][0-9]*)$/, part) ? +part : -1
  }

  function parse(digits, base) {
    var value = 0
    for (var i = 0; i < digits.length; i++) value = value * base + +digits[i]
    return value
  }

  function bytesOf4(text) {
    if (!machine.exec(/^[0-9a-fA-FxX.]+$/, text)) return null
    var parts = machine.split(text, '.')
    var count = parts.length
    if (count > 1 && parts[count - 1] === '') count--
    if (count > 4) return null
    var value = 0
    for (var i = 0; i < count; i++) {
      var number = numberOf(parts[i])
      var room = i == count - 1 ? 4294967296 / [1, 256, 65536, 16777216][i] : 256
      if (number < 0 || number >= room) return null
      value += i == count - 1 ? number : number * [16777216, 65536, 256][i]
    }
    return [value / 16777216 & 255, value / 65536 & 255, value / 256 & 255, value & 255]
  }

  // the bytes of hextets with an optional IPv4 tail; null when something is none
  function hextets(text) {
    var bytes = []
    if (text === '') return bytes
    var parts = machine.split(text, ':')
    for (var i = 0; i < parts.length; i++) {
      if (machine.exec(/^[0-9a-fA-F]{1,4}$/, parts[i])) {
        var number = +('0x' + parts[i])
        bytes[bytes.length] = number >> 8
        bytes[bytes.length] = number & 255
        continue
      }
      var tail = i == parts.length - 1 && machine.exec(/^[^.]+\.[^.]+\.[^.]+\.[^.]+$/, parts[i]) ? bytesOf4(parts[i]) : null
      if (tail === null) return null
      for (var k = 0; k < 4; k++) bytes[bytes.length] = tail[k]
    }
    return bytes
  }

  function bytesOf6(text) {
    if (text.length > 64) return null
    var gap = machine.indexOf(text, '::')
    var head = hextets(gap < 0 ? text : machine.slice(text, 0, gap))
    var tail = gap < 0 ? [] : hextets(machine.slice(text, gap + 2))
    if (head === null || tail === null) return null
    var missing = 16 - head.length - tail.length
    if (gap < 0 ? missing !== 0 : missing < 2) return null
    var bytes = []
    for (var i = 0; i < 16; i++) bytes[i] = i < head.length ? head[i] : i < head.length + missing ? 0 : tail[i - head.length - missing]
    return bytes
  }

  function textOf6(bytes) {
    var best = 8
    var bestLength = 1
    for (var i = 0; i < 8; i++) {
      var length = 0
      while (i + length < 8 && bytes[2 * (i + length)] === 0 && bytes[2 * (i + length) + 1] === 0) length++
      if (length > bestLength) {
        best = i
        bestLength = length
      }
    }
    var text = ''
    for (var k = 0; k < 8; k++) {
      if (k === best) {
        text += '::'
        k += bestLength - 1
        continue
      }
      if (text !== '' && text[text.length - 1] !== ':') text += ':'
      text += hex(bytes[2 * k] * 256 + bytes[2 * k + 1])
    }
    return text
  }

  function hex(number) {
    var digits = ''
    do {
      digits = '0123456789abcdef'[number & 15] + digits
      number >>= 4
    } while (number > 0)
    return digits
  }

  return {
    // 4 or 16 bytes, or null
    bytes: function (text) {
      return machine.indexOf(text, ':') < 0 ? bytesOf4(text) : bytesOf6(text)
    },
    text: function (bytes) {
      return bytes.length == 4 ? bytes[0] + '.' + bytes[1] + '.' + bytes[2] + '.' + bytes[3] : textOf6(bytes)
    },
  }
})(machine)
