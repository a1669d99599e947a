package io.walkdown.scanner.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.audit.Capture.Format;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Captures made by hand, each with one breach or none.
class CaptureAuditTest {
    private static final String METER = "10.0.0.11";
    private static final String DRIVE = "10.0.0.12";
    private static final String FIRST = "0001000000050a2b0e0100";
    private static final String SECOND = "0002000000050a2b0e0100";
    private static final String ANSWER = "0001000000030aab01";

    @TempDir Path folder = Path.of("");

    private static String device(String name, String address) {
        return """
        {"device":"%s","address":"%s","port":502,"protocol":"modbus","groups":["line"],
         "profile":"p","limits":{"gapMs":50,"quietMs":50,"timeoutMs":1000,
         "connectTimeoutMs":1000,"closeTimeoutMs":500,"deadlineMs":5000},
         "requests":[{"id":"read","kind":"read","leg":"tcp","transport":"tcp","port":502,
           "hex":"....000000050a2b0e0100","variables":[{"offset":0,"length":2,"source":"counter"}],
           "when":"always","repeatMax":2,"answerMax":260,"timeoutMs":1000,"meaning":"m"}],
         "worstCase":{"frames":2,"bytes":60,"connections":1,"seconds":2},"warnings":[]}\
        """
                .formatted(name, address);
    }

    private static AuditPlan plan() {
        String text =
                """
                {"version":1,"site":"s","hash":"h","limits":{"concurrentVisits":1,"framesPerSecond":10},
                 "scope":["10.0.0.0/24"],"exclude":["10.0.0.99"],
                 "groups":[{"name":"line","concurrentVisits":1,"busTimePercent":10}],
                 "devices":[%s,%s]}\
                """
                        .formatted(device("meter", METER), device("drive", DRIVE));
        return switch (PlanReader.read("plan.json", text)) {
            case AuditPlan.Reading.Read(AuditPlan plan) -> plan;
            case AuditPlan.Reading.Wrong wrong -> throw new AssertionError(wrong.toString());
        };
    }

    private static Capture honest(Format format) {
        return new Capture(format)
                .open(0, METER, 502, 4001)
                .sent(100, METER, 502, 4001, FIRST)
                .repeated(100.1, METER, 502, 4001, FIRST)
                .heard(104, METER, 502, 4001, ANSWER)
                .sent(300, METER, 502, 4001, SECOND)
                .heard(304, METER, 502, 4001, ANSWER)
                .closed(400, METER, 502, 4001);
    }

    private AuditReport audit(byte[] capture) throws IOException {
        Path file = Files.write(folder.resolve("c.pcap"), capture);
        return Audit.capture(file, plan(), Capture.SCANNER, Audit.TOLERANCE);
    }

    private static List<String> breaches(AuditReport report) {
        return report.checks().stream()
                .filter(judged -> judged.verdict() instanceof Verdict.Breach)
                .map(judged -> judged.invariant() + " " + judged.check())
                .toList();
    }

