package io.walkdown.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The baseline as a file that people keep in Git.
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        description = "Look a baseline over, see where its values come from, and join two of them.",
        footer = {
            "",
            "Example: walkdown baseline check",
            "         walkdown baseline blame filler.firmwareRevision",
            "         git config merge.walkdown.driver \"walkdown baseline merge %%O %%A %%B --output"
                    + " %%A --name %%P\""
        },
        subcommands = {
            BaselineCheckCommand.class,
            BaselineBlameCommand.class,
            BaselineMergeCommand.class
        })
final class BaselineCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say check, blame or merge");
    }
}
