package io.walkdown.suite.lost;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Reads the frames out of a capture that the devices wrote: pcapng with raw IPv4 packets, one
/// frame in each TCP segment.
final class SentFrames {
    private static final int ENHANCED_PACKET = 6;
    private static final int TCP = 6;
    private static final String SCANNER = "127.0.0.1";

    private SentFrames() {}

    /// The SHA-256 of each frame, by the address that it was sent to; answers are left out: they go
    /// to the address that this machine connects from.
    static Map<String, List<String>> in(Path capture) throws IOException {
        Map<String, List<String>> byTarget = new HashMap<>();
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
        while (file.hasRemaining()) {
            int start = file.position();
            int type = file.getInt();
            int length = file.getInt();
            if (type == ENHANCED_PACKET) {
                int captured = file.getInt(start + 20);
                byte[] packet = Arrays.copyOfRange(file.array(), start + 28, start + 28 + captured);
                add(packet, byTarget);
            }
            file.position(start + length);
        }
        return byTarget;
    }

    private static void add(byte[] packet, Map<String, List<String>> byTarget) {
        ByteBuffer ip = ByteBuffer.wrap(packet);
        int header = (ip.get(0) & 0x0F) * 4;
        if (ip.get(9) != TCP) {
            throw new AssertionError("a datagram, and no device here takes any");
        }
        int data = header + ((ip.get(header + 12) >> 4) & 0x0F) * 4;
        byte[] payload = Arrays.copyOfRange(packet, data, packet.length);
        String target = address(packet);
        if (payload.length > 0 && !target.equals(SCANNER)) {
            byTarget.computeIfAbsent(target, _ -> new ArrayList<>()).add(sha256(payload));
        }
    }

    private static String address(byte[] packet) {
        return "%d.%d.%d.%d"
                .formatted(
                        packet[16] & 0xFF, packet[17] & 0xFF, packet[18] & 0xFF, packet[19] & 0xFF);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
