package io.walkdown.cli.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is told of a command line that does not fit. Of an export's no value is repeated: it may be
/// a token, which stands on the screen and in a pipeline's log then.
final class WrongUsage {
    private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z-]{0,30})(=.*)?");
    private static final String EXPORT = "export";

    private WrongUsage() {}

    static String message(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        if (!isOfExport(e)) {
            return message;
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return withoutValues(unmatched.getUnmatched());
        }
        String value = e.getValue();
        return value == null || value.isBlank() ? message : message.replace(value, "(not shown)");
    }

    private static boolean isOfExport(ParameterException e) {
        for (CommandSpec spec = e.getCommandLine().getCommandSpec();
                spec != null;
                spec = spec.parent()) {
            if (spec.name().equals(EXPORT)) {
                return true;
            }
        }
        return e instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().stream()
                        .anyMatch(each -> each.equals(EXPORT) || each.startsWith("--token"));
    }

    private static String withoutValues(List<String> unmatched) {
        List<String> options =
                unmatched.stream()
                        .map(OPTION::matcher)
                        .filter(Matcher::matches)
                        .map(found -> "'%s'".formatted(found.group(1)))
                        .toList();
        return options.isEmpty()
                ? "there is an argument that an export does not take; it is not shown, as it may be"
                        + " a secret"
                : "Unknown option: " + String.join(", ", options);
    }
}
