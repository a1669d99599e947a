package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Device;
import io.walkdown.scanner.audit.AuditPlan.Group;
import io.walkdown.scanner.audit.AuditPlan.Leg;
import io.walkdown.scanner.audit.AuditPlan.Reading;
import io.walkdown.scanner.audit.AuditPlan.Source;
import io.walkdown.scanner.audit.AuditPlan.Step;
import io.walkdown.scanner.audit.AuditPlan.Template;
import io.walkdown.scanner.audit.AuditPlan.Variable;
import io.walkdown.scanner.audit.AuditPlan.Worst;
import io.walkdown.scanner.store.Json;
import io.walkdown.scanner.store.JsonFields;
import io.walkdown.scanner.store.JsonProblem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads an [AuditPlan] from the text of a `plan.json`.
final class PlanReader {
    private static final int LONGEST_MS = 1_000_000_000;

    private PlanReader() {}

    /// @param name what problems call the file
    static Reading read(String name, String text) {
        try {
            JsonFields fields = JsonFields.of(name, Json.parse(name, text));
            AuditPlan plan = plan(fields);
            List<JsonProblem> problems = fields.problems();
            return problems.isEmpty() ? new Reading.Read(plan) : new Reading.Wrong(problems);
        } catch (JsonProblem.Found found) {
            return new Reading.Wrong(List.of(found.problem()));
        }
    }

    private static AuditPlan plan(JsonFields fields) {
        if (fields.whole("version", 0, Integer.MAX_VALUE) != 1) {
            fields.wrong("version", "this version reads plans of version 1");
        }
        JsonFields limits = fields.object("limits");
        return new AuditPlan(
                fields.text("hash"),
                fields.text("site"),
                ranges(fields, "scope"),
                ranges(fields, "exclude"),
                limits.whole("concurrentVisits", 1, 1_000_000),
                limits.number("framesPerSecond").doubleValue(),
                fields.objects("groups", PlanReader::group),
                fields.objects("devices", PlanReader::device));
    }

    private static List<Range> ranges(JsonFields fields, String name) {
        var ranges = new ArrayList<Range>();
        for (String text : fields.texts(name)) {
            try {
                ranges.add(Range.of(text));
            } catch (IllegalArgumentException e) {
                fields.wrong(name, "'%s' is no range of addresses".formatted(text));
            }
        }
        return ranges;
    }

    private static Group group(JsonFields fields) {
        return new Group(
                fields.text("name"),
                fields.whole("concurrentVisits", 1, 1_000_000),
                optional(fields, "framesPerSecond"),
                optional(fields, "busTimePercent"));
    }

    private static OptionalDouble optional(JsonFields fields, String name) {
        return fields.has(name)
                ? OptionalDouble.of(fields.number(name).doubleValue())
                : OptionalDouble.empty();
    }

    private static Device device(JsonFields fields) {
        JsonFields limits = fields.object("limits");
        JsonFields worst = fields.object("worstCase");
        return new Device(
                fields.text("device"),
                fields.parsed("address", "an IP literal", InetAddress::ofLiteral)
                        .orElse(InetAddress.getLoopbackAddress()),
                fields.whole("port", 1, 65_535),
                fields.text("protocol"),
                fields.texts("groups"),
                milliseconds(limits, "gapMs"),
                milliseconds(limits, "closeTimeoutMs"),
                new Worst(
                        worst.whole("frames", 0, Integer.MAX_VALUE),
                        worst.whole("bytes", 0, Integer.MAX_VALUE),
                        worst.whole("connections", 0, Integer.MAX_VALUE),
                        worst.seconds("seconds")),
                fields.optionalObject("withheld").map(why -> why.text("rule")),
                legs(fields));
    }

    private static Duration milliseconds(JsonFields fields, String name) {
        return Duration.ofMillis(fields.whole(name, 0, LONGEST_MS));
    }

    /// A request with the conversation that it belongs to.
    private record Request(String leg, boolean tcp, int port, Step step) {}

    private static List<Leg> legs(JsonFields fields) {
        Map<String, List<Request>> byLeg = new LinkedHashMap<>();
        for (Request request : fields.objects("requests", PlanReader::request)) {
            byLeg.computeIfAbsent(request.leg(), _ -> new ArrayList<>()).add(request);
        }
        return byLeg.values().stream()
                .map(requests ->
                        new Leg(
                                requests.getFirst().leg(),
                                requests.getFirst().tcp(),
                                requests.getFirst().port(),
                                requests.stream().map(Request::step).toList()))
                .toList();
    }

    private static Request request(JsonFields fields) {
        var step =
                new Step(
                        fields.text("id"),
                        fields.text("kind"),
                        fields.parsed("hex", "a frame in hexadecimal", Template::of)
                                .orElseGet(() -> Template.of("00")),
                        fields.objects("variables", PlanReader::variable),
                        fields.whole("repeatMax", 1, 64),
                        fields.whole("answerMax", 0, 65_535),
                        milliseconds(fields, "timeoutMs"));
        return new Request(
                fields.text("leg"),
                fields.choice(
                                "transport",
                                "a transport",
                                text ->
                                        switch (text) {
                                            case "tcp" -> Optional.of(true);
                                            case "udp" -> Optional.of(false);
                                            default -> Optional.empty();
                                        },
                                List.of("tcp", "udp"))
                        .orElse(true),
                fields.whole("port", 1, 65_535),
                step);
    }

    private static Variable variable(JsonFields fields) {
        int offset = fields.whole("offset", 0, 65_535);
        int length = fields.whole("length", 1, 8);
        Source source =
                switch (fields.text("source")) {
                    case "counter" -> new Source.Counter();
                    case "previous-answer" ->
                            new Source.PreviousAnswer(fields.whole("from", 0, 65_535));
                    case "answer-to" ->
                            new Source.AnswerTo(
                                    fields.text("step"), fields.whole("from", 0, 65_535));
                    default -> {
                        fields.wrong("source", "known are counter, previous-answer and answer-to");
                        yield new Source.Counter();
                    }
                };
        return new Variable(offset, length, source);
    }
}
