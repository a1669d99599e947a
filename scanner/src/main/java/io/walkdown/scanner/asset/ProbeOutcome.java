package io.walkdown.scanner.asset;

import java.util.Optional;

/// How a visit ended. What a device does is a result, never an exception; each case carries the
/// evidence in words.
public sealed interface ProbeOutcome {
    /// Every planned read was answered, or refused in the way that its protocol defines.
    record Identified() implements ProbeOutcome {}

    /// Something was learned, and something that was asked for stayed without a usable answer.
    record Partial(String reason) implements ProbeOutcome {}

    /// No answer to a connect, a datagram or a request within its timeout.
    record Silent(String reason) implements ProbeOutcome {}

    /// The address refused the connection, or said that the port is unreachable.
    record Refused(String reason) implements ProbeOutcome {}

    /// The peer reset the connection.
    record Reset(String reason) implements ProbeOutcome {}

    /// The peer closed the connection before it had answered.
    record Closed(String reason) implements ProbeOutcome {}

    /// The device said that it is busy.
    record Busy(String reason) implements ProbeOutcome {}

    /// The answer breaks its protocol's rules or our bound on its length (S14).
    record Malformed(String reason) implements ProbeOutcome {}

    /// The port answers, in another protocol than the one asked.
    record NotSpoken(String reason) implements ProbeOutcome {}

    /// The safety contract holds the contact back.
    ///
    /// @param rule the invariant, for example `S2`
    record Withheld(String rule, String reason) implements ProbeOutcome {
        /// The rule of a device that `--only` left out.
        public static final String NOT_SELECTED = "only";
    }

    /// The scan was stopped (S9).
    record Stopped(String reason) implements ProbeOutcome {}

    /// The name in files and on screens.
    default String id() {
        return switch (this) {
            case Identified() -> "identified";
            case Partial p -> "partial";
            case Silent s -> "silent";
            case Refused r -> "refused";
            case Reset r -> "reset";
            case Closed c -> "closed";
            case Busy b -> "busy";
            case Malformed m -> "malformed";
            case NotSpoken n -> "not-spoken";
            case Withheld w -> "withheld";
            case Stopped s -> "stopped";
        };
    }

    /// The evidence in words; empty for [Identified].
    default String evidence() {
        return switch (this) {
            case Identified() -> "";
            case Partial(var reason) -> reason;
            case Silent(var reason) -> reason;
            case Refused(var reason) -> reason;
            case Reset(var reason) -> reason;
            case Closed(var reason) -> reason;
            case Busy(var reason) -> reason;
            case Malformed(var reason) -> reason;
            case NotSpoken(var reason) -> reason;
            case Withheld(var rule, var reason) -> reason;
            case Stopped(var reason) -> reason;
        };
    }

    /// Whether the device gave what was asked for, in whole.
    default boolean complete() {
        return this instanceof Identified;
    }

    /// Whether it is a sign of trouble by itself, whoever found it: socket, framing or dialogue
    /// (S7).
    default boolean isTrouble() {
        return switch (this) {
            case Reset _, Busy _, Malformed _ -> true;
            case Identified(),
                    Partial _,
                    Silent _,
                    Refused _,
                    Closed _,
                    NotSpoken _,
                    Withheld _,
                    Stopped _ ->
                    false;
        };
    }

    /// The outcome of that [#id()], as files keep it; empty for an unknown one.
    ///
    /// @param rule the invariant, used by `withheld` alone
    /// @param reason the evidence in words, not used by `identified`
    static Optional<ProbeOutcome> of(String id, String rule, String reason) {
        return Optional.ofNullable(
                switch (id) {
                    case "identified" -> new Identified();
                    case "partial" -> new Partial(reason);
                    case "silent" -> new Silent(reason);
                    case "refused" -> new Refused(reason);
                    case "reset" -> new Reset(reason);
                    case "closed" -> new Closed(reason);
                    case "busy" -> new Busy(reason);
                    case "malformed" -> new Malformed(reason);
                    case "not-spoken" -> new NotSpoken(reason);
                    case "withheld" -> new Withheld(rule, reason);
                    case "stopped" -> new Stopped(reason);
                    default -> null;
                });
    }
}
