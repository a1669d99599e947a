package io.walkdown.scanner.scan;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Modbus server on a loopback address of its own. It follows one script for every connection,
/// and notes what comes: `connected ADDRESS`, `frame ADDRESS HEX`, `end ADDRESS`.
final class LoopbackDevice implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();
    private final List<String> notes;
    private final Script script;
    private final Thread thread;

    /// What a device does with a connection; the socket is closed when it returns.
    interface Script {
        void run(Talk talk) throws IOException, InterruptedException;
    }

    /// @param notes takes what comes; thread-safe
    LoopbackDevice(String address, List<String> notes, Script script) throws IOException {
        this.notes = notes;
        this.script = script;
        server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        thread = Thread.startVirtualThread(this::serve);
    }

    /// The entry of a site file for it.
    String entry(String name) {
        return entry(name, "patient-m340");
    }

    /// The entry of a device for which nobody waits long, because it never answers.
    String hastyEntry(String name) {
        return entry(name, "quick-m340");
    }

    private String entry(String name, String profile) {
        return "name: %s, address: %s, port: %d, protocol: modbus, profile: %s"
                .formatted(name, address(), server.getLocalPort(), profile);
    }

    String address() {
        return server.getInetAddress().getHostAddress();
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                notes.add("connected " + address());
                script.run(new Talk(socket, address(), notes));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException e) {
                notes.add("end " + address());
            }
        }
    }

    /// A device that identifies itself by its basic and regular objects, and waits for the end.
    static Script identifies(String vendor) {
        return talk -> {
            byte[] basic = talk.request();
            talk.answer(identity(basic, vendor, "BMX P34", "v2.7"));
            byte[] regular = talk.request();
            talk.answer(identity(regular, vendor, "BMX P34", "v2.7"));
            talk.awaitEnd();
        };
    }

    /// The same, asked for as much as it is asked for.
    static Script identifiesEvery(String vendor) {
        return talk -> {
            try {
                while (true) {
                    talk.answer(identity(talk.request(), vendor, "BMX P34", "v2.7"));
                }
            } catch (EOFException e) {
                talk.notes().add("end " + talk.address());
            }
        };
    }

    /// An answer to Read Device Identification: conformity level 2, objects from 0 on, no more.
    static byte[] identity(byte[] request, String... objects) {
        var list = new ByteArrayOutputStream();
        for (int id = 0; id < objects.length; id++) {
            byte[] text = objects[id].getBytes(StandardCharsets.US_ASCII);
            list.write(id);
            list.write(text.length);
            list.writeBytes(text);
        }
        var frame = new ByteArrayOutputStream();
        frame.write(request, 0, 4);
        frame.write(0);
        frame.write(8 + list.size());
        frame.write(request, 6, 4);
        frame.writeBytes(new byte[] {2, 0, 0, (byte) objects.length});
        frame.writeBytes(list.toByteArray());
        return frame.toByteArray();
    }

    /// One connection, from the device's end.
    record Talk(Socket socket, String address, List<String> notes) {
        /// The next frame.
        byte[] request() throws IOException {
            var in = new DataInputStream(socket.getInputStream());
            byte[] head = new byte[6];
            in.readFully(head);
            byte[] rest = new byte[head[4] << 8 | head[5]];
            in.readFully(rest);
            byte[] frame = new byte[6 + rest.length];
            System.arraycopy(head, 0, frame, 0, 6);
            System.arraycopy(rest, 0, frame, 6, rest.length);
            notes.add("frame " + address + " " + HexFormat.of().formatHex(frame));
            return frame;
        }

        void answer(byte[] frame) throws IOException {
            socket.getOutputStream().write(frame);
        }

        /// Waits until the scanner ends its direction, and notes any frame that comes instead.
        void awaitEnd() throws IOException {
            try {
                while (true) {
                    byte[] _ = request();
                }
            } catch (EOFException e) {
                notes.add("end " + address);
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
        }

        /// Keeps the connection open until the test closes the device.
        void hold() throws InterruptedException {
            TimeUnit.SECONDS.sleep(30);
        }
    }
}
