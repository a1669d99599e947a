package io.walkdown.cli.view;

import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The lines of a baseline's file that an acceptance changes, as a review in Git will show them.
///
/// @param palette colours
public record LineChanges(Palette palette) {
    /// A line that goes or comes.
    private record Change(boolean comes, String line) {}

    /// Each asset that changes, with the lines that go and come; of one that comes or leaves whole,
    /// how many.
    public String text(Baseline before, Baseline after) {
        Map<String, AcceptedAsset> was = byName(before);
        Map<String, AcceptedAsset> is = byName(after);
        var names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        var text = new StringBuilder();
        for (String name : names) {
            AcceptedAsset one = was.get(name);
            AcceptedAsset other = is.get(name);
            if (one == null && other != null) {
                text.append(whole(true, name, other));
            } else if (one != null && other == null) {
                text.append(whole(false, name, one));
            } else if (one != null && other != null && !one.equals(other)) {
                text.append(palette.heading(Neutral.text(name))).append('\n');
                changes(BaselineFile.lines(one), BaselineFile.lines(other))
                        .forEach(change -> text.append(line(change)));
            }
        }
        return text.toString();
    }

    private static Map<String, AcceptedAsset> byName(Baseline baseline) {
        return baseline.assets().stream()
                .collect(
                        Collectors.toMap(
                                AcceptedAsset::name,
                                Function.identity(),
                                (a, _) -> a,
                                TreeMap::new));
    }

    private String whole(boolean comes, String name, AcceptedAsset asset) {
        String count = Amount.count(BaselineFile.lines(asset).size(), "line");
        String sign = comes ? "+ " : "- ";
        return colored(comes, "%s%s (%s)".formatted(sign, Neutral.text(name), count)) + "\n";
    }

    private String line(Change change) {
        String sign = change.comes() ? "  + " : "  - ";
        return colored(change.comes(), sign + Neutral.text(change.line().strip())) + "\n";
    }

    private String colored(boolean comes, String text) {
        return comes ? palette.good(text) : palette.bad(text);
    }

    /// The longest common lines stay; quadratic, which an asset's few hundred lines can bear.
    private static List<Change> changes(List<String> was, List<String> is) {
        int[][] common = new int[was.size() + 1][is.size() + 1];
        for (int i = was.size() - 1; i >= 0; i--) {
            for (int j = is.size() - 1; j >= 0; j--) {
                common[i][j] =
                        was.get(i).equals(is.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var changes = new ArrayList<Change>();
        int i = 0;
        int j = 0;
        while (i < was.size() || j < is.size()) {
            boolean both = i < was.size() && j < is.size();
            if (both && was.get(i).equals(is.get(j))) {
                i++;
                j++;
            } else if (j == is.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
                changes.add(new Change(false, was.get(i++)));
            } else {
                changes.add(new Change(true, is.get(j++)));
            }
        }
        return changes;
    }
}
