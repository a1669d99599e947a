package io.walkdown.cli.view;

import io.walkdown.scanner.plan.ForbiddenOperation;
import io.walkdown.scanner.plan.FrameCatalog;
import io.walkdown.scanner.plan.FrameCatalog.Entry;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.scanner.wire.FrameTemplate.Part;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One request for people and for programs: its bytes, and what guard and allow-lists say to it.
///
/// @param palette colours
/// @param catalog every kind of frame that can be planned
public record RequestView(Palette palette, FrameCatalog catalog) {

    /// A request that plans can hold, with each frame that it may take.
    public String planned(String name, List<Entry> entries) {
        var text = new StringBuilder();
        text.append(palette.heading("%s can be planned".formatted(name))).append("\n\n");
        entries.forEach(entry -> text.append(frameOf(entry)));
        text.append("Why it is safe to send, where a plan holds it\n");
        text.append("  S1  nothing else passes: the guard compares every byte with the plan\n");
        text.append(
                "  S1  allow-list: %s%n"
                        .formatted(
                                entries.stream().allMatch(e -> objection(e).isEmpty())
                                        ? "agrees; it reads an identification object"
                                        : "objects"));
        text.append("  S5  bounded: the frames and bytes above, and no retry\n");
        text.append("  S12 asked only of families whose profile names it\n");
        return text.toString();
    }

    private String frameOf(Entry entry) {
        var text = new StringBuilder();
        text.append(
                "  %s %s, %s: %s%n"
                        .formatted(
                                entry.transport().name().toLowerCase(Locale.ROOT),
                                entry.id(),
                                entry.kind().id(),
                                entry.meaning()));
        for (Part part : entry.example().layout()) {
            int from = 2 * part.offset();
            String hex = entry.hex().substring(from, from + 2 * part.length());
            text.append("    %-24s  %s%n".formatted(spaced(hex), part.meaning()));
        }
        text.append(
                palette.faint(
                        "    .. is decided by the conversation, xx by site file or profile; shown"
                                + " is one example\n"));
        text.append(
                "    at most %s; answer read up to %s%n"
                        .formatted(
                                entry.repeatMax() == 1 ? "once" : entry.repeatMax() + " times",
                                Amount.bytes(entry.answerMax())));
        text.append("    standard: %s%n".formatted(entry.example().standard()));
        text.append(
                "    profiles: %s%n%n"
                        .formatted(
                                entry.profiles().isEmpty()
                                        ? "none; an overlay has to allow it (S12)"
                                        : String.join(", ", entry.profiles())));
        return text.toString();
    }

    private static Optional<String> objection(Entry entry) {
        return entry.objection(entry.example().bytes());
    }

    /// An operation that is never sent.
    public String forbidden(ForbiddenOperation operation) {
        return palette.heading(
                        "%s is never sent: it %s".formatted(operation.id(), operation.effect()))
                + "\n\n  %s%n  standard: %s%n%n"
                        .formatted(spaced(operation.frame().toString()), operation.standard())
                + verdict(operation.frame().toArray());
    }

    /// A frame of unknown meaning.
    public String frame(byte[] frame) {
        return verdict(frame);
    }

    private String verdict(byte[] frame) {
        List<Entry> matching = matching(frame);
        var text = new StringBuilder();
        if (matching.isEmpty()) {
            text.append("S1: no plan can hold these bytes, so the guard refuses them\n");
        }
        for (Entry entry : matching) {
            text.append(
                    "These bytes have the form of %s %s: %s%n"
                            .formatted(entry.protocol().id(), entry.id(), entry.meaning()));
            text.append(
                    "  sent only where profile and site file name exactly this, and the plan"
                            + " prints it\n");
        }
        objections(frame)
                .forEach((protocol, why) ->
                        why.forEach(reason ->
                                text.append("  %s allow-list: %s%n".formatted(protocol, reason))));
        return text.toString();
    }

    private List<Entry> matching(byte[] frame) {
        return catalog.entries().stream().filter(entry -> entry.matches(frame)).toList();
    }

    /// What the allow-list of each protocol objects; nothing where a plan can hold the frame,
    /// because then its places, which a site file names, decide.
    private Map<String, TreeSet<String>> objections(byte[] frame) {
        var objections = new LinkedHashMap<String, TreeSet<String>>();
        if (!matching(frame).isEmpty()) {
            return objections;
        }
        for (Entry entry : catalog.entries()) {
            entry.objection(frame)
                    .ifPresent(why ->
                            objections
                                    .computeIfAbsent(entry.protocol().id(), _ -> new TreeSet<>())
                                    .add(why));
        }
        return objections;
    }

    /// [#planned] for programs.
    public String plannedJson(String name, List<Entry> entries) {
        var document = document(name, true);
        document.put("frames", entries.stream().map(RequestView::json).toList());
        return JsonText.indented(document);
    }

    /// [#forbidden] for programs.
    public String forbiddenJson(ForbiddenOperation operation) {
        var document = document(operation.id(), false);
        document.put("effect", operation.effect());
        document.put("standard", operation.standard());
        document.put("hex", operation.frame().toString());
        document.put("objections", lists(operation.frame().toArray()));
        return JsonText.indented(document);
    }

    /// [#frame] for programs.
    public String frameJson(byte[] frame) {
        List<Entry> matching = matching(frame);
        var document = document(HexFormat.of().formatHex(frame), !matching.isEmpty());
        document.put("matches", matching.stream().map(Entry::id).toList());
        document.put("objections", lists(frame));
        return JsonText.indented(document);
    }

    private Map<String, List<String>> lists(byte[] frame) {
        var lists = new LinkedHashMap<String, List<String>>();
        objections(frame).forEach((protocol, why) -> lists.put(protocol, List.copyOf(why)));
        return lists;
    }

    private static Map<String, @Nullable Object> document(String request, boolean plannable) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", 1);
        document.put("request", request);
        document.put("plannable", plannable);
        return document;
    }

    private static Map<String, @Nullable Object> json(Entry entry) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("id", entry.id());
        document.put("protocol", entry.protocol().id());
        document.put("kind", entry.kind().id());
        document.put("hex", entry.hex());
        document.put("meaning", entry.meaning());
        document.put("when", entry.when());
        document.put("repeatMax", entry.repeatMax());
        document.put("answerMax", entry.answerMax());
        document.put("standard", entry.example().standard());
        document.put("profiles", entry.profiles());
        document.put(
                "fields",
                entry.example().layout().stream()
                        .map(part ->
                                Map.of(
                                        "offset", part.offset(),
                                        "length", part.length(),
                                        "meaning", part.meaning()))
                        .toList());
        return document;
    }

    private static String spaced(String hex) {
        return hex.replaceAll("(..)(?=.)", "$1 ");
    }
}
