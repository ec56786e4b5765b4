// isValidIpAddress(text): four decimal numbers up to 255 (Chromium pac_js_library.h; visible to scripts there and in Firefox).
// Leading zeros are decimal. What is not a string is read as one.
function isValidIpAddress(ipchars) {
  var parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(ipchars)
  return parts != null && parts[1] <= 255 && parts[2] <= 255 && parts[3] <= 255 && parts[4] <= 255
}
