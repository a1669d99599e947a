package io.walkdown.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The safety table: for each invariant of the contract what the tests of one build have published.
///
/// Tests publish with JUnit's `TestReporter`: `invariant` with whole numbers for `visits`,
/// `frames`, `breaches`, `injected` and `caught`; `count` with `number`, see [SafetyCounts]; or
/// `measured` with a line of text. JUnit writes that into its open test report; only tests that
/// succeeded count.
///
/// @param rows by invariant, S1 to S15
/// @param counts how often was done what has to be done often
/// @param measured lines that tests measured, sorted
public record SafetyTable(Map<String, Row> rows, SafetyCounts counts, Set<String> measured) {
    /// How many visits the tests of one build make at least, in sum.
    public static final long LEAST_VISITS = 10_000;

    /// How many invariants the contract has.
    public static final int INVARIANTS = 15;

    /// What was published of one invariant.
    ///
    /// @param tests tests that published something
    /// @param visits visits that were made
    /// @param frames frames that were sent
    /// @param breaches breaches that nobody injected
    /// @param injected breaches that were made on purpose
    /// @param caught how many of those the check named
    public record Row(
            long tests, long visits, long frames, long breaches, long injected, long caught) {
        static final Row NONE = new Row(0, 0, 0, 0, 0, 0);

        Row plus(Row other) {
            return new Row(
                    tests + other.tests,
                    visits + other.visits,
                    frames + other.frames,
                    breaches + other.breaches,
                    injected + other.injected,
                    caught + other.caught);
        }
    }

    public SafetyTable {
        rows = new LinkedHashMap<>(rows);
        measured = new TreeSet<>(measured);
    }

    /// Adds up what those reports hold.
    ///
    /// @param reports JUnit's open test reports, of one build
    public static SafetyTable of(List<Path> reports) throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 1; i <= INVARIANTS; i++) {
            rows.put("S" + i, Row.NONE);
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        Set<String> measured = new TreeSet<>();
        for (Path report : reports) {
            try {
                for (Test test : tests(report)) {
                    test.addTo(rows, counts, measured);
                }
            } catch (XMLStreamException e) {
                throw new IOException(report + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new SafetyTable(rows, new SafetyCounts(counts), measured);
    }

    /// A test and the entries that it published.
    private static final class Test {
        private final List<Map<String, String>> entries = new ArrayList<>();
        private boolean succeeded;

        void addTo(Map<String, Row> rows, Map<String, Long> counts, Set<String> measured) {
            if (!succeeded) {
                return;
            }
            Set<String> seen = new HashSet<>();
            for (Map<String, String> entry : entries) {
                String invariant = entry.get("invariant");
                if (invariant != null && rows.containsKey(invariant)) {
                    rows.merge(invariant, row(entry, seen.add(invariant)), Row::plus);
                }
                if (entry.containsKey("count")) {
                    counts.merge(
                            entry.getOrDefault("count", ""), number(entry, "number"), Long::sum);
                }
                if (entry.containsKey("measured")) {
                    measured.add(entry.getOrDefault("measured", ""));
                }
            }
        }

        private static Row row(Map<String, String> entry, boolean first) {
            return new Row(
                    first ? 1 : 0,
                    number(entry, "visits"),
                    number(entry, "frames"),
                    number(entry, "breaches"),
                    number(entry, "injected"),
                    number(entry, "caught"));
        }

        private static long number(Map<String, String> entry, String key) {
            return Long.parseLong(entry.getOrDefault(key, "0"));
        }
    }

    private static List<Test> tests(Path report) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        Map<String, Test> byId = new LinkedHashMap<>();
        String current = "";
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "started", "reported", "finished" -> current = attribute(xml, "id");
                    case "result" ->
                            test(byId, current).succeeded =
                                    attribute(xml, "status").equals("SUCCESSFUL");
                    case "data" -> test(byId, current).entries.add(new HashMap<>());
                    case "entry" -> {
                        String key = attribute(xml, "key");
                        test(byId, current).entries.getLast().put(key, xml.getElementText());
                    }
                    default -> {}
                }
            }
        }
        return List.copyOf(byId.values());
    }

    private static Test test(Map<String, Test> byId, String id) {
        return byId.computeIfAbsent(id, _ -> new Test());
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /// What is missing or wrong; empty where the table proves what it has to.
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        rows.forEach((invariant, row) -> {
            if (row.tests() == 0) {
                complaints.add(invariant + ": no test published anything");
            } else if (row.injected() == 0) {
                complaints.add(invariant + ": no breach was injected");
            }
            if (row.breaches() != 0) {
                complaints.add("%s: %d breaches".formatted(invariant, row.breaches()));
            }
            if (row.injected() != row.caught()) {
                complaints.add(
                        "%s: %d of %d injected breaches were caught"
                                .formatted(invariant, row.caught(), row.injected()));
            }
        });
        long visits = rows.values().stream().mapToLong(Row::visits).sum();
        if (visits < LEAST_VISITS) {
            complaints.add("%d visits in sum, %d are needed".formatted(visits, LEAST_VISITS));
        }
        complaints.addAll(counts.complaints());
        return complaints;
    }

    /// The table in Markdown.
    public String text() {
        var text = new StringBuilder();
        text.append(
                "# Safety table\n\nFrom this build's own tests. Nothing is counted twice or by hand.\n\n");
        text.append("| invariant | tests | visits | frames | breaches | injected / caught |\n");
        text.append("|---|---:|---:|---:|---:|---:|\n");
        rows.forEach((invariant, row) -> text.append(line(invariant, row)));
        text.append(line("sum", rows.values().stream().reduce(Row.NONE, Row::plus)));
        text.append("\n## Counted\n\n").append(counts.text());
        if (!measured.isEmpty()) {
            text.append("\n## Measured\n\n");
            measured.forEach(each -> text.append("- ").append(each).append('\n'));
        }
        return text.toString();
    }

    private static String line(String name, Row row) {
        return "| %s | %d | %d | %d | %d | %d / %d |\n"
                .formatted(
                        name,
                        row.tests(),
                        row.visits(),
                        row.frames(),
                        row.breaches(),
                        row.injected(),
                        row.caught());
    }
}
