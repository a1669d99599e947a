package io.walkdown.suite.real;

import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;

/// A server as a child process that listens. Closing ends it; it would also end by itself.
final class RunningServer implements AutoCloseable {
    /// Long enough for the slowest scan, and for a test run that is killed to leave nothing behind.
    private static final String SECONDS_TO_LIVE = "180";

    private static final long START_SECONDS = 60;

    private final Process process;
    private final String address;
    private final int port;

    private RunningServer(Process process, String address, int port) {
        this.process = process;
        this.address = address;
        this.port = port;
    }

    /// Starts it and waits until it listens. Where it is not there the test fails, or is aborted
    /// where that is allowed.
    ///
    /// @param identity which of the program's identities; empty where it has none to choose
    /// @param log where its standard error goes
    static RunningServer start(ServerProgram program, String identity, Setup setup, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program.command(setup).orElseGet(List::of));
        if (command.isEmpty()) {
            missing(program, setup);
        }
        int port = freePort(program.address());
        command.addAll(List.of(program.address(), Integer.toString(port), SECONDS_TO_LIVE));
        if (!identity.isEmpty()) {
            command.add(identity);
        }
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        var server = new RunningServer(process, program.address(), port);
        if (!server.isReady()) {
            server.close();
            fail("%s did not start: %s", command, Files.readString(log));
        }
        return server;
    }

    private static void missing(ServerProgram program, Setup setup) {
        String what = program.id() + " is not there; run simulator-tests/suite/install-servers";
        Assumptions.assumeFalse(setup.allowMissing().covers(program), what);
        fail("%s, or allow it: -DallowMissing=%s", what, program.id());
    }

    /// A port that nobody holds now. Between this and the server's own bind another process could
    /// take it; the address is the server's own, so that is unlikely, and shows as a failed start.
    private static int freePort(String address) throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return probe.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        var line = new FutureTask<>(() -> firstLine().equals("ready"));
        Thread.ofVirtual().start(line);
        try {
            return line.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private String firstLine() throws IOException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            return line == null ? "" : line;
        }
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
