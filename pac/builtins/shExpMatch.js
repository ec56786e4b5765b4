// shExpMatch(text, glob): whether text as a whole fits a shell expression of * and ? (Netscape 1996).
// The engines turn the glob into a regular expression and escape the dot only, so + [ ] ( ) | ^ $ { } and the backslash keep
// their meaning there, and what is no regular expression throws (Chromium pac_js_library.h).
// A glob is looked at once. Most have one of five shapes that need no regular expression and give the same answer, as long as
// the text has no line end (* and ? match none) and the script has left String.prototype alone: else the expression decides.
// Of a script that changes what regular expressions do, the engines' rule is done word for word: that is looked at with each new text.
// What a script asks about one text again and again is decided for all globs at once (`decideAll`).
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
  var replace = stringPrototype.replace
  var regExp = RegExp
  var regExpPrototype = RegExp.prototype
  var test = regExpPrototype.test
  var exec = regExpPrototype.exec
  var lastIndexOf = machine.method(stringPrototype.lastIndexOf)
  var shapes = Object.create(null)
  var tails = Object.create(null) // of the shapes that are SUFFIX
  var count = 0
  var plainText = {} // the last text that the shapes may be used on: a script matches one host against many globs
  var asked = 0 // how often it has been asked about

  // What becomes of the globs that `isFound` when the text is `decided`: true for those in `hits`, false for all others.
  var MANY = 12
  var MOST_DOTS = 30
  var fates = Object.create(null)
  var hits = Object.create(null)
  var hitCount = 0
  var decided = {}

  // throws where the engine's own would: on what is no text, and on what is no regular expression
  function expressionOf(glob) {
    var pattern = glob.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')
    return new RegExp('^' + pattern + '$')
  }

  function read(glob) {
    if (typeof glob !== 'string' || machine.exec(/[?+[\]()|^${}\\\n\r\u2028\u2029]/, glob) !== null)
      return { kind: EXPRESSION, head: '', tail: '', least: 0, expression: expressionOf(glob) }
    var first = machine.indexOf(glob, '*')
    var last = lastIndexOf(glob, '*')
    var head = first < 0 ? glob : machine.slice(glob, 0, first)
    var tail = machine.slice(glob, last + 1)
    var kind = BOTH
    if (first < 0) kind = EXACT
    else if (first !== last) {
      head = first === 0 && last === glob.length - 1 ? machine.slice(glob, 1, last) : '*'
      kind = machine.indexOf(head, '*') < 0 ? INSIDE : EXPRESSION
    } else if (tail === '') kind = PREFIX
    else if (head === '') kind = SUFFIX
    return { kind: kind, head: head, tail: tail, least: head.length + tail.length, expression: null }
  }

  function remember(pattern) {
    var shape = read(pattern)
    if (typeof pattern !== 'string') return shape
    if (++count > MOST_SHAPES) {
      shapes = Object.create(null)
      tails = Object.create(null)
      fates = Object.create(null)
      hitCount = 0
      count = 1
    }
    shapes[pattern] = shape
    if (shape.kind === SUFFIX) tails[pattern] = shape.tail
    if (isFound(shape)) {
      fates[pattern] = false
      decided = {}
    }
    return shape
  }

  // whether a walk over the dots of a text finds the globs of this shape that the text fits: name, *.name and name.*
  function isFound(shape) {
    if (shape.kind === SUFFIX) return shape.tail[0] === '.'
    if (shape.kind === PREFIX) return shape.head[shape.head.length - 1] === '.'
    return shape.kind === EXACT
  }

  function hit(glob) {
    if (fates[glob] !== false) return
    fates[glob] = true
    hits[hitCount++] = glob
  }

  // A ladder asks hundreds of globs about one host. The few that its dots can fit are looked up, and from then on each answer is in
  // the table: that takes half the time of looking at each glob.
  function decideAll(text) {
    while (hitCount > 0) fates[hits[--hitCount]] = false
    decided = {}
    var dots = 0
    for (var at = machine.indexOf(text, '.'); at >= 0; at = machine.indexOf(text, '.', at + 1)) {
      if (++dots > MOST_DOTS) return
      hit('*' + machine.slice(text, at))
      hit(machine.slice(text, 0, at + 1) + '*')
    }
    hit(text)
    decided = text
  }

  // what the script is likely to ask, so that it is not looked at again after every restart
  machine.learnGlob = function (text) {
    if (!/[?+[\]()|^${}\\]/.test(text)) remember(text)
  }

  function byExpression(shape, text, pattern) {
    if (shape.expression === null) shape.expression = expressionOf(pattern)
    return shape.expression.test(text)
  }

  // whether the script has changed what the rule is made of
  function isChanged() {
    if (RegExp === regExp && regExpPrototype.test === test && regExpPrototype.exec === exec && stringPrototype.replace === replace)
      return false
    plainText = {}
    decided = {}
    return true
  }

  function isPlainText(text) {
    if (typeof text !== 'string') return false
    return text === visit.url || machine.exec(/[\n\r\u2028\u2029]/, text) === null
  }

  function byShape(shape, text, pattern) {
    switch (shape.kind) {
      case SUFFIX:
        if (stringPrototype.endsWith === endsWith) return text.endsWith(shape.tail)
        break
      case EXACT:
        return text === shape.head
      case PREFIX:
        if (stringPrototype.startsWith === startsWith) return text.startsWith(shape.head)
        break
      case INSIDE:
        if (stringPrototype.includes === includes) return text.includes(shape.head)
        break
      case BOTH:
        if (stringPrototype.startsWith !== startsWith || stringPrototype.endsWith !== endsWith) break
        return text.length >= shape.least && text.startsWith(shape.head) && text.endsWith(shape.tail)
    }
    return byExpression(shape, text, pattern)
  }

  machine.offerLean('shExpMatch', careful, function shExpMatch(text, pattern) {
    if (typeof pattern !== 'string') return careful(text, pattern)
    if (text === decided) {
      var fate = fates[pattern]
      if (fate !== undefined) return fate
    }
    if (text === plainText) {
      if (++asked === MANY) decideAll(text)
    } else {
      if (text !== visit.host) return careful(text, pattern)
      plainText = text
      asked = 0
    }
    var tail = tails[pattern]
    return tail === undefined ? byShape(shapes[pattern] || remember(pattern), text, pattern) : text.endsWith(tail)
  })

  Object.defineProperty(careful, 'name', { value: 'shExpMatch' })
  return careful
  function careful(url, pattern) {
    var isText = typeof pattern === 'string'
    if (isText && url === decided) {
      var fate = fates[pattern]
      if (fate !== undefined) return fate
    }
    if (url !== plainText && isChanged()) return expressionOf(pattern).test(url)
    var shape = isText ? shapes[pattern] : undefined
    if (shape === undefined) shape = remember(pattern)
    if (url === plainText) {
      if (++asked === MANY) decideAll(url)
    } else if (url !== visit.host && !isPlainText(url)) return byExpression(shape, url, pattern)
    else {
      plainText = url
      asked = 0
    }
    if (shape.kind === SUFFIX && stringPrototype.endsWith === endsWith) return url.endsWith(shape.tail)
    return byShape(shape, url, pattern)
  }
})(machine)
