/// Judges a recording against its plan, with code that shares nothing with the scanner (S13).
///
/// [io.walkdown.scanner.audit.Audit] is the way in: a run's folder, or a capture that somebody else
/// took. Inside: `PlanReader` reads `plan.json` to an [io.walkdown.scanner.audit.AuditPlan];
/// `PacketFile` reads pcap and pcapng, `Dissection` takes packets apart, `Stream` and `Talk` put
/// connections together again, `Framer` cuts them into frames; `RequestJudge`, `ConnectionJudge`,
/// `PaceJudge`, `BudgetJudge`, `SharedFateJudge` and `ScopeJudge` each judge an invariant or two;
/// `JournalAudit` walks a journal and its capture line by line. Every check ends as an
/// [io.walkdown.scanner.audit.Verdict]: `ok`, `breach` with its places, or `not judged` with the
/// reason. Files are hostile until read: every length is bounded, and a broken file is a finding.
@NullMarked
package io.walkdown.scanner.audit;

import org.jspecify.annotations.NullMarked;
