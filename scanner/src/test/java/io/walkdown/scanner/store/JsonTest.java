package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    /// An object whose members are named by those numbers, and hold them.
    private static String object(IntStream numbers) {
        return numbers.mapToObj(each -> "\"m%d\": %d".formatted(each, each))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 16, 17, 18, 64, 65, 200})
    void findsEveryMemberOfAnObjectOfAnySize(int size) throws JsonProblem.Found {
        var object = (Json.Obj) Json.parse("o.json", object(IntStream.range(0, size)));

        List<String> names = IntStream.range(0, size).mapToObj(each -> "m" + each).toList();
        assertThat(object.members().keySet()).containsExactlyElementsOf(names);
        assertThat(object.members().names()).isEqualTo(names);
        for (String name : names) {
            assertThat(object.members().get(name))
                    .isInstanceOfSatisfying(
                            Json.Num.class, it -> assertThat("m" + it.value()).isEqualTo(name));
        }
        assertThat(object.members().get("m" + size)).isNull();
        assertThat(object.members()).doesNotContainKey("m" + size).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 17, 200})
    void refusesANameThatComesTwiceInAnObjectOfAnySize(int size) {
        assertThatThrownBy(() ->
                        Json.parse(
                                "o.json",
                                object(
                                        IntStream.concat(
                                                IntStream.range(0, size), IntStream.of(size / 2)))))
                .isInstanceOf(JsonProblem.Found.class)
                .hasMessageContaining("Duplicate field 'm" + size / 2 + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 64, 65, 200})
    void tellsEveryMemberThatNobodyAskedFor(int size) throws JsonProblem.Found {
        JsonFields fields =
                JsonFields.of("o.json", Json.parse("o.json", object(IntStream.range(0, size))));
        for (int each = 0; each < size - 1; each++) {
            assertThat(fields.whole("m" + each, 0, 1_000)).isEqualTo(each);
        }

        fields.done();

        assertThat(fields.problems())
                .singleElement()
                .satisfies(it -> assertThat(it.field()).isEqualTo("m" + (size - 1)));
    }
}
