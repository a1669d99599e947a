/// Every decoder of bytes that a device may have chosen, fuzzed (S14).
///
/// [AllDecoders] is the list: the scanner's catalogue, and what the screen makes of a device's
/// text. It is used three ways. [CorpusTest], in the normal build, replays every answer that was
/// ever worth keeping. [MutatedAnswersTest], under `-Psafety`, decodes at least a million mutated
/// answers a decoder and measures each; [BrokenDecodersTest] proves that it would notice. The
/// `…FuzzTest` classes, under `-Pfuzz`, let Jazzer look for new paths, one family of decoders a
/// class. `docs/fuzzing.md` says how to run each.
@NullMarked
package io.walkdown.suite.fuzz;

import org.jspecify.annotations.NullMarked;
