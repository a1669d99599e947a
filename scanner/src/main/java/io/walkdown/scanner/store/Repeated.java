package io.walkdown.scanner.store;

import org.jspecify.annotations.Nullable;

/// Keeps one of equal values that come again and again, in a table of fixed size: a large plant's
/// devices have few makers, order numbers and requests between them. Not thread-safe.
///
/// @param <T> values with equals and hashCode
public final class Repeated<T> {
    private static final int SIZE = 1 << 12;

    private final @Nullable Object[] kept = new @Nullable Object[SIZE];

    /// The value, or an equal one that came before.
    @SuppressWarnings("unchecked") // equal to a value, so one of them
    public T one(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SIZE - 1);
        Object known = kept[slot];
        if (known != null && value.equals(known)) {
            return (T) known;
        }
        kept[slot] = value;
        return value;
    }
}
