package io.walkdown.suite.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.simulator.hostile.Catalogue;
import io.walkdown.simulator.hostile.Misbehaviour;
import io.walkdown.simulator.hostile.Spoken;
import io.walkdown.simulator.hostile.Timing;
import io.walkdown.suite.hostile.HostileRun.Case;
import io.walkdown.suite.hostile.HostileRun.Played;
import io.walkdown.suite.hostile.HostileRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every variant of every misbehaviour, scanned.
class HostileDevicesTest {
    private static Result result = new Result(List.of(), 1, "");

    @BeforeAll
    static void play(@TempDir Path folder) throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        Arrays.stream(Spoken.values())
                .map(spoken -> new Case(spoken, "honest", Catalogue.honest()))
                .forEach(cases::add);
        for (Misbehaviour one : Catalogue.all(Timing.SHORT)) {
            one.variants()
                    .forEach((spoken, variants) ->
                            variants.forEach(
                                    variant -> cases.add(new Case(spoken, one.name(), variant))));
        }
        long start = System.nanoTime();
        result = new HostileRun(folder, 800, 24).play(cases);
        System.out.println(cases.size() + " cases in " + (System.nanoTime() - start) / 1e9);
        System.out.println(result.exitCode() + " " + result.said());
        for (Played played : result.all()) {
            JsonNode visit = played.visit();
            String problem = "";
            if (!played.played().variant().outcomes().contains(played.outcome())) {
                problem +=
                        " OUTCOME "
                                + played.outcome()
                                + " for "
                                + played.played().variant().outcomes()
                                + " "
                                + visit.path("reason").asText();
            }
            for (String term : List.of("frames", "bytes", "connections", "seconds")) {
                if (visit.at("/actual/" + term).asDouble()
                        > visit.at("/worstCase/" + term).asDouble(-1)) {
                    problem +=
                            " WORST "
                                    + term
                                    + " "
                                    + visit.at("/actual/" + term)
                                    + " "
                                    + visit.at("/worstCase/" + term);
                }
            }
            if (played.witnessed().openNow() > 0) {
                problem += " OPEN";
            }
            if (!played.failed().isEmpty()) {
                problem += " FAILED " + played.failed();
            }
            if (played.witnessed().frames() > visit.at("/actual/frames").asInt()) {
                problem += " frames " + played.witnessed() + visit.at("/actual");
            }
            if (!problem.isEmpty()) {
                System.out.println("CASE " + played.played() + problem);
            }
        }
    }

    @Test
    void x() {
        assertThat(result.exitCode()).isZero();
    }
}
