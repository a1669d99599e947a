package io.walkdown.cli.view;

import io.walkdown.profiles.Profile;
import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Source;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.Hold;
import io.walkdown.scanner.store.FileLedger.Kept;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.ResponseTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// One device for a person who stands next to it: what it says of itself and how that is known, how
/// it bore being asked, and what holds it back.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
/// @param zone the site's zone, in which times are told
public record DeviceView(Palette palette, int width, ZoneId zone) {
    private static final int MOST_BARS = 40;
    private static final int MOST_VISITS = 8;

    /// Every field that was asked for, with its evidence; modules below their device.
    public String fields(Asset asset) {
        Table table = Table.of("field", "value", "how we know", "asked at");
        rows(table, "", asset.nameplate());
        asset.modules().forEach(module -> rows(table, module.place() + " ", module.nameplate()));
        return table.isEmpty() ? "  It told nothing of itself.\n" : table.render(width, palette);
    }

    private void rows(Table table, String prefix, Nameplate plate) {
        for (NameplateField name : NameplateField.values()) {
            row(table, prefix + name.id(), plate.field(name));
        }
        plate.attributes().forEach((name, field) -> row(table, prefix + name, field));
    }

    private void row(Table table, String name, Field field) {
        String value =
                switch (field.state()) {
                    case KNOWN -> Neutral.text(field.value().orElseThrow());
                    case EMPTY -> "· empty";
                    case NOT_SUPPORTED -> "– not supported";
                    case NO_ANSWER -> "? no answer";
                    case CONFLICT ->
                            field.values().stream()
                                    .map(Neutral::text)
                                    .collect(Collectors.joining(" ≠ "));
                    case NOT_ASKED -> "";
                };
        if (!value.isEmpty()) {
            table.row(
                    Neutral.text(name),
                    value,
                    field.source()
                            .map(source -> source.protocol() + " " + source.request())
                            .orElse("-"),
                    field.source().map(Source::at).map(this::time).orElse("-"));
        }
    }

    /// The contacts that the ledger keeps, the last ones.
    public String contacts(List<Kept> contacts) {
        if (contacts.isEmpty()) {
            return "  Never contacted from this machine.\n";
        }
        Table table = Table.of("contact", "why", "outcome", ">frames", ">seconds");
        contacts.subList(Math.max(0, contacts.size() - MOST_VISITS), contacts.size())
                .forEach(contact -> row(table, contact));
        return table.render(width, palette);
    }

    private void row(Table table, Kept contact) {
        table.row(
                time(contact.at()),
                contact.purpose().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                contact.used().map(Ledger.Used::outcome).orElse("lasts, or broke off"),
                contact.used().map(used -> Integer.toString(used.frames())).orElse("-"),
                contact.used().map(used -> seconds(used.seconds())).orElse("-"));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
    }

    /// How long it took for its answers, over all runs (S7).
    public String answers(ResponseTimes times) {
        if (times.kept().isEmpty()) {
            return "";
        }
        String slow =
                times.p95()
                        .map(p95 ->
                                ", 95 of 100 within %s, a sign of trouble beyond %s"
                                        .formatted(answer(p95), answer(times.limit().orElse(p95))))
                        .orElse("; too few to know what is usual");
        return "  answers  %s  %d kept, the last one %s%s%n"
                .formatted(
                        Sparkline.of(times.kept(), MOST_BARS),
                        times.kept().size(),
                        answer(times.kept().getLast()),
                        slow);
    }

    /// Devices near by answer in less than a millisecond.
    private static String answer(Duration time) {
        return time.compareTo(Duration.ofMillis(10)) < 0
                ? String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6)
                : Amount.of(time);
    }

    /// Its profile with the reason, its connections, and what a visit would cost at most.
    ///
    /// @param device what a visit would be on a day on which it is due
    public String limits(DevicePlan device) {
        Profile profile = device.profile();
        return "  profile  %s: %s%n  slots    %s%n  visit    at most %s, gap %s, %s%n"
                .formatted(
                        profile.id(),
                        device.chosenBy(),
                        slots(profile, device.endpoint().clients()),
                        PlanView.terms(device.visitCost()),
                        Amount.of(profile.gap().value()),
                        ProfilesView.revisit(profile));
    }

    private static String slots(Profile profile, OptionalInt clients) {
        String declared =
                clients.isPresent()
                        ? "%d of others declared".formatted(clients.getAsInt())
                        : "those of others not declared";
        return profile.slots().known()
                ? "%d connections, %d reserved, %s; we take one"
                        .formatted(profile.slots().max(), profile.slots().reserved(), declared)
                : "nobody documented how many connections it can hold, " + declared;
    }

    /// Which rules hold it back and until when.
    public String holds(List<Hold> holds) {
        if (holds.isEmpty()) {
            return palette.good("  Nothing holds it back: it could be visited now.") + "\n";
        }
        var text = new StringBuilder();
        for (Hold hold : holds) {
            text.append("  ")
                    .append(palette.warning(hold.rule()))
                    .append("  ")
                    .append(Neutral.text(hold.why()))
                    .append('\n');
            text.append("      until ")
                    .append(hold.until().map(this::time).orElse("a person acts"))
                    .append(hold.wayOut().isEmpty() ? "" : ": " + Neutral.text(hold.wayOut()))
                    .append('\n');
        }
        return text.toString();
    }

    private String time(Instant at) {
        return Times.of(at, zone);
    }
}