    static Stream<Format> formats() {
        String vlan = "000000000000" + "000000000000" + "81000005" + "0800";
        return Stream.of(
                Format.plain(),
                Format.pcap(ByteOrder.BIG_ENDIAN, false, 1, "0".repeat(24) + "0800"),
                Format.pcap(ByteOrder.BIG_ENDIAN, true, 1, vlan),
                Format.pcap(ByteOrder.LITTLE_ENDIAN, true, 0, "02000000"),
                Format.pcap(ByteOrder.LITTLE_ENDIAN, false, 108, "00000002"),
                Format.pcap(ByteOrder.LITTLE_ENDIAN, false, 113, "0".repeat(28) + "0800"),
                Format.pcap(ByteOrder.LITTLE_ENDIAN, false, 276, "0800" + "0".repeat(36)),
                new Format(ByteOrder.LITTLE_ENDIAN, true, true, 228, new byte[0]),
                new Format(ByteOrder.BIG_ENDIAN, true, true, 101, new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void findsNothingInAnHonestCaptureOfAnyFormat(Format format) throws IOException {
        AuditReport report = audit(honest(format).toArray());

        assertThat(breaches(report)).isEmpty();
        assertThat(
                        report.checks().stream()
                                .filter(judged -> judged.verdict() instanceof Verdict.Ok)
                                .map(Judged::invariant)
                                .distinct())
                .containsExactly("S1", "S2", "S3", "S4", "S5", "S6", "S11", "S13");
    }

    static Stream<Arguments> injected() {
        return Stream.of(
                rude("S1", "planned frames", c -> visit(c, "0001000000060a0600010001")),
                rude("S1", "planned frames", c -> visit(c, FIRST + FIRST.substring(0, 8))),
                rude("S1", "planned frames", c -> visit(c, SECOND)),
                rude(
                        "S2",
                        "one connection",
                        c -> c.open(0, METER, 502, 4001).open(1, METER, 502, 4002)),
                rude(
                        "S3",
                        "closed in order",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(100, METER, 502, 4001, FIRST)
                                        .heard(101, METER, 502, 4001, ANSWER)
                                        .reset(200, METER, 502, 4001)),
                rude(
                        "S3",
                        "closed in order",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(100, METER, 502, 4001, FIRST)
                                        .heard(101, METER, 502, 4001, ANSWER)),
                rude(
                        "S4",
                        "the gap",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(47, METER, 502, 4001, FIRST)
                                        .heard(48, METER, 502, 4001, ANSWER)
                                        .closed(100, METER, 502, 4001)),
                rude(
                        "S4",
                        "in flight",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(100, METER, 502, 4001, FIRST)
                                        .sent(300, METER, 502, 4001, SECOND)
                                        .heard(301, METER, 502, 4001, ANSWER)
                                        .closed(400, METER, 502, 4001)),
                rude(
                        "S5",
                        "frames",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(100, METER, 502, 4001, FIRST)
                                        .heard(101, METER, 502, 4001, ANSWER)
                                        .sent(300, METER, 502, 4001, SECOND)
                                        .heard(301, METER, 502, 4001, ANSWER)
                                        .sent(500, METER, 502, 4001, "0003" + FIRST.substring(4))
                                        .closed(600, METER, 502, 4001)),
                rude(
                        "S5",
                        "bytes",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(100, METER, 502, 4001, FIRST)
                                        .heard(101, METER, 502, 4001, "00".repeat(80))
                                        .closed(400, METER, 502, 4001)),
                rude(
                        "S5",
                        "seconds",
                        c -> c.open(0, METER, 502, 4001).closed(2100, METER, 502, 4001)),
                rude(
                        "S6",
                        "frames a second",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(100, METER, 502, 4001, FIRST)
                                        .heard(100.1, METER, 502, 4001, ANSWER)
                                        .sent(190, METER, 502, 4001, SECOND)
                                        .heard(191, METER, 502, 4001, ANSWER)
                                        .closed(400, METER, 502, 4001)),
                rude(
                        "S6",
                        "bus time",
                        c ->
                                c.open(0, METER, 502, 4001)
                                        .sent(100, METER, 502, 4001, FIRST)
                                        .heard(120, METER, 502, 4001, ANSWER)
                                        .sent(250, METER, 502, 4001, SECOND)
                                        .heard(251, METER, 502, 4001, ANSWER)
                                        .closed(400, METER, 502, 4001)),
                rude(
                        "S11",
                        "outside the plan",
                        c ->
                                visit(c, FIRST)
                                        .open(900, "10.0.0.99", 502, 4009)
                                        .closed(950, "10.0.0.99", 502, 4009)),
                rude(
                        "S11",
                        "outside the plan",
                        c ->
                                visit(c, FIRST)
                                        .open(900, "10.7.0.1", 502, 4009)
                                        .closed(950, "10.7.0.1", 502, 4009)),
                rude(
                        "S11",
                        "outside the plan",
                        c ->
                                visit(c, FIRST)
                                        .open(900, METER, 80, 4009)
                                        .closed(950, METER, 80, 4009)));
    }

    private static Capture visit(Capture capture, String frame) {
        return capture.open(0, METER, 502, 4001)
                .sent(100, METER, 502, 4001, frame)
                .heard(101, METER, 502, 4001, ANSWER)
                .closed(300, METER, 502, 4001);
    }

    private static Arguments rude(String invariant, String check, UnaryOperator<Capture> make) {
        return Arguments.of(invariant, check, make);
    }

    @ParameterizedTest
    @MethodSource("injected")
    void namesTheBreachThatWasInjected(
            String invariant, String check, UnaryOperator<Capture> make, TestReporter reporter)
            throws IOException {
        AuditReport report = audit(make.apply(new Capture(Format.plain())).toArray());

        boolean named =
                breaches(report).stream()
                        .anyMatch(each -> each.startsWith(invariant) && each.contains(check));
        assertThat(named).as(breaches(report).toString()).isTrue();
        reporter.publishEntry(
                Map.of("invariant", "S13", "injected", "1", "caught", named ? "1" : "0"));
    }

    @Test
    void looksAtTheNamedSourceAlone() throws IOException {
        Path file = honest(Format.plain()).write(folder.resolve("c.pcap"));
        AuditReport report = Audit.capture(file, plan(), "10.0.0.6", Audit.TOLERANCE);

        assertThat(breaches(report)).isEmpty();
        assertThat(
                        report.checks().stream()
                                .filter(judged -> judged.verdict() instanceof Verdict.Ok)
                                .map(Judged::invariant))
                .as("what is not there is never ok")
                .containsExactly("S13");
    }

    @Test
    void neverSaysOkOfACaptureThatBreaksOff() throws IOException {
        byte[] whole = honest(Format.plain()).toArray();

        for (int length = 0; length < whole.length; length++) {
            AuditReport report = audit(Arrays.copyOf(whole, length));
            boolean betweenPackets = breaches(report).stream().noneMatch(b -> b.startsWith("S13"));
            assertThat(betweenPackets || report.count("ok") == 0).as("%d bytes", length).isTrue();
        }
    }

    @Test
    void survivesWhateverIsInAFile() throws IOException {
        RandomGenerator random = new Random(13);
        for (Format format : formats().toList()) {
            byte[] whole = honest(format).toArray();
            for (int i = 0; i < 200; i++) {
                byte[] broken = whole.clone();
                for (int j = 0; j < 3; j++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                assertThat(audit(broken).checks()).isNotEmpty();
            }
        }
    }
}
