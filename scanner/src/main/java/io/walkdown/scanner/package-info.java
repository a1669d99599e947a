/// The scanner as a library. Read the packages in the order of a visit: `site` says who may be
/// contacted, `plan` what would be sent, `scan` runs it through `wire` with the dialogues of `s7`,
/// `modbus` and `enip`, `asset` is what was learned, `store` keeps it and `baseline` compares it
/// with what people accepted.
@NullMarked
package io.walkdown.scanner;

import org.jspecify.annotations.NullMarked;
