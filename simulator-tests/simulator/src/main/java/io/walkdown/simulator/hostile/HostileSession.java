package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.HonestTalk;
import io.walkdown.simulator.hostile.HostileDevice.Tally;
import io.walkdown.simulator.hostile.Misdeed.Asked;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One TCP connection as a hostile device leads it. Belongs to its thread.
final class HostileSession {
    private static final int MAX_FRAME = 4096;

    private final Socket socket;
    private final HonestTalk talk;
    private final Variant variant;
    private final Tally tally;
    private final byte[] buffer = new byte[MAX_FRAME];
    private final List<Bytes> before = new ArrayList<>();
    private int count;
    private int number;
    private boolean stays;

    HostileSession(Socket socket, HonestTalk talk, Variant variant, Tally tally) {
        this.socket = socket;
        this.talk = talk;
        this.variant = variant;
        this.tally = tally;
    }

    /// Serves the connection until the client's end was seen.
    void run() throws InterruptedException {
        try {
            boolean over = variant.strikesAt(-1) && strike(-1, Bytes.NONE, Bytes.NONE);
            while (!over && read()) {
                over = answerAll();
            }
            if (!stays) {
                socket.close();
            }
        } catch (IOException e) {
            // the client reset the connection, or the device was closed: both end it
            Arrays.fill(buffer, (byte) 0);
        }
    }

    private boolean read() throws IOException {
        int read = socket.getInputStream().read(buffer, count, buffer.length - count);
        count += Math.max(0, read);
        return read >= 0;
    }

    private boolean answerAll() throws IOException, InterruptedException {
        int length = talk.frameLength(buffer, count);
        while (length > 0 && length <= count) {
            Bytes frame = Bytes.of(buffer, 0, length);
            System.arraycopy(buffer, length, buffer, 0, count - length);
            count -= length;
            if (exchange(frame)) {
                return true;
            }
            length = talk.frameLength(buffer, count);
        }
        return false;
    }

    /// @return whether the connection is over
    private boolean exchange(Bytes frame) throws IOException, InterruptedException {
        tally.received(frame);
        HonestTalk.Answer honest = talk.answer(frame);
        boolean over;
        if (variant.strikesAt(number)) {
            over = strike(number, frame, honest.bytes());
        } else {
            socket.getOutputStream().write(honest.bytes().toArray());
            over = honest.hangsUp() && !stays && close();
        }
        before.add(honest.bytes());
        number++;
        return over;
    }

    private boolean strike(int at, Bytes request, Bytes honest)
            throws IOException, InterruptedException {
        for (Act act : variant.misdeed().instead(new Asked(at, request, honest, before))) {
            if (does(act)) {
                return true;
            }
        }
        return false;
    }

    private boolean does(Act act) throws IOException, InterruptedException {
        switch (act) {
            case Act.Write(Bytes bytes) -> socket.getOutputStream().write(bytes.toArray());
            case Act.Pause(var length) -> Thread.sleep(length);
            case Act.Trickle(Bytes bytes, var between) -> {
                for (byte one : bytes.toArray()) {
                    socket.getOutputStream().write(one);
                    Thread.sleep(between);
                }
            }
            case Act.Flood(Bytes pattern) -> flood(pattern.toArray());
            case Act.Urgent(int value) -> socket.sendUrgentData(value);
            case Act.Stay() -> stays = true;
            case Act.Close() -> {
                return close();
            }
            case Act.Reset() -> {
                socket.setSoLinger(true, 0);
                socket.close();
                return true;
            }
        }
        return false;
    }

    /// Ends by an exception when the client is gone.
    private void flood(byte[] pattern) throws IOException {
        while (!socket.isClosed()) {
            socket.getOutputStream().write(pattern);
        }
    }

    private boolean close() throws IOException {
        socket.shutdownOutput();
        int read = 0;
        while (read >= 0) {
            read = socket.getInputStream().read(buffer);
        }
        socket.close();
        return true;
    }
}
