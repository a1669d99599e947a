package io.walkdown.cli.view;

import io.walkdown.scanner.export.Delivery;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.store.JsonText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of an export.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record DeliveryView(Palette palette, int width) {
    private static final int VERSION = 1;

    /// For a person: who was not brought as they stand, and how many of each.
    public String text(Delivery delivery) {
        var table = Table.of("what", "asset", "fields", "why");
        delivery.entries().stream()
                .filter(entry -> entry.outcome() != Outcome.UNCHANGED || !entry.detail().isEmpty())
                .forEach(entry ->
                        table.row(
                                entry.outcome().id(),
                                Neutral.text(entry.asset()),
                                Neutral.text(String.join(", ", entry.fields())),
                                Neutral.text(entry.detail())));
        String counts =
                Arrays.stream(Outcome.values())
                        .filter(outcome -> delivery.count(outcome) > 0)
                        .map(outcome -> delivery.count(outcome) + " " + outcome.id())
                        .collect(Collectors.joining(", "));
        return (table.isEmpty() ? "" : table.render(width, palette))
                + delivery.stopped()
                        .map(why -> "stopped: %s%n".formatted(Neutral.text(why)))
                        .orElse("")
                + "%s: %s%s%n"
                        .formatted(
                                delivery.sink(),
                                counts.isEmpty() ? "nothing in the inventory" : counts,
                                delivery.dryRun() ? " (dry run: nothing was written)" : "");
    }

    /// For a program.
    public static String json(Delivery delivery) {
        var document = new LinkedHashMap<String, Object>();
        document.put("version", VERSION);
        document.put("sink", delivery.sink());
        document.put("dryRun", delivery.dryRun());
        document.put("complete", delivery.complete());
        delivery.stopped().ifPresent(why -> document.put("stopped", why));
        document.put("entries", delivery.entries().stream().map(DeliveryView::entry).toList());
        return JsonText.indented(document);
    }

    private static Map<String, Object> entry(Delivery.Entry entry) {
        var member = new LinkedHashMap<String, Object>();
        member.put("asset", entry.asset());
        member.put("outcome", entry.outcome().id());
        member.put("fields", entry.fields());
        member.put("detail", entry.detail());
        return member;
    }
}
