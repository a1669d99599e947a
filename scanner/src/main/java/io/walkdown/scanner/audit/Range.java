package io.walkdown.scanner.audit;

import java.net.InetAddress;

/// The addresses that share a beginning, as a plan writes them: `10.20.0.0/16`, or one address.
///
/// @param network its first address
/// @param prefix how many bits are shared
record Range(InetAddress network, int prefix) {
    /// @throws IllegalArgumentException where it is no range of IP literals
    static Range of(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int longest = 8 * network.getAddress().length;
        int prefix = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > longest) {
            throw new IllegalArgumentException(
                    "prefix %d is outside 0 to %d".formatted(prefix, longest));
        }
        return new Range(network, prefix);
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >>> (bit % 8);
            if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
