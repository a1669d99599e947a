package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponseTimesTest {
    @Test
    void knowsNothingUsualOfFewerThanFiveAnswers() {
        assertThat(times(10, 20, 30, 40).limit()).isEmpty();
        assertThat(times(10, 20, 30, 40, 50).limit()).isPresent();
    }

    @Test
    void givesAQuickDeviceTwoHundredMilliseconds() {
        assertThat(times(1, 1, 1, 1, 2).limit()).contains(Duration.ofMillis(202));
    }

    @Test
    void givesASlowDeviceThreeTimesItsOwnTime() {
        assertThat(times(400, 500, 500, 500, 600).limit()).contains(Duration.ofMillis(1800));
    }

    @Test
    void takesTheNearestRankWhateverTheOrder() {
        List<Duration> forty =
                IntStream.rangeClosed(1, 40).mapToObj(i -> Duration.ofMillis(41 - i)).toList();

        assertThat(new ResponseTimes(forty).p95()).contains(Duration.ofMillis(38));
    }

    @Test
    void forgetsTheOldest() {
        List<Duration> many =
                IntStream.range(0, 100).mapToObj(i -> Duration.ofMillis(1000 - i)).toList();

        assertThat(new ResponseTimes(many).kept())
                .hasSize(ResponseTimes.KEPT)
                .startsWith(Duration.ofMillis(964))
                .endsWith(Duration.ofMillis(901));
    }

    @Test
    void refusesATimeBelowZero() {
        assertThatThrownBy(() -> times(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1000000");
    }

    private static ResponseTimes times(long... millis) {
        return new ResponseTimes(Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
    }
}
