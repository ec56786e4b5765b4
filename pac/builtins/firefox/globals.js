// The globals of a PAC in Firefox (measured with ESR 153; memory is not shared there). Not a PAC function.
machine.setGlobals('WebAssembly Temporal', 'SuppressedError DisposableStack AsyncDisposableStack', 'SharedArrayBuffer')
delete globalThis[Symbol.toStringTag] // it is [object Object]
