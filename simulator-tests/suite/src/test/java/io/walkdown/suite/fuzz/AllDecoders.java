package io.walkdown.suite.fuzz;

import io.walkdown.scanner.Decoders;
import io.walkdown.scanner.decoder.Decoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Every decoder that is fuzzed.
final class AllDecoders {
    /// The scanner's, and the screen's.
    static final List<Decoder> LIST = list();

    private AllDecoders() {}

    private static List<Decoder> list() {
        List<Decoder> all = new ArrayList<>(Decoders.all());
        all.add(new ScreenText());
        return List.copyOf(all);
    }

    /// Those of one family, for example `s7`.
    static List<Decoder> family(String family) {
        return LIST.stream().filter(decoder -> family(decoder).equals(family)).toList();
    }

    /// The family: what stands before the name's first dash.
    static String family(Decoder decoder) {
        return decoder.name().substring(0, decoder.name().indexOf('-'));
    }

    /// Gives one answer to each decoder of a family.
    ///
    /// @throws AssertionError where one fails or breaks a promise
    static void judge(String family, byte[] answer) {
        byte[] before = answer.clone();
        for (Decoder decoder : family(family)) {
            String outcome = decoder.judge(answer);
            if (outcome.isBlank() || !Arrays.equals(answer, before)) {
                throw new AssertionError(
                        "%s changed %s"
                                .formatted(decoder.name(), HexFormat.of().formatHex(before)));
            }
        }
    }
}
