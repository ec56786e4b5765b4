// shExpMatch(text, glob): Qt's wildcards for file names: neither * nor ? matches a slash, [a-z] and [!a-z] are sets of characters, and
// everything else is itself (KIO src/kpac/script.cpp, QRegularExpression::wildcardToRegularExpression since Qt 5.12: read, not
// measured).
;(function (machine) {
  'use strict'
  var expressions = Object.create(null)
  var count = 0

  function expressionOf(glob) {
    var source = ''
    for (var i = 0; i < glob.length; i++) {
      var set = glob[i] === '[' ? machine.exec(/^\[[!^]?\]?[^\]\\/]*\]/, machine.slice(glob, i)) : null
      if (glob[i] === '*') source += '[^/]*'
      else if (glob[i] === '?') source += '[^/]'
      else if (set !== null) {
        source += '[' + (glob[i + 1] === '!' || glob[i + 1] === '^' ? '^/' + machine.slice(set[0], 2) : machine.slice(set[0], 1))
        i += set[0].length - 1
      } else source += machine.exec(/^[\w\u0080-\uffff]$/, glob[i]) ? glob[i] : '\\' + glob[i]
    }
    return new RegExp('^(?:' + source + ')$')
  }

  machine.kde.define('shExpMatch', 2, function (texts) {
    var expression = expressions[texts[1]]
    if (expression === undefined) {
      if (++count > 20000) expressions = Object.create(null)
      expression = expressions[texts[1]] = expressionOf(texts[1])
    }
    return machine.exec(expression, texts[0]) !== null
  })
})(machine)
