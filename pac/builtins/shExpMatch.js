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
  var visit = machine.visit
  var stringPrototype = String.prototype
  var startsWith = stringPrototype.startsWith
  var endsWith = stringPrototype.endsWith
  var includes = stringPrototype.includes
  var shapes = Object.create(null)
  var count = 0
  var plainText = {} // the last text that the shapes may be used on: a script matches one host against many globs

  // throws where the engine's own would: on what is no text, and on what is no regular expression
  function expressionOf(glob) {
    var pattern = glob.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')
    return new RegExp('^' + pattern + '$')
  }

  function read(glob) {
    if (typeof glob !== 'string' || !/^[^?+[\]()|^${}\\\n\r\u2028\u2029]*$/.test(glob))
      return { kind: EXPRESSION, head: '', tail: '', least: 0, expression: expressionOf(glob) }
    var first = glob.indexOf('*')
    var last = glob.lastIndexOf('*')
    var head = first < 0 ? glob : glob.substring(0, first)
    var tail = glob.substring(last + 1)
    var kind = BOTH
    if (first < 0) kind = EXACT
    else if (first !== last) {
      head = first === 0 && last === glob.length - 1 ? glob.substring(1, last) : '*'
      kind = head.indexOf('*') < 0 ? INSIDE : EXPRESSION
    } else if (tail === '') kind = PREFIX
    else if (head === '') kind = SUFFIX
    return { kind: kind, head: head, tail: tail, least: head.length + tail.length, expression: null }
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

  // what the script is likely to ask, so that it is not looked at again after every restart
  machine.learnGlob = function (text) {
    if (!/[?+[\]()|^${}\\]/.test(text)) remember(text)
  }

  function byExpression(shape, text, pattern) {
    if (shape.expression === null) shape.expression = expressionOf(pattern)
    return shape.expression.test(text)
  }

  function mayUseShapes(text) {
    if (typeof text !== 'string') return false
    if (text !== visit.host && text !== visit.url && /[\n\r\u2028\u2029]/.test(text)) return false
    if (stringPrototype.startsWith !== startsWith || stringPrototype.endsWith !== endsWith) return false
    if (stringPrototype.includes !== includes) return false
    plainText = text
    return true
  }

  return function shExpMatch(url, pattern) {
    var shape = typeof pattern === 'string' ? shapes[pattern] : undefined
    if (shape === undefined) shape = remember(pattern)
    if (url !== plainText && !mayUseShapes(url)) return byExpression(shape, url, pattern)
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
        return byExpression(shape, url, pattern)
    }
  }
})(machine)
