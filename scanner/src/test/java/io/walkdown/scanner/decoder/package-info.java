/// The seam on which decoders of untrusted bytes are fuzzed (S14).
///
/// A [io.walkdown.scanner.decoder.Decoder] takes one answer as a device could send it and judges
/// what our code made of it. The catalogue of all of them, `io.walkdown.scanner.Decoders`, serves
/// three users: the properties of the normal build, the millions of mutated answers of `mvn verify
/// -Psafety`, and the coverage-guided fuzzing of `mvn verify -Pfuzz`; the latter two in the suite,
/// which takes these classes from the scanner's test jar.
///
/// Each protocol's test package lists its own decoders and its own true answers. Nearly all are
/// dialogues, driven whole against a [io.walkdown.scanner.wire.ScriptedLine]: what a device can
/// reach is what is fuzzed, through guard and assembly, and no production class is public for it.
@NullMarked
package io.walkdown.scanner.decoder;

import org.jspecify.annotations.NullMarked;
