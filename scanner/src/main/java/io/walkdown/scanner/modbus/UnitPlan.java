package io.walkdown.scanner.modbus;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.profiles.ReadRequest.ReadDeviceIdentification;
import io.walkdown.profiles.ReadRequest.ReadOpenConnections;
import io.walkdown.profiles.ReadRequest.ReportServerId;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.Step;
import io.walkdown.scanner.wire.Step.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one unit may be asked: the reads that the profile allows, as far as the budget goes (S5).
///
/// The budget is dealt out before anything is sent, so that the worst case holds whatever a device
/// answers. First come the count of open connections, the lowest category of device identification,
/// the regular one, Report Server ID and the extended one; what is left becomes continuations, one
/// for each category in turn from the highest, at most [#MAX_MORE] each. A read for which nothing
/// is left is not planned.
///
/// Each category begins at object 0, although the regular one could begin behind the basic objects:
/// the standard wants 0 in the first request, and a server that lacks the object asked for begins
/// at 0 in any case. Basic comes first because only its answer tells the conformity level; then
/// only the highest category that profile and conformity allow is asked, because it holds those
/// below it. So one request is enough where the profile allows the basic category alone, or the
/// device has no other.
///
/// @param unit the unit id
/// @param suffix what its step ids end with: empty, or `-u7` where the visit has several units
/// @param preflight whether the number of open connections is read first
/// @param categories the planned categories, ascending
/// @param continuations how often each planned category may be continued, 0 to 3
/// @param serverId whether Report Server ID is planned
/// @param knownBad what must be ruled out before a further read (S8)
record UnitPlan(
        int unit,
        String suffix,
        boolean preflight,
        List<Category> categories,
        Map<Category, Integer> continuations,
        boolean serverId,
        KnownBadReads knownBad) {
    /// The most continuations of one category.
    static final int MAX_MORE = 3;

    static final String PREFLIGHT_STEP = "wago-open-connections";
    private static final String SERVER_ID_STEP = "report-server-id";

    /// Deals out the budget for that unit.
    static UnitPlan of(ModbusParameters parameters, int unit) {
        boolean preflight = !parameters.gateway() && parameters.allows(new ReadOpenConnections());
        int left = parameters.reads() - (preflight ? 1 : 0);
        List<Category> categories = new ArrayList<>();
        for (Category category : List.of(Category.BASIC, Category.REGULAR)) {
            left -= add(parameters, category, left, categories);
        }
        boolean serverId = left > 0 && parameters.allows(new ReportServerId());
        left -= serverId ? 1 : 0;
        left -= add(parameters, Category.EXTENDED, left, categories);
        String suffix = parameters.units().size() > 1 ? "-u" + unit : "";
        var continuations = deal(categories, left);
        return new UnitPlan(
                unit,
                suffix,
                preflight,
                categories,
                continuations,
                serverId,
                parameters.knownBad());
    }

    UnitPlan {
        categories = List.copyOf(categories);
        continuations = Map.copyOf(continuations);
    }

    private static int add(
            ModbusParameters parameters, Category category, int left, List<Category> into) {
        boolean planned = left > 0 && parameters.allows(new ReadDeviceIdentification(category));
        if (planned) {
            into.add(category);
        }
        return planned ? 1 : 0;
    }

    private static Map<Category, Integer> deal(List<Category> categories, int reads) {
        var dealt = new EnumMap<Category, Integer>(Category.class);
        int left = Math.min(reads, MAX_MORE * categories.size());
        while (left > 0) {
            for (Category category : categories.reversed()) {
                dealt.merge(category, left > 0 ? 1 : 0, Integer::sum);
                left--;
            }
        }
        return dealt;
    }

    int continuations(Category category) {
        return continuations.getOrDefault(category, 0);
    }

    /// The category to ask after the first answer: the highest planned one that the device has.
    ///
    /// @param conformity the device's conformity level; one that is not defined counts as basic
    Category highest(int conformity) {
        int level = conformity >= 1 && conformity <= 3 ? conformity : 1;
        return categories.reversed().stream()
                .filter(category -> ModbusFrames.code(category) <= level)
                .findFirst()
                .orElseGet(categories::getFirst);
    }

    static String request(Category category) {
        return new ReadDeviceIdentification(category).id();
    }

    String step(Category category) {
        return request(category) + suffix;
    }

    String moreStep(Category category) {
        return request(category) + "-more" + suffix;
    }

    String serverIdStep() {
        return SERVER_ID_STEP + suffix;
    }

    /// The steps in the order in which they may be taken.
    ///
    /// @param mayReconnect whether the bus may have to rest so long before this unit's reads that
    ///   the connection is given up meanwhile (S6)
    List<Step> steps(Timeout timeout, boolean mayReconnect) {
        List<Step> steps = new ArrayList<>();
        var read = new Maker(Kind.READ, timeout, mayReconnect);
        if (preflight) {
            steps.add(
                    read.step(
                            PREFLIGHT_STEP,
                            PREFLIGHT_STEP,
                            ModbusFrames.openConnections(unit),
                            Step.ALWAYS,
                            "How many TCP connections are open now?"));
        }
        for (Category category : categories) {
            steps.add(read(read, category));
            more(timeout, category).ifPresent(steps::add);
        }
        if (serverId) {
            steps.add(
                    read.step(
                            serverIdStep(),
                            SERVER_ID_STEP,
                            ModbusFrames.reportServerId(unit),
                            categories.isEmpty()
                                    ? first()
                                    : knownBad.condition(
                                            new ReportServerId(),
                                            "device identification not supported"),
                            "What does unit %d say of itself, in its vendor's own form?"
                                    .formatted(unit)));
        }
        return steps;
    }

    private Step read(Maker maker, Category category) {
        return maker.step(
                step(category),
                request(category),
                ModbusFrames.deviceIdentification(unit, category),
                when(category),
                "What are the %s identification objects of unit %d?"
                        .formatted(ModbusFrames.word(category), unit));
    }

    private Optional<Step> more(Timeout timeout, Category category) {
        if (continuations(category) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Step(
                        moreStep(category),
                        Kind.CONTINUE,
                        request(category),
                        ModbusFrames.moreDeviceIdentification(unit, category),
                        knownBad.condition(
                                new ReadDeviceIdentification(category), "more objects follow"),
                        continuations(category),
                        MbapFraming.MAX_FRAME,
                        timeout,
                        false,
                        "What are the next %s identification objects of unit %d?"
                                .formatted(ModbusFrames.word(category), unit)));
    }

    private String first() {
        return preflight ? "two connections stay free" : Step.ALWAYS;
    }

    private String when(Category category) {
        if (category == categories.getFirst()) {
            return first();
        }
        String conformity = "conformity " + ModbusFrames.word(category);
        boolean highest = category == categories.getLast();
        return knownBad.condition(
                new ReadDeviceIdentification(category),
                highest && category == Category.REGULAR ? conformity + " or better" : conformity);
    }

    /// What the read steps of one unit have in common.
    private record Maker(Kind kind, Timeout timeout, boolean mayReconnect) {
        Step step(String id, String request, FrameTemplate template, String when, String meaning) {
            return new Step(
                    id,
                    kind,
                    request,
                    template,
                    when,
                    1,
                    MbapFraming.MAX_FRAME,
                    timeout,
                    mayReconnect,
                    meaning);
        }
    }
}
