package io.walkdown.scanner.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectorTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    filler               | filler          | true
                    FILLER               | filler          | true
                    127.20.0.12          | rack-a          | true
                    127.20.0.12/32       | rack-a          | true
                    127.20.0.12/30       | rack-a meters sis bay-9 | false
                    group=line-2         | rack-a          | false
                    protocol=S7          | filler sis      | false
                    zone=cell 3          | filler          | false
                    nobody               | ''              | true
                    """)
    void picksDevices(String text, String names, boolean one) {
        Site site = SampleSite.load(folder, SampleSite.FULL);

        Selector selector = Selector.parse(text).orThrow();

        assertThat(site.select(List.of(selector)))
                .extracting(Device::name)
                .containsExactlyElementsOf(names.isEmpty() ? List.of() : List.of(names.split(" ")));
        assertThat(selector.namesOneDevice()).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gruop=x           | there is no selector "gruop="        | did you mean group?
                    group=           | "group=" has no value                | write it after the sign, without a space
                    protocol=modbs   | there is no protocol "modbs"         | did you mean modbus?
                    10.0.0.1/8       | "10.0.0.1/8" has bits set below its prefix | write 10.0.0.0/8 for the range, or 10.0.0.1 for the one address
                    10.0.1           | "10.0.1" is not four numbers, so it has more than one reading | write four decimal numbers, for example 10.1.2.3
                    *                | "*" selects nothing                  | write a device's name, an address, a range such as 10.1.2.0/24, or group=…, protocol=…, zone=…
                    """)
    void saysWhatIsWrong(String text, String message, String wayOut) {
        assertThat(Selector.parse(text)).isEqualTo(new Parsed.Wrong<Selector>(message, wayOut));
    }
}
