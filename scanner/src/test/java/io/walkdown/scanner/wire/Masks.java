package io.walkdown.scanner.wire;

/// Whether a frame is one of a template's, whatever its variable bytes.
final class Masks {
    private Masks() {}

    static boolean covers(FrameTemplate template, byte[] frame) {
        byte[] fixed = template.bytes();
        if (frame.length != fixed.length) {
            return false;
        }
        for (int i = 0; i < fixed.length; i++) {
            int at = i;
            boolean variable =
                    template.variables().stream()
                            .anyMatch(v -> at >= v.offset() && at < v.offset() + v.length());
            if (!variable && fixed[i] != frame[i]) {
                return false;
            }
        }
        return true;
    }
}
