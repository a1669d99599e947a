package io.walkdown.suite.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.simulator.hostile.Layer;
import io.walkdown.simulator.hostile.Spoken;
import io.walkdown.suite.hostile.HostileRun.Played;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Holds what a visit left against what the catalogue, the plan and the honest device say.
final class HostileJudge {
    private static final Pattern REFUSAL = Pattern.compile("/(encapsulation|cip)Status = ");

    /// How late a busy machine may wake a thread whose wait is over; everything else is exact.
    private static final double LATE_SECONDS = 0.1;

    private static final List<String> TERMS = List.of("frames", "bytes", "connections", "seconds");

    /// What the honest device of each protocol tells.
    private final Map<Spoken, Set<String>> told = new EnumMap<>(Spoken.class);

    /// Takes the honest devices among them for a measure.
    HostileJudge(List<Played> all) {
        all.stream()
                .filter(one -> one.played().isHonest())
                .forEach(one -> told.put(one.played().spoken(), facts(one)));
    }

    /// What is wrong with one of them; empty where nothing is.
    List<String> problems(Played one) {
        List<String> problems = new ArrayList<>();
        List<String> expected = one.played().variant().outcomes();
        if (!expected.contains(one.outcome())) {
            problems.add(
                    "ended as %s (%s), not as %s"
                            .formatted(
                                    one.outcome(),
                                    one.visit().path("reason").asText(),
                                    String.join(" or ", expected)));
        }
        if (!one.failed().isEmpty()) {
            problems.add("the scan itself failed: " + one.failed());
        }
        if (one.witnessed().openNow() > 0) {
            problems.add("left %d connections open (S3)".formatted(one.witnessed().openNow()));
        }
        beyond(one, problems);
        askedOn(one, problems);
        invented(one, problems);
        return problems;
    }

    /// The worst case is a bound, and the device saw no more than we say (S5).
    private static void beyond(Played one, List<String> problems) {
        JsonNode actual = one.visit().path("actual");
        for (String term : TERMS) {
            double most = one.visit().path("worstCase").path(term).asDouble(-1);
            if (term.equals("seconds") && most >= 0) {
                most += LATE_SECONDS;
            }
            if (actual.path(term).asDouble(Double.MAX_VALUE) > most) {
                problems.add("%s: %s of %s (S5)".formatted(term, actual.path(term), most));
            }
        }
        if (one.witnessed().frames() > actual.path("frames").asInt()
                || one.witnessed().connections() > actual.path("connections").asInt()) {
            problems.add("the device saw %s, we count %s".formatted(one.witnessed(), actual));
        }
    }

    /// A sign of trouble is the last thing that is asked about: behind it only the close may go
    /// (S7).
    private static void askedOn(Played one, List<String> problems) {
        int most = one.played().mostFrames();
        int sent = one.visit().at("/actual/frames").asInt();
        if (sent > most) {
            problems.add("%d frames were sent, %d end the visit (S7)".formatted(sent, most));
        }
    }

    /// Nothing is known of a device but what it would have told had it been honest; a text is what
    /// it is.
    private void invented(Played one, List<String> problems) {
        if (one.played().layer() == Layer.TEXT) {
            return;
        }
        Set<String> known = facts(one);
        known.removeAll(told.getOrDefault(one.played().spoken(), Set.of()));
        if (!known.isEmpty()) {
            problems.add("knows what the honest device does not tell: " + known);
        }
    }

    /// What is known, without the codes by which a device refuses: an honest one has none to tell.
    /// Each device has an address of its own, and says so.
    private static Set<String> facts(Played one) {
        Set<String> facts = new TreeSet<>();
        collect("", one.assets(), facts);
        String address = one.visit().path("address").asText();
        return facts.stream()
                .filter(fact -> !REFUSAL.matcher(fact).find())
                .map(fact -> fact.replace(address, "its own address"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collect(String path, JsonNode node, Set<String> into) {
        if (node.path("state").asText().equals("known")) {
            into.add(path + " = " + node.path("value").asText());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode part = node.get(i);
                String place = part.path("slot").asText(part.path("unit").asText("" + i));
                collect(path + "/" + place, part, into);
            }
        } else {
            node.properties()
                    .forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), into));
        }
    }
}
