package io.walkdown.scanner.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/// Requests to one system, with its token.
///
/// Each has a time limit, and what comes back is bounded. A request is repeated where that can
/// double nothing: where no connection came about, where the system says that it did not take it
/// (429 and 503, after its `Retry-After`), and for what only reads also after a lost answer or an
/// error of the system. A request that writes and whose answer was lost is **not** repeated here:
/// who sent it looks first whether it took effect. After five failures in a row nothing is sent any
/// more. No redirect is followed: the token is for this system alone. Not thread-safe.
public final class Web implements AutoCloseable {
    /// The most that an answer may hold, in bytes.
    static final int MAX_ANSWER = 16 * 1024 * 1024;

    private static final int FAILURES = 5;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Settings settings;
    private final Secret token;
    private final InstantSource clock;
    private final HttpClient client;
    private final CircuitBreaker breaker;
    private final Pause sleeper;

    /// Lets time pass.
    @FunctionalInterface
    interface Pause {
        void last(Duration time);
    }

    /// Where and how.
    ///
    /// @param base the system's address, https, or http on this machine alone; kept in one
    ///   spelling, so that scheme and host are in lower case, and a port that goes without saying
    ///   and a slash at the end are left out
    /// @param limit how long one request may take, 1 ms to 10 min
    /// @param attempts how often one is tried at most, 1 to 10
    /// @param pause the wait before the second attempt; doubled before each further one
    /// @param longestPause the longest wait that a system's `Retry-After` is heeded up to
    /// @param trust certificates that are trusted in place of the usual ones
    public record Settings(
            URI base,
            Duration limit,
            int attempts,
            Duration pause,
            Duration longestPause,
            Optional<SSLContext> trust) {
        /// Thirty seconds a request, four attempts, a second between them, and two minutes at most
        /// where the system asks for more.
        ///
        /// @param url the base, as somebody typed it
        public static Settings of(String url, Optional<SSLContext> trust) {
            return new Settings(
                    parsed(url),
                    Duration.ofSeconds(30),
                    4,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(2),
                    trust);
        }

        private static URI parsed(String url) {
            try {
                return new URI(url);
            } catch (URISyntaxException e) {
                return URI.create(""); // is refused as no address
            }
        }

        public Settings {
            base = inOneSpelling(base);
            boolean https = "https".equals(base.getScheme());
            boolean local = "http".equals(base.getScheme()) && isLoopback(base.getHost());
            if (base.getHost() == null
                    || base.getUserInfo() != null
                    || base.getQuery() != null
                    || base.getFragment() != null
                    || (!https && !local)) {
                throw new ExportException(
                        "%s is not the address of a system to export to".formatted(named(base)),
                        "use https://HOST[:PORT][/PATH]; http is for this machine alone, because"
                                + " the token would travel in the clear");
            }
        }

        /// Scheme and host alone: what stands before an `@`, in the path or in the query may be a
        /// secret.
        private static String named(URI base) {
            if (base.getScheme() == null || base.getHost() == null) {
                return "what was given";
            }
            String port = base.getPort() < 0 ? "" : ":" + base.getPort();
            return "%s://%s%s".formatted(base.getScheme(), PlainText.of(base.getHost()), port);
        }

        /// The same address with what makes no difference taken away (RFC 3986, 6.2.2 and 6.2.3).
        private static URI inOneSpelling(URI base) {
            if (base.getScheme() == null || base.getHost() == null || base.getUserInfo() != null) {
                return base;
            }
            String scheme = base.getScheme().toLowerCase(Locale.ROOT);
            boolean usual = base.getPort() == (scheme.equals("https") ? 443 : 80);
            String port = base.getPort() < 0 || usual ? "" : ":" + base.getPort();
            String path = String.valueOf(base.getRawPath()).replaceAll("/+$", "");
            String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
            String fragment = base.getRawFragment() == null ? "" : "#" + base.getRawFragment();
            return URI.create(
                    scheme
                            + "://"
                            + base.getHost().toLowerCase(Locale.ROOT)
                            + port
                            + path
                            + query
                            + fragment);
        }

        private static boolean isLoopback(String host) {
            try {
                return host != null
                        && (host.equals("localhost") || host.matches("[0-9.]+|\\[.*]"))
                        && InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    /// What came of a request.
    sealed interface Reply {
        /// An answer, whatever it says.
        record Answer(int status, Map<String, List<String>> headers, String body) implements Reply {
            boolean ok() {
                return status >= 200 && status < 300;
            }

            Optional<String> header(String name) {
                return headers.entrySet().stream()
                        .filter(each -> each.getKey().equalsIgnoreCase(name))
                        .flatMap(each -> each.getValue().stream())
                        .findFirst();
            }
        }

        /// It is not known whether the request took effect.
        ///
        /// @param why in plain words
        record Lost(String why) implements Reply {}

        /// The request took no effect.
        ///
        /// @param why in plain words
        record NotSent(String why) implements Reply {}
    }

    /// @param token goes into the header `Authorization` of every request
    public Web(Settings settings, Secret token, InstantSource clock) {
        this(settings, token, clock, time -> LockSupport.parkNanos(time.toNanos()));
    }

    Web(Settings settings, Secret token, InstantSource clock, Pause sleeper) {
        this.sleeper = sleeper;
        this.settings = settings;
        this.token = token;
        this.clock = clock;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(
                                settings.limit().compareTo(CONNECT) < 0
                                        ? settings.limit()
                                        : CONNECT);
        settings.trust().ifPresent(builder::sslContext);
        this.client = builder.build();
        this.breaker =
                CircuitBreaker.of(
                        "export",
                        CircuitBreakerConfig.custom()
                                .slidingWindow(
                                        FAILURES,
                                        FAILURES,
                                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                                .failureRateThreshold(100)
                                .recordResult(Web::isFailure)
                                .waitDurationInOpenState(Duration.ofHours(1))
                                .build());
    }

    /// One request.
    ///
    /// @param path behind the base, with its query; begins with a slash
    /// @param headers beside the token's
    /// @param body empty for one that only reads
    record Call(String method, String path, Map<String, String> headers, Optional<byte[]> body) {
        static Call get(String path) {
            return new Call("GET", path, Map.of("Accept", "application/json"), Optional.empty());
        }

        boolean reads() {
            return method.equals("GET");
        }
    }

    /// Sends it, and again where that can double nothing.
    ///
    /// @param scheme the word before the token, for example `Bearer`
    Reply send(String scheme, Call call) {
        RetryConfig config =
                RetryConfig.<Reply>custom()
                        .maxAttempts(settings.attempts())
                        .retryOnResult(reply -> mayRepeat(call, reply))
                        .retryOnException(_ -> false)
                        .intervalBiFunction((attempt, last) -> {
                            pause(Duration.ofMillis(interval(attempt, last)));
                            return 0L;
                        })
                        .build();
        Callable<Reply> guarded =
                CircuitBreaker.decorateCallable(breaker, () -> once(scheme, call));
        try {
            return Retry.decorateCallable(Retry.of("export", config), guarded).call();
        } catch (CallNotPermittedException e) {
            return new Reply.NotSent(
                    "not tried: %d requests in a row had failed".formatted(FAILURES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Lost("interrupted");
        } catch (Exception e) {
            throw new IllegalStateException("a request gives a reply", e);
        }
    }

    private static boolean mayRepeat(Call call, Reply reply) {
        return switch (reply) {
            case Reply.NotSent _ -> true;
            case Reply.Lost _ -> call.reads();
            case Reply.Answer answer ->
                    answer.status() == 429
                            || answer.status() == 503
                            || (call.reads() && answer.status() >= 500);
        };
    }

    private static boolean isFailure(Object reply) {
        return switch ((Reply) reply) {
            case Reply.Lost _, Reply.NotSent _ -> true;
            case Reply.Answer answer -> answer.status() >= 500;
        };
    }

    /// Waits that long.
    void pause(Duration time) {
        sleeper.last(time);
    }

    /// The system's address, without its token.
    URI address() {
        return settings.base();
    }

    /// What the system asks for, else a pause that doubles.
    private long interval(int attempt, Either<Throwable, Reply> last) {
        long own = settings.pause().toMillis() << Math.min(attempt - 1, 10);
        long asked =
                last.isRight() && last.get() instanceof Reply.Answer answer
                        ? answer.header("Retry-After").flatMap(this::retryAfter).orElse(0L)
                        : 0;
        return Math.min(Math.max(own, asked), settings.longestPause().toMillis());
    }

    /// Seconds or a date (RFC 9110, 10.2.3), in milliseconds from now.
    private Optional<Long> retryAfter(String text) {
        try {
            return Optional.of(
                    Math.max(0, Math.multiplyExact(Long.parseLong(text.strip()), 1000L)));
        } catch (NumberFormatException | ArithmeticException e) {
            // a date, or nothing
        }
        try {
            Instant at =
                    ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            return Optional.of(Math.max(0, Duration.between(clock.instant(), at).toMillis()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Reply once(String scheme, Call call) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(settings.base() + call.path()))
                        .timeout(settings.limit())
                        .header("Authorization", scheme + " " + token.reveal())
                        .header("User-Agent", "walkdown")
                        .method(
                                call.method(),
                                call.body()
                                        .map(BodyPublishers::ofByteArray)
                                        .orElseGet(BodyPublishers::noBody));
        call.headers().forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            HttpResponse<byte[]> whole =
                    answer.get(settings.limit().toMillis(), TimeUnit.MILLISECONDS);
            return new Reply.Answer(
                    whole.statusCode(), whole.headers().map(), new String(whole.body(), UTF_8));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Reply.Lost("no whole answer within " + settings.limit());
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                    ? new Reply.NotSent("no connection to " + settings.base().getAuthority())
                    : new Reply.Lost(
                            "no whole answer: "
                                    + PlainText.of(
                                            token.taken(String.valueOf(cause.getMessage()))));
        }
    }

    /// Text of the other system, harmless, short and without the token, for a message.
    String quoted(String body) {
        String plain = PlainText.of(token.taken(body.substring(0, Math.min(body.length(), 4000))));
        return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
    }

    @Override
    public void close() {
        client.close();
    }
}
