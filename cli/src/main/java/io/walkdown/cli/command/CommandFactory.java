package io.walkdown.cli.command;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Makes commands, handing each what it declares in its constructor: the console, and in the shell
/// what that works on.
final class CommandFactory implements IFactory {
    private final List<Object> given;

    CommandFactory(Object... given) {
        this.given = List.of(given);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            List<Optional<Object>> parameters =
                    Arrays.stream(constructor.getParameterTypes()).map(this::ofType).toList();
            if (!parameters.isEmpty() && parameters.stream().allMatch(Optional::isPresent)) {
                return type.cast(
                        constructor.newInstance(
                                parameters.stream().map(Optional::orElseThrow).toArray()));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }

    private Optional<Object> ofType(Class<?> type) {
        return given.stream().filter(type::isInstance).findFirst();
    }
}
