package io.walkdown.cli.board;

import io.walkdown.scanner.scan.GroupProgress;
import io.walkdown.scanner.scan.Progress;
import io.walkdown.scanner.scan.Talk;
import io.walkdown.throttle.BreakerState;
import io.walkdown.throttle.Decision;
import io.walkdown.throttle.Rule;
import io.walkdown.throttle.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Moments of scans, to draw.
final class Moments {
    static final long NOW_NANOS = 1_000_000_000_000L;

    private Moments() {}

    /// A plant with a gateway at rest, a line in contact, wide names, and an open breaker.
    static Moment plant() {
        var asksFiller =
                new Talk("10.1.0.11", "filler", Optional.of("SZL 0x0011: module identification"));
        var asksMeter =
                new Talk(
                        "10.1.0.13", "電力計-東", Optional.of("basic device identification of unit 7"));
        var gap = waiting("10.1.0.11", Rule.S4, 1200);
        var bus = waiting("10.1.0.13", Rule.S6, 14_000);
        var next = waiting("10.1.0.14", Rule.S6, -1);
        return moment(
                List.of(
                        new GroupProgress("", 4, 4, List.of(), List.of()),
                        new GroupProgress(
                                "cell-3-gateway", 12, 5, List.of(asksMeter), List.of(bus, next)),
                        new GroupProgress("line-2", 20, 7, List.of(asksFiller), List.of(gap)),
                        new GroupProgress("line-9", 8, 3, List.of(), List.of()),
                        new GroupProgress("包装ライン", 6, 0, List.of(), List.of(next))),
                Map.of("identified", 15, "silent", 3, "withheld", 1),
                List.of(
                        new BreakerState("site", 1, 15, 5, false),
                        new BreakerState("group line-9", 3, 3, 3, true)),
                Optional.empty());
    }

    /// As many groups of fifty devices; every tenth is in contact, every third is done.
    static Moment large(int groups) {
        List<GroupProgress> all = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            String address = "10.2.%d.1".formatted(i);
            boolean talks = i % 10 == 5;
            int done = i % 3 == 0 && !talks ? 50 : i % 50;
            all.add(
                    new GroupProgress(
                            "group-%03d".formatted(i),
                            50,
                            done,
                            talks
                                    ? List.of(new Talk(address, "plc-" + i, Optional.of("SZL")))
                                    : List.of(),
                            List.of(waiting(address, Rule.S6, talks ? 300 : -1))));
        }
        return moment(all, Map.of(), List.of(), Optional.empty());
    }

    /// One group with so many visits in contact, under hostile names.
    static Moment crowd(int visits) {
        List<Talk> talks =
                IntStream.range(0, visits)
                        .mapToObj(i -> new Talk("10.3.0." + i, hostile(i), Optional.of("SZL")))
                        .toList();
        var group = new GroupProgress(hostile(0), 500, 20, talks, List.of());
        var owner = new BreakerState("group " + hostile(0), 3, 3, 3, true);
        return moment(List.of(group), Map.of(), List.of(owner), Optional.of(hostile(1)));
    }

    private static String hostile(int i) {
        return i + "\u001b[2J\u001b]0;owned\u0007\r\n\u202e" + "日".repeat(10_000);
    }

    static Moment moment(
            List<GroupProgress> groups,
            Map<String, Integer> outcomes,
            List<BreakerState> breakers,
            Optional<String> stopping) {
        int devices = groups.stream().mapToInt(GroupProgress::devices).sum();
        int done = groups.stream().mapToInt(GroupProgress::done).sum();
        var progress =
                new Progress(
                        devices,
                        done,
                        412,
                        groups.stream().flatMap(group -> group.talks().stream()).toList(),
                        groups.stream().flatMap(group -> group.waiting().stream()).toList(),
                        groups,
                        outcomes,
                        28,
                        Duration.ofMillis(125_300),
                        Duration.ofSeconds(366),
                        breakers,
                        stopping);
        return new Moment(
                "plant-7",
                ZoneId.of("Europe/Amsterdam"),
                new Moment.Limits(2, 5),
                progress,
                3.24,
                NOW_NANOS,
                Instant.parse("2026-11-23T19:00:00Z"));
    }

    private static Waiting waiting(String visit, Rule rule, int millis) {
        return new Waiting(
                visit,
                NOW_NANOS - 1,
                rule,
                "why",
                millis < 0 ? Decision.UNTIL_EVENT : NOW_NANOS + millis * 1_000_000L);
    }
}
