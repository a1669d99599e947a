package io.walkdown.scanner.site;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `acknowledge`: one acknowledgement or a list.
final class AcknowledgementReader {
    private static final Set<String> KEYS = Set.of("rule", "by", "reason", "until");

    private final Complaints complaints;
    private final ZoneId zone;
    private final Instant now;

    AcknowledgementReader(Complaints complaints, ZoneId zone, Instant now) {
        this.complaints = complaints;
        this.zone = zone;
        this.now = now;
    }

    List<Acknowledgement> read(Value value) {
        List<Value> items =
                value.node() instanceof YamlNode.Mapping ? List.of(value) : value.items();
        return items.stream()
                .flatMap(item -> Fields.of(item, KEYS).stream())
                .flatMap(fields -> acknowledgement(fields).stream())
                .toList();
    }

    private Optional<Acknowledgement> acknowledgement(Fields fields) {
        Optional<String> rule =
                fields.required("rule", "write which rule of the contract, rule: S2")
                        .flatMap(value -> value.parsed(Rule.ACKNOWLEDGE_RULE, this::rule));
        Optional<String> by =
                fields.required("by", "write who acknowledges, by: name").flatMap(Value::text);
        Optional<String> reason =
                fields.required("reason", "write why, reason: text").flatMap(Value::text);
        Optional<Value> end = fields.required("until", "write when it ends, until: 2027-03-31");
        Optional<Instant> until =
                end.flatMap(value -> value.parsed(Rule.ACKNOWLEDGE_UNTIL, this::until));
        if (rule.isEmpty() || by.isEmpty() || reason.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        Acknowledgement given =
                new Acknowledgement(rule.get(), by.get(), reason.get(), until.get());
        if (!given.isEffective(now)) {
            warnOfExpiry(end.orElseThrow(), given);
        }
        return Optional.of(given);
    }

    private void warnOfExpiry(Value end, Acknowledgement given) {
        complaints.warning(
                end.spot(),
                Rule.ACKNOWLEDGE_EXPIRED,
                end.written(),
                "the acknowledgement of %s has expired and has no effect".formatted(given.rule()),
                "ask %s again, or remove it".formatted(given.by()));
    }

    private Parsed<String> rule(String text) {
        return Acknowledgement.RULES.contains(text)
                ? new Parsed.Right<>(text)
                : new Parsed.Wrong<>(
                        "no acknowledgement lifts \"" + text + "\"",
                        "rules that a person can lift: S2, S3, S7, S8, S10, S11");
    }

    /// A date holds until its end; a date and time without an offset is in the site's zone.
    private Parsed<Instant> until(String text) {
        try {
            return new Parsed.Right<>(instant(text));
        } catch (DateTimeException e) {
            return new Parsed.Wrong<>(
                    "\"" + text + "\" is neither a date nor a date with time",
                    "write 2027-03-31, 2027-03-31T18:00 or 2027-03-31T18:00+02:00");
        }
    }

    private Instant instant(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant();
        }
        return text.matches(".*T.*(Z|[+-].*)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
