// shExpMatch(text, glob): the pieces between the stars stand in text in this order, in any case of letters, and the last of them at
// its end unless the glob ends in a star. The first need not be at the beginning, and ? is a character like others
// (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function shExpMatch(text, glob) {
  if (typeof text != 'string' || typeof glob != 'string') return false
  if (glob == '*' || (text == '' && glob == '')) return true
  var rest = text.toLowerCase()
  var pieces = glob.toLowerCase().split('*')
  for (var i = 0; i < pieces.length; i++) {
    var at = rest.indexOf(pieces[i])
    if (at == -1) return false
    rest = rest.substring(at + pieces[i].length)
  }
  return pieces[pieces.length - 1] == '' || rest == ''
}
