package io.walkdown.scanner.site;

import io.walkdown.scanner.site.IpLiteral.Family;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Hexadecimal groups in the forms of RFC 4291, 2.2, without an IPv4 tail; written as RFC 5952 has
/// it.
final class Ipv6Text {
    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final String EXAMPLE = "write hexadecimal groups, for example fd00:1::2";

    private Ipv6Text() {}

    static Parsed<IpLiteral> parse(String text) {
        if (text.indexOf('%') >= 0) {
            return wrong(text, "has a zone id", "write the address without it");
        }
        if (text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
            return wrong(text, "has brackets", "write the address alone and the port in port");
        }
        if (text.indexOf('.') >= 0) {
            return wrong(text, "writes an IPv4 address as IPv6", "write the IPv4 address alone");
        }
        return groups(text)
                .map(groups -> literal(text, groups))
                .orElseGet(() -> wrong(text, "is not an IPv6 address", EXAMPLE));
    }

    private static Optional<List<Integer>> groups(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return list(text).filter(groups -> groups.size() == GROUPS);
        }
        Optional<List<Integer>> before = list(text.substring(0, gap));
        Optional<List<Integer>> after = list(text.substring(gap + 2));
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        int zeros = GROUPS - before.get().size() - after.get().size();
        if (zeros < 1) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(before.get());
        all.addAll(Collections.nCopies(zeros, 0));
        all.addAll(after.get());
        return Optional.of(all);
    }

    private static Optional<List<Integer>> list(String text) {
        if (text.isEmpty()) {
            return Optional.of(List.of());
        }
        List<Integer> groups = new ArrayList<>();
        for (String group : text.split(":", -1)) {
            if (!GROUP.matcher(group).matches()) {
                return Optional.empty();
            }
            groups.add(Integer.parseInt(group, 16));
        }
        return Optional.of(groups);
    }

    private static Parsed<IpLiteral> literal(String text, List<Integer> groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            high = (high << 16) | (low >>> 48);
            low = (low << 16) | groups.get(i);
        }
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        boolean compatible = high == 0 && low >>> 32 == 0 && low > 1;
        if (mapped || compatible) {
            return wrong(
                    text, "writes an IPv4 address as IPv6", "write " + Ipv4Text.format((int) low));
        }
        return new Parsed.Right<>(new IpLiteral(Family.IPV6, high, low));
    }

    private static Parsed<IpLiteral> wrong(String text, String what, String wayOut) {
        return new Parsed.Wrong<>("\"" + text + "\" " + what, wayOut);
    }

    static String format(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? high : low;
            groups[i] = (int) (half >>> (48 - 16 * (i % 4))) & 0xffff;
        }
        int start = longestZeros(groups);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += zerosFrom(groups, i) - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    /// Where the first longest run of at least two zero groups starts, or -1.
    private static int longestZeros(int[] groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return start;
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }
}
