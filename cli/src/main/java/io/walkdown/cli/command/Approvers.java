package io.walkdown.cli.command;

import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.StoreException;
import io.walkdown.scanner.store.VerifyingKey;
import java.nio.file.Path;
import java.util.List;

/// Whose signature a plan needs (S5).
final class Approvers {
    private Approvers() {}

    /// The keys of which one must have signed the plan; empty where none need have.
    ///
    /// A site file that names keys is the last word: nothing is scanned there without a signed
    /// plan, and no other key will do.
    ///
    /// @param folder what the command line's paths start from
    /// @param trust keys on the command line
    /// @param withPlan whether a plan is to be run
    static List<VerifyingKey> of(Site site, Path folder, List<Path> trust, boolean withPlan) {
        if (!trust.isEmpty() && !withPlan) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--trust needs a plan; nothing was sent",
                    "it says who must have signed the plan, and --plan names none",
                    "add: --plan plan.json");
        }
        if (site.approvalKeys().isEmpty()) {
            return trust.stream().map(key -> read(folder.resolve(key))).toList();
        }
        if (!trust.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--trust and the site's approval keys exclude each other; nothing was sent",
                    "%s says itself whose signature counts".formatted(site.file()),
                    "leave out --trust");
        }
        if (!withPlan) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "this site is scanned under a signed plan alone; nothing was sent",
                    "S5: approval in %s names keys".formatted(site.file()),
                    "run a plan that one of them signed: walkdown scan --plan plan.json");
        }
        return site.approvalKeys().stream().map(Approvers::read).toList();
    }

    private static VerifyingKey read(Path file) {
        try {
            return VerifyingKey.read(file);
        } catch (StoreException e) {
            throw new Failure(
                    ExitCode.CONFIGURATION,
                    "%s cannot be used as an approving key; nothing was sent".formatted(file),
                    String.valueOf(e.getMessage()),
                    "name a file like signing-key.pub.pem of the approver's state folder");
        }
    }
}
