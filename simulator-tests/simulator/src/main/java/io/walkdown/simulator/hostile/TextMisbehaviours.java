package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Text that is meant for a terminal, a file or a program, in place of a device's model.
public final class TextMisbehaviours {
    private static final Map<String, Bytes> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put("clears the screen", Bytes.hex("50 1b5b324a 1b5b48 51"));
        TEXTS.put(
                "sets the title",
                Edit.join(Bytes.hex("501b5d303b"), Edit.ascii("owned"), Bytes.hex("07 51")));
        TEXTS.put(
                "writes the clipboard",
                Edit.join(
                        Bytes.hex("50 1b5d35323b633b"),
                        Edit.ascii("cm0gLXJm"),
                        Bytes.hex("1b5c 51")));
        TEXTS.put("colours", Bytes.hex("50 1b5b33316d 1b5b356d 51"));
        TEXTS.put("C1 control sequences", Bytes.hex("50 9b324a 9d303b78 9c 85 51"));
        TEXTS.put("line ends and tabs", Bytes.hex("50 0d0a 09 0b 0c 51"));
        TEXTS.put("backspaces and delete", Bytes.hex("50 08 08 08 7f 7f 51"));
        TEXTS.put("shift out", Bytes.hex("50 0e 6b71 0f 51"));
        TEXTS.put("right to left", Bytes.hex("50 e280ae 6578 e280ac e281a6 51"));
        TEXTS.put("invisible characters", Bytes.hex("50 e2808b efbbbf e280a8 c2ad 51"));
        TEXTS.put("broken UTF-8", Bytes.hex("50 c080 eda080 f5808080 ff fe 51"));
        TEXTS.put("stacked accents", Bytes.hex("5a cc80 cc81 cc82 cc83 cc84 cc85 cc86 51"));
        TEXTS.put("a spreadsheet's formula", Edit.ascii("=cmd|' /C calc'!A0"));
        TEXTS.put("JSON", Edit.ascii("\"},{\"address\":\"10.0.0.1"));
        TEXTS.put("YAML and Markdown", Edit.ascii("`| : &a *a {#x} [!y]"));
        TEXTS.put("markup", Edit.ascii("<script>x()</script>"));
        TEXTS.put("format directives", Edit.ascii("%s%n%x%x${jndi:ldap:x}"));
    }

    private TextMisbehaviours() {}

    /// The texts by name, as the device sends them.
    public static Map<String, Bytes> texts() {
        return new LinkedHashMap<>(TEXTS);
    }

    static List<Misbehaviour> all() {
        return List.of(
                Misbehaviour.of(
                                "text-for-terminals",
                                Layer.TEXT,
                                "Names itself with control sequences, or with text for other programs.")
                        .in(Spoken.S7, texts(3))
                        .in(Spoken.MODBUS, texts(1))
                        .in(Spoken.ENIP_UDP, texts(0))
                        .in(Spoken.ENIP_TCP, texts(1)));
    }

    private static List<Variant> texts(int answer) {
        return TEXTS.entrySet().stream()
                .map(text ->
                        Variant.at(
                                answer,
                                text.getKey(),
                                Edit.changed(
                                        honest -> Edit.over(honest, Spoken.MODEL, text.getValue())),
                                "identified"))
                .toList();
    }
}
