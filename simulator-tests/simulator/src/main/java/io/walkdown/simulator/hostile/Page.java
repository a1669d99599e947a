package io.walkdown.simulator.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The page about hostile devices, in Markdown.
final class Page {
    private static final String HEAD =
            """
            # Hostile devices

            An answer is hostile until it is parsed (S14): a device may be broken, a port may belong to
            somebody else, and on a bad day somebody means harm. The simulator therefore has devices that
            misbehave at every layer. `HostileDevicesTest` scans some variants of each in every build and all of
            them under `mvn verify -Psafety`, the slow ones at their full length. Each visit must end as the table
            says: within the time, frames, bytes and connections that the plan named for it (S5), with no request
            behind what was wrong (S7), with the socket closed at the device's end (S3), with no field that the
            honest device behind it would not have told, in a process of 64 MiB, and without a stack trace.

            This table is made of the catalogue, `io.walkdown.simulator.hostile.Catalogue`; a test keeps it
            current. A number of variants stands before the outcomes that they end with. Where more than one
            outcome is listed, variants differ, or the order of two events on the network decides.

            """;

    private static final String FOOT =
            """

            ## What the outcomes mean here

            - `malformed`: a part of an answer came, or one that breaks the protocol's rules. It is a sign of
              trouble and ends the visit (S7).
            - `not-spoken`: the port answers in another protocol that can be told: TLS, HTTP, a greeting in
              text, another controller's protocol. No sign of trouble.
            - `partial`: something was learned before the device misbehaved. EtherNet/IP devices that
              misbehave over TCP have told their identity by UDP before.
            - `identified`: what the device did is allowed, or happened when all was told. A device that
              never closes leaves an unanswered close in the ledger (S3).

            A late or repeated answer is never taken for the answer to the next question: S7 counts PDU
            references, Modbus transactions, and each EtherNet/IP request of a visit has a sender context of
            its own.
            """;

    private Page() {}

    static String of(List<Misbehaviour> all) {
        var page = new StringBuilder(HEAD);
        String titles =
                Arrays.stream(Spoken.values())
                        .map(Spoken::title)
                        .collect(Collectors.joining(" | "));
        page.append("| misbehaviour | layer | what the device does | ")
                .append(titles)
                .append(" |\n");
        page.append("|---|---|---|").append("---|".repeat(Spoken.values().length)).append('\n');
        all.forEach(one -> page.append(row(one)));
        return page.append(FOOT).toString();
    }

    private static String row(Misbehaviour one) {
        String cells =
                Arrays.stream(Spoken.values())
                        .map(spoken -> cell(one, spoken))
                        .collect(Collectors.joining(" | "));
        return "| `%s` | %s | %s | %s |\n"
                .formatted(one.name(), one.layer().title(), one.does(), cells);
    }

    private static String cell(Misbehaviour one, Spoken spoken) {
        int count = one.variants().getOrDefault(spoken, List.of()).size();
        return count == 0 ? "–" : count + ": " + String.join(", ", one.outcomes(spoken));
    }
}
