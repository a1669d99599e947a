package io.walkdown.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Hands the inventory on to another system.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Bring the accepted inventory to a system that keeps or watches it, from files alone.",
            "A second export of the same files changes nothing; nothing is ever deleted."
        },
        synopsisSubcommandLabel = "SYSTEM",
        footer = {
            "",
            "Example: walkdown export netbox --url https://netbox.example.org --token-file token"
                    + " --netbox-site plant-7 --dry-run"
        },
        subcommands = {ExportNetBoxCommand.class, ExportSplunkCommand.class})
final class ExportCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "the system to export to is missing");
    }
}
