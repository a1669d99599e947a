package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.KnownBadYaml;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Slots behind a module for which their read is known bad are not asked (S8).
class EnipKnownBadTest {

    @ParameterizedTest
    @CsvSource({"'{model: WAGO.*}', false", "'{model: 1756-EN2T.*}', true"})
    void leavesTheTcpLegWhereTheDatagramHasToldTheKind(String kind, boolean asked) {
        var visit =
                Visit.knowing(KnownBadYaml.of("logix", "slot-identity", kind), 0)
                        .answers(Captured.LIST_IDENTITY, Captured.OPENER_IDENTITY);
        if (asked) {
            visit.answers(Captured.REGISTER, Captured.REGISTERED)
                    .answers(Captured.slot(0), Captured.CPPPO_IDENTITY);
        }

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.sent().stream().anyMatch(sent -> sent.startsWith("tcp ")))
                .isEqualTo(asked);
    }
}
