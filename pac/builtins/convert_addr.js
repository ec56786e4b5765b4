// convert_addr(text): an IPv4 address as a signed 32-bit number (Chromium pac_js_library.h). Missing parts count as 0.
function convert_addr(ipchars) {
  var parts = ipchars.split('.')
  return ((parts[0] & 255) << 24) | ((parts[1] & 255) << 16) | ((parts[2] & 255) << 8) | (parts[3] & 255)
}
