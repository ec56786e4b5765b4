// shExpMatch(text, glob): whether text as a whole fits a shell expression of * and ? (Netscape 1996).
// The engines turn the glob into a regular expression and escape the dot only, so + [ ] ( ) | ^ $ { } and the backslash keep
// their meaning there, and what is no regular expression throws (Chromium pac_js_library.h).
// A glob is looked at once. Most have one of five shapes that need no regular expression and give the same answer, as long as
// the text has no line end (* and ? match none) and the script has left String.prototype alone: else the expression decides.
var shExpMatch = (function (machine) {
  var EXACT = 0
  var PREFIX = 1
  var SUFFIX = 2
  var INSIDE = 3
  var BOTH = 4
  var EXPRESSION = 5
  var MOST_SHAPES = 20000
  var startsWith = String.prototype.startsWith
  var endsWith = String.prototype.endsWith
  var includes = String.prototype.includes
  var shapes = Object.create(null)
  var count = 0
  var plainText = {} // the last text that the shapes may be used on: a script matches one host against many globs

  function read(glob) {
    var pattern = glob.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')
    var shape = { kind: EXPRESSION, head: '', tail: '', least: 0, expression: new RegExp('^' + pattern + '$') }
    if (typeof glob !== 'string' || !/^[^?+[\]()|^${}\\\n\r\u2028\u2029]*$/.test(glob)) return shape
    var parts = glob.split('*')
    shape.head = parts[0]
    shape.tail = parts[parts.length - 1]
    shape.least = shape.head.length + shape.tail.length
    if (parts.length == 1) shape.kind = EXACT
    else if (parts.length == 2) shape.kind = parts[1] == '' ? PREFIX : parts[0] == '' ? SUFFIX : BOTH
    else if (parts.length == 3 && parts[0] == '' && parts[2] == '') {
      shape.kind = INSIDE
      shape.head = parts[1]
    }
    return shape
  }

  function remember(pattern) {
    var shape = read(pattern)
    if (typeof pattern !== 'string') return shape
    if (++count > MOST_SHAPES) {
      shapes = Object.create(null)
      count = 1
    }
    shapes[pattern] = shape
    return shape
  }

  function mayUseShapes(text) {
    if (typeof text !== 'string') return false
    if (String.prototype.startsWith !== startsWith || String.prototype.endsWith !== endsWith) return false
    if (String.prototype.includes !== includes) return false
    if (!machine.isOfVisit(text) && /[\n\r\u2028\u2029]/.test(text)) return false
    plainText = text
    return true
  }

  return function shExpMatch(url, pattern) {
    var shape = typeof pattern === 'string' ? shapes[pattern] : undefined
    if (shape === undefined) shape = remember(pattern)
    if (url !== plainText && !mayUseShapes(url)) return shape.expression.test(url)
    switch (shape.kind) {
      case SUFFIX:
        return url.endsWith(shape.tail)
      case EXACT:
        return url === shape.head
      case PREFIX:
        return url.startsWith(shape.head)
      case INSIDE:
        return url.includes(shape.head)
      case BOTH:
        return url.length >= shape.least && url.startsWith(shape.head) && url.endsWith(shape.tail)
      default:
        return shape.expression.test(url)
    }
  }
})(machine)
