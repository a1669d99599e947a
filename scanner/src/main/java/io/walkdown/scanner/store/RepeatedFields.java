package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Source;
import org.jspecify.annotations.Nullable;

/// Fields of observations that stand there as most do, known again without being read member by
/// member: those of which nobody asked, and values that came before from the same request at the
/// same time. Not thread-safe.
final class RepeatedFields {
    private static final int SIZE = 1 << 12;
    private static final int MEMBERS = 3;

    /// A field, and its time as it was written.
    private record Kept(Field field, String value, String protocol, String request, String at) {}

    private final @Nullable Kept[] kept = new @Nullable Kept[SIZE];

    /// The field that those members are; null where it has to be read.
    @Nullable Field usual(Json.Members members) {
        if (members.size() != MEMBERS || !(members.get("state") instanceof Json.Text state)) {
            return null;
        }
        Json value = members.get("value");
        Json source = members.get("source");
        if (value instanceof Json.Null && source instanceof Json.Null) {
            return state.value().equals(FieldState.NOT_ASKED.id()) ? Field.NOT_ASKED : null;
        }
        return value instanceof Json.Text text
                        && source instanceof Json.Obj origin
                        && state.value().equals(FieldState.KNOWN.id())
                ? known(text.value(), origin.members())
                : null;
    }

    private @Nullable Field known(String value, Json.Members origin) {
        if (origin.size() != MEMBERS
                || !(origin.get("protocol") instanceof Json.Text protocol)
                || !(origin.get("request") instanceof Json.Text request)
                || !(origin.get("at") instanceof Json.Text at)) {
            return null;
        }
        Kept same = kept[slot(value, request.value())];
        return same != null
                        && same.value().equals(value)
                        && same.request().equals(request.value())
                        && same.at().equals(at.value())
                        && same.protocol().equals(protocol.value())
                ? same.field()
                : null;
    }

    /// Keeps a field that was read member by member, if it is a usual one.
    void keep(Field field, Json.Members members) {
        if (field.state() == FieldState.KNOWN
                && members.get("source") instanceof Json.Obj origin
                && origin.members().get("at") instanceof Json.Text at) {
            Source source = field.source().orElseThrow();
            String value = field.value().orElseThrow();
            kept[slot(value, source.request())] =
                    new Kept(field, value, source.protocol(), source.request(), at.value());
        }
    }

    private static int slot(String value, String request) {
        int hash = 31 * value.hashCode() + request.hashCode();
        return (hash ^ (hash >>> 16)) & (SIZE - 1);
    }
}
