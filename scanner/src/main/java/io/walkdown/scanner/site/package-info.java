/// The site file: what may be contacted, when, and within which limits (S11).
///
/// [io.walkdown.scanner.site.SiteFile] reads `site.yaml` into an immutable
/// [io.walkdown.scanner.site.Site], or says in [io.walkdown.scanner.site.Diagnostic]s everything
/// that is wrong with it, each with file, line, column, field, rule and value. Addresses are
/// [io.walkdown.scanner.site.IpLiteral]s that our own code parses, so no name is ever resolved;
/// [io.walkdown.scanner.site.Scope] decides about them and [io.walkdown.scanner.site.Windows] about
/// the time. Start reading at `Site`, then `Device`, then `SiteFile`. Everything here is immutable;
/// only `SiteFile` touches a file, and only reads it.
@NullMarked
package io.walkdown.scanner.site;

import org.jspecify.annotations.NullMarked;
