package io.walkdown.simulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/// A client that sends what it is told, byte for byte, and when it is told.
final class Caller implements AutoCloseable {

    private static final int TIMEOUT_MS = 5000;

    private final Socket socket = new Socket();

    private Caller(SimulatedPlant plant, String device) {
        try {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            socket.connect(address(plant, device), TIMEOUT_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Caller to(SimulatedPlant plant, String device) {
        return new Caller(plant, device);
    }

    private static InetSocketAddress address(SimulatedPlant plant, String device) {
        return new InetSocketAddress(
                InetAddress.ofLiteral(plant.address(device)), plant.port(device));
    }

    /// Sends a datagram and gives the answer.
    static Bytes askByUdp(SimulatedPlant plant, String device, String hex) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            byte[] request = Bytes.hex(hex).toArray();
            socket.send(new DatagramPacket(request, request.length, address(plant, device)));
            DatagramPacket answer = new DatagramPacket(new byte[1000], 1000);
            socket.receive(answer);
            return Bytes.of(answer.getData(), 0, answer.getLength());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Caller send(String hex) {
        try {
            socket.getOutputStream().write(Bytes.hex(hex).toArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes ask(String hex) {
        return send(hex).answer();
    }

    /// The next frame, whichever of the three protocols it belongs to.
    Bytes answer() {
        Bytes head = read(6);
        boolean tpkt = head.u8(0) == 3 && head.u8(1) == 0;
        boolean encapsulated = head.u8(0) >= 0x60 && head.u8(1) == 0;
        int length = tpkt ? head.u16(2) : encapsulated ? 24 + head.u16le(2) : 6 + head.u16(4);
        return Bytes.hex(head + read(length - 6).toString());
    }

    /// The next `count` bytes, whatever they are.
    Bytes read(int count) {
        try {
            byte[] bytes = socket.getInputStream().readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException("closed after " + bytes.length + " of " + count);
            }
            return Bytes.of(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes in order: half-close, read until the device's end, close.
    void end() {
        try {
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // what is left is not of interest
            }
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the device has closed the connection, waiting for it for a while.
    boolean isClosedByDevice() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause(long millis) {
        try {
            Pause.millis(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until `condition` holds, at most five seconds: a device notices later than a client.
    static void await(BooleanSupplier condition) {
        for (int i = 0; i < TIMEOUT_MS / 5 && !condition.getAsBoolean(); i++) {
            pause(5);
        }
    }

    static String text(Bytes frame) {
        return new String(frame.toArray(), StandardCharsets.ISO_8859_1);
    }
}
