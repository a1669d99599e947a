package io.walkdown.suite.lost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/// How far a scan of a pair with a canary is, by what its journal holds: told of one that runs, and
/// of one that was killed.
enum ScanPhase {
    /// The program runs, and has no journal yet.
    STARTING("starting", 900),
    /// It has a journal, and nothing has left.
    ADMITTING("admitting visits", 120),
    /// The canary's visit, or both.
    ASKING("asking", 200),
    /// The canary was told goodbye, and has not ended its connection.
    CLOSING("closing", 22),
    /// Before the second look at the canary.
    PAUSING("in the canary's pause", 300),
    /// The second look.
    LOOKING("looking again", 150),
    /// All connections are closed; the run's files are written.
    ENDING("ending", 30);

    private static final Set<String> ENDS = Set.of("closed", "reset", "unanswered");

    private final String words;
    private final int typicalMillis;

    ScanPhase(String words, int typicalMillis) {
        this.words = words;
        this.typicalMillis = typicalMillis;
    }

    /// About how long it takes, in milliseconds.
    int typicalMillis() {
        return typicalMillis;
    }

    /// @param journal the whole lines of it; empty where there is none
    static ScanPhase of(List<JsonNode> journal) {
        if (journal.isEmpty()) {
            return STARTING;
        }
        List<JsonNode> filler =
                journal.stream()
                        .filter(line -> line.path("device").asText().equals("filler"))
                        .toList();
        long begun = count(filler, Set.of("connecting"));
        long ended = count(filler, ENDS);
        boolean closing = begun > ended && isGoodbye(filler.getLast());
        if (begun == 0) {
            return count(journal, Set.of("connecting")) == 0 ? ADMITTING : ASKING;
        }
        if (begun == 1) {
            return ended == 1 ? PAUSING : closing ? CLOSING : ASKING;
        }
        boolean over = ended == 2 && count(journal, Set.of("connecting")) == count(journal, ENDS);
        return over ? ENDING : LOOKING;
    }

    private static boolean isGoodbye(JsonNode line) {
        return line.path("event").asText().equals("fin")
                || line.path("step").asText().equals("cotp-disconnect");
    }

    private static long count(List<JsonNode> lines, Set<String> events) {
        return lines.stream().filter(line -> events.contains(line.path("event").asText())).count();
    }

    @Override
    public String toString() {
        return words;
    }
}
