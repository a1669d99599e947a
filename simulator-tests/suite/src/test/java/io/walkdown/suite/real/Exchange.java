package io.walkdown.suite.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;

/// One request, written by hand, and what the server does then.
///
/// @param request hexadecimal
/// @param reply what must come
record Exchange(String request, Reply reply) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int ANSWER_MILLIS = 5000;
    private static final int SILENCE_MILLIS = 1000;

    /// What a server does with a request.
    sealed interface Reply {
        /// Answers with exactly these bytes, in hexadecimal.
        record Bytes(String hex) implements Reply {}

        /// Closes the connection without an answer.
        record Close() implements Reply {}

        /// Keeps the connection and says nothing, for a second at least.
        record Silence() implements Reply {}
    }

    static Exchange answered(String request, String answer) {
        return new Exchange(compact(request), new Reply.Bytes(compact(answer)));
    }

    static Exchange closed(String request) {
        return new Exchange(compact(request), new Reply.Close());
    }

    static Exchange silent(String request) {
        return new Exchange(compact(request), new Reply.Silence());
    }

    private static String compact(String hex) {
        return hex.replaceAll("\\s", "");
    }

    /// Sends the request and checks what comes.
    void check(Socket socket) throws IOException {
        socket.getOutputStream().write(HEX.parseHex(request));
        switch (reply) {
            case Reply.Bytes(var hex) -> {
                socket.setSoTimeout(ANSWER_MILLIS);
                byte[] answer = socket.getInputStream().readNBytes(hex.length() / 2);
                assertThat(HEX.formatHex(answer)).as("answer to %s", request).isEqualTo(hex);
                assertThat(socket.getInputStream().available()).as("bytes left over").isZero();
            }
            case Reply.Close() -> {
                socket.setSoTimeout(ANSWER_MILLIS);
                assertThat(socket.getInputStream().read())
                        .as("answer to %s", request)
                        .isEqualTo(-1);
            }
            case Reply.Silence() -> assertThat(isSilent(socket)).as("silent: %s", request).isTrue();
        }
    }

    private static boolean isSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
