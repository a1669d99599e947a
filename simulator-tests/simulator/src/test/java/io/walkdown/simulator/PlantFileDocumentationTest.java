package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantFileDocumentationTest {

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("..", "..", "docs", "plant-file.md"));
        } catch (IOException e) {
            throw new AssertionError("the page is missing", e);
        }
    }

    @Test
    void examplesAreRight() {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);

        assertThat(example.find()).isTrue();
        PlantFile plant = PlantFile.parse(example.group(1));
        assertThat(plant.deviceNames()).containsExactly("filler", "meters");
        assertThat(plant.changeCount()).isEqualTo(1);
        assertThat(example.find()).isTrue();
        assertThat(PlantFile.parse(example.group(1)).deviceNames()).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                PlantFile.Head.class,
                PlantFile.Limits.class,
                PlantFile.Group.class,
                PlantFile.Crowd.class,
                PlantFile.Change.class,
                DeviceSpec.class,
                DeviceSpec.Budget.class,
                S7Spec.class,
                ModbusSpec.class,
                ModbusSpec.Gateway.class,
                ModbusSpec.Unit.class,
                ModbusSpec.Registers.class,
                EnipSpec.class,
                EnipSpec.Identity.class
            })
    void everyKeyIsDescribed(Class<?> part) {
        assertThat(Arrays.stream(part.getRecordComponents()).map(RecordComponent::getName))
                .allSatisfy(key ->
                        assertThat(page).as(key).containsPattern("[`.{ ]" + key + "[`.,} ]"));
    }
}
