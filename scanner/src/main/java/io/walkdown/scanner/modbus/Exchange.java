package io.walkdown.scanner.modbus;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Closed;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.wire.Conversation;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDU;
import org.apache.plc4x.java.spi.generation.ParseException;

/// Sends one request at a time in a conversation and holds the answer against it. Belongs to the
/// visit's thread.
///
/// | offset of the answer | bytes | field | must be |
/// |---|---|---|---|
/// | 0 | 2 | transaction id | the request's |
/// | 2 | 2 | protocol id | 0 |
/// | 4 | 2 | length of what follows | as many bytes |
/// | 6 | 1 | unit id | the request's |
/// | 7 | 1 | function code | the request's, or that + 0x80 before an exception code |
final class Exchange {
    private static final int PDU = 7;

    private final Conversation conversation;
    private int sent;
    private boolean answered;

    Exchange(Conversation conversation) {
        this.conversation = conversation;
    }

    /// Reads what was asked for out of a whole frame whose header is right.
    interface Decoder<T> {
        T decode(Octets frame) throws ParseException;
    }

    /// Asks once.
    <T> Answer<T> ask(String stepId, int unit, ModbusPDU request, Decoder<T> decoder) {
        sent++;
        byte[] frame = ModbusCodec.frame(sent, unit, request);
        return switch (conversation.ask(stepId, frame)) {
            case Reply.Ended(var outcome) -> new Answer.Nothing<>(told(outcome));
            case Reply.Answer(var bytes) -> {
                answered = true;
                yield read(Octets.of(frame), bytes, decoder);
            }
        };
    }

    void notTaken(String stepId, String reason) {
        conversation.notTaken(stepId, reason);
    }

    /// Silence after an answer is not a silent device, nor is a close after one a closed door.
    private ProbeOutcome told(ProbeOutcome outcome) {
        if (outcome instanceof Silent(var reason) && answered) {
            return new Partial("timeout after an answer: " + reason);
        }
        if (outcome instanceof Closed(var reason)) {
            return answered
                    ? new Partial("closed after an answer: " + reason)
                    : new Closed(reason + " (some servers close on a function they do not offer)");
        }
        return outcome;
    }

    /// PLC4X's parsers throw index, null and size errors on hostile bytes as often as their own
    /// exception, so all of them mean the same: a broken answer (S14).
    private static <T> Answer<T> read(Octets request, Octets answer, Decoder<T> decoder) {
        try {
            String wrong = wrongHeader(request, answer);
            if (!wrong.isEmpty()) {
                return new Answer.Broken<>(wrong);
            }
            return answer.u8(PDU) == request.u8(PDU)
                    ? new Answer.Told<>(decoder.decode(answer))
                    : refusal(answer);
        } catch (ParseException | RuntimeException e) {
            return new Answer.Broken<>("%s in answer %s".formatted(e.getMessage(), answer));
        }
    }

    private static String wrongHeader(Octets request, Octets answer) {
        if (answer.length() < PDU + 2 || answer.u16be(4) != answer.length() - 6) {
            return "length field does not match answer " + answer;
        }
        if (answer.u16be(0) != request.u16be(0)) {
            return "transaction %d asked, %d answered".formatted(request.u16be(0), answer.u16be(0));
        }
        if (answer.u16be(2) != 0) {
            return "protocol id %d is not 0".formatted(answer.u16be(2));
        }
        if (answer.u8(6) != request.u8(6)) {
            return "unit %d asked, %d answered".formatted(request.u8(6), answer.u8(6));
        }
        int function = answer.u8(PDU) & 0x7F;
        return function == request.u8(PDU)
                ? ""
                : "function 0x%02X asked, 0x%02X answered"
                        .formatted(request.u8(PDU), answer.u8(PDU));
    }

    private static <T> Answer<T> refusal(Octets answer) {
        if (answer.length() == PDU + 2) {
            return new Answer.Refused<>(answer.u8(PDU + 1), false);
        }
        boolean extraByte = answer.length() == PDU + 3 && answer.u8(PDU + 1) == 0x0E;
        return extraByte
                ? new Answer.Refused<>(answer.u8(PDU + 2), true)
                : new Answer.Broken<>("exception of %d bytes".formatted(answer.length() - PDU));
    }
}
