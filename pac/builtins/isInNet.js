// isInNet(host, pattern, mask): whether host, resolved when it is a name, equals pattern in the bits of mask (Netscape 1996).
// As in Chromium and Firefox a malformed pattern or mask is false, and the mask may have holes (pac_js_library.h).
// It asks the global dnsResolve, isValidIpAddress and convert_addr, so a script that replaces one is obeyed.
// What patterns and masks are as numbers is looked at once, and an address once as long as it is asked about: a ladder of subnets
// takes a tenth of the time. That holds as long as nothing is changed that the functions are made of.
var isInNet = (function (isValidIpAddressOfEngine, convertOfEngine) {
  var MOST = 20000
  var NONE = 0.5 // what is no address; addresses are whole numbers
  var stringPrototype = String.prototype
  var split = stringPrototype.split
  var regExpPrototype = RegExp.prototype
  var exec = regExpPrototype.exec
  var numbers = Object.create(null)
  var count = 0
  var addressText = {}
  var addressNumber = NONE
  var foundText = {}
  var foundNumber = NONE

  function byRule(ipaddr, pattern, maskstr) {
    if (!isValidIpAddress(pattern) || !isValidIpAddress(maskstr)) return false
    var address = isValidIpAddress(ipaddr) ? ipaddr : dnsResolve(ipaddr)
    if (address == null) return false
    var mask = convert_addr(maskstr)
    return (convert_addr(address) & mask) == (convert_addr(pattern) & mask)
  }

  function numberOf(text) {
    return isValidIpAddress(text) ? convert_addr(text) : NONE
  }

  function remember(text) {
    if (++count > MOST) {
      numbers = Object.create(null)
      count = 1
    }
    return (numbers[text] = numberOf(text))
  }

  function isUnchanged() {
    if (isValidIpAddress !== isValidIpAddressOfEngine || convert_addr !== convertOfEngine) return false
    return stringPrototype.split === split && regExpPrototype.exec === exec
  }

  // what dnsResolve gave, which may be a script's own and change things too
  function numberOfFound(found) {
    if (typeof found !== 'string' || !isUnchanged()) return convert_addr(found)
    if (found !== foundText) {
      foundNumber = convert_addr(found)
      foundText = found
    }
    return foundNumber
  }

  return function isInNet(ipaddr, pattern, maskstr) {
    var isText = typeof ipaddr === 'string' && typeof pattern === 'string' && typeof maskstr === 'string'
    if (!isText || !isUnchanged()) return byRule(ipaddr, pattern, maskstr)
    var wanted = numbers[pattern]
    if (wanted === undefined) wanted = remember(pattern)
    if (wanted === NONE) return false
    var mask = numbers[maskstr]
    if (mask === undefined) mask = remember(maskstr)
    if (mask === NONE) return false
    if (ipaddr !== addressText) {
      addressNumber = numberOf(ipaddr)
      addressText = ipaddr
    }
    var address = addressNumber
    if (address === NONE) {
      var found = dnsResolve(ipaddr)
      if (found == null) return false
      address = numberOfFound(found)
    }
    return (address & mask) == (wanted & mask)
  }
})(isValidIpAddress, convert_addr)
