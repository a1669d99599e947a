package io.walkdown.scanner.baseline;

import java.util.Optional;
import java.util.function.Function;

/// One thing as three baselines have it: the common one, and the two that came of it.
///
/// @param <T> what it is
/// @param base empty where the common one has none
/// @param ours empty where ours has none
/// @param theirs empty where theirs has none
record Three<T>(Optional<T> base, Optional<T> ours, Optional<T> theirs) {
    /// Whether at most one side changed it, or both did alike.
    boolean isSettled() {
        return ours.equals(theirs) || ours.equals(base) || theirs.equals(base);
    }

    /// What it is then.
    Optional<T> settled() {
        return ours.equals(base) ? theirs : ours;
    }

    /// A part of it.
    <R> Three<R> map(Function<? super T, ? extends R> part) {
        return new Three<>(base.map(part), ours.map(part), theirs.map(part));
    }

    /// A part that each may lack.
    <R> Three<R> part(Function<? super T, Optional<R>> part) {
        return new Three<>(base.flatMap(part), ours.flatMap(part), theirs.flatMap(part));
    }
}
