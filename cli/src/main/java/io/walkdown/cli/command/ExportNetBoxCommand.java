package io.walkdown.cli.command;

import io.walkdown.scanner.export.Inventory;
import io.walkdown.scanner.export.NetBox;
import io.walkdown.scanner.export.Secret;
import io.walkdown.scanner.export.Web;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The inventory in NetBox.
@Command(
        name = "netbox",
        mixinStandardHelpOptions = true,
        description = {
            "Bring devices, their types and modules to NetBox 4. Found by our own id, then by serial"
                    + " number and site; what is ambiguous is left alone and told (exit code 3)."
        },
        footer = {
            "",
            "Example: walkdown export netbox --url https://netbox.example.org --token-env"
                    + " NETBOX_TOKEN --netbox-site plant-7 --dry-run"
        })
final class ExportNetBoxCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Mixin private final ExportOptions export = new ExportOptions();

    @Option(
            names = "--netbox-site",
            required = true,
            paramLabel = "SLUG",
            description = "The site in NetBox; it must exist.")
    private String site = "";

    @Option(
            names = "--role",
            paramLabel = "SLUG",
            description = "The role that new devices get; it must exist (default: plc).",
            defaultValue = "plc")
    private String role = "plc";

    @Option(
            names = "--init",
            description = "Make our custom fields where they are missing; needed once.")
    private boolean init;

    @Option(
            names = "--take-replacements",
            description = {
                "Where another device stands in the place of one that NetBox has from us, make that one",
                "the new device; else it is left alone and told."
            })
    private boolean takeReplacements;

    ExportNetBoxCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Secret token = export.token(console);
        Inventory inventory = export.inventory(console, options);
        try (Web web = export.web(console, token)) {
            var netBox =
                    new NetBox(
                            web,
                            token,
                            new NetBox.Options(site, role, init, takeReplacements, export.dryRun));
            return ExportOptions.run(console, options, () -> netBox.deliver(inventory));
        }
    }
}
