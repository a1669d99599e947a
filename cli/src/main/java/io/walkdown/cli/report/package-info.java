/// A verdict in the formats that pipelines show.
///
/// [io.walkdown.cli.report.Report] is one format: a verdict in, a text out, the same bytes for the
/// same facts. [io.walkdown.cli.report.ReportFormat] names all of them. A new format is one class
/// and one line there. What devices told is hostile until shown otherwise (S14):
/// [io.walkdown.cli.report.Phrases] neutralises it once, and each format quotes what is left for
/// whoever reads it; `docs/ci-gate.md` lists what is kept from whom.
@NullMarked
package io.walkdown.cli.report;

import org.jspecify.annotations.NullMarked;
