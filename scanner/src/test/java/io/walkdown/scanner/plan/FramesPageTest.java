package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.Profile;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.profiles.Protocol;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The page of frames says what the code can plan, and the code plans nothing else.
class FramesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "frames.md");
    private static final FrameCatalog CATALOG = FrameCatalog.of(ProfileLibrary.builtIn().all());

    @Test
    void thePageIsCurrent() throws IOException {
        String page = FramesPage.of(CATALOG, ForbiddenOperation.all());
        if ("docs".equals(System.getProperty("walkdown.update"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/frames.md; run this test with -Dwalkdown.update=docs to write it anew")
                .isEqualTo(page);
    }

    @Test
    void everyReadHasAFrameAndEveryFrameAStandard() {
        assertThat(CATALOG.entries())
                .extracting(FrameCatalog.Entry::request)
                .containsAll(Arrays.stream(ReadRequest.all()).map(ReadRequest::id).toList());
        assertThat(CATALOG.entries())
                .allSatisfy(entry -> assertThat(entry.example().standard()).isNotEmpty());
    }

    @Test
    void everyFrameOfAShippedProfileIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        for (var planned : PlannableLegs.of(ProfileLibrary.builtIn().all())) {
            for (Step step : planned.leg().steps()) {
                assertThat(CATALOG.covering(planned.protocol(), step))
                        .as("%s %s", planned.profile(), step)
                        .hasValueSatisfying(
                                entry -> assertThat(page).contains("\n    " + entry.hex() + "\n"));
            }
        }
    }

    /// Whatever a profile allows, in whatever limits, and whatever a site file states.
    @Property(tries = 500)
    void nothingElseCanBePlanned(
            @ForAll long seed,
            @ForAll @IntRange(max = 2) int which,
            @ForAll @IntRange(max = 0xFFFF) int tsap,
            @ForAll @IntRange(min = 10, max = 60_000) int wait) {
        var random = new Random(seed);
        Protocol protocol = List.of(Protocol.S7, Protocol.MODBUS, Protocol.ENIP).get(which);
        Set<ReadRequest> reads = new HashSet<>();
        for (ReadRequest read : ReadRequest.all()) {
            if (read.protocol() == protocol && random.nextInt(4) > 0) {
                reads.add(read);
            }
        }
        Profile profile =
                PlannableLegs.profile(
                        protocol, reads, Timeout.ofMillis(wait), random.nextBoolean());
        List<Integer> places = random.ints(random.nextInt(5), 0, 256).distinct().boxed().toList();
        try {
            Dialogues.of(PlannableLegs.endpoint(protocol, tsap, places, places), profile)
                    .legs()
                    .forEach(leg -> assertCovered(protocol, leg));
        } catch (IllegalArgumentException e) {
            // withheld: nothing is sent
            assertThat(e).hasMessageNotContaining("template");
        }
    }

    private static void assertCovered(Protocol protocol, Leg leg) {
        for (Step step : leg.steps()) {
            assertThat(CATALOG.covering(protocol, step))
                    .as(step.toString())
                    .hasValueSatisfying(entry -> {
                        assertThat(step.repeatMax()).isLessThanOrEqualTo(entry.repeatMax());
                        assertThat(step.answerMax()).isLessThanOrEqualTo(entry.answerMax());
                    });
        }
    }
}
