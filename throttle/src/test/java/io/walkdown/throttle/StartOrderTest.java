package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StartOrderTest {
    private static final List<GroupLimits> GROUPS =
            List.of(
                    GroupLimits.oneAtATime("line", "ring"),
                    new GroupLimits(
                            "wide", "switch", 4, OptionalDouble.empty(), OptionalDouble.empty()));

    @Test
    void startsTheGroupWithMostWorkLeftFirstAndItsLongestVisitBeforeTheOthers() {
        List<VisitDemand> visits =
                List.of(
                        visit("alone-50", 50),
                        visit("line-20", 20, "line"),
                        visit("line-30", 30, "line"),
                        visit("line-40", 40, "line"));

        assertThat(StartOrder.order(visits, GROUPS))
                .extracting(VisitDemand::visit)
                .containsExactly("line-40", "alone-50", "line-30", "line-20");
    }

    @Test
    void countsAWideGroupsWorkByItsVisitsAtOnce() {
        List<VisitDemand> visits =
                List.of(
                        visit("wide-1", 40, "wide"),
                        visit("wide-2", 40, "wide"),
                        visit("alone-50", 50));

        assertThat(StartOrder.order(visits, GROUPS))
                .extracting(VisitDemand::visit)
                .containsExactly("alone-50", "wide-1", "wide-2");
    }

    @Test
    void boundsAScanByTheLargestOfFourTerms() {
        List<VisitDemand> visits =
                List.of(
                        visit("a", 40, "line"),
                        visit("b", 30, "line"),
                        visit("c", 60),
                        visit("d", 10, "wide"));

        LowerBound bound = LowerBound.of(visits, new SiteLimits(2, 0.5), GROUPS);

        assertThat(bound.frames()).isEqualTo(Duration.ofSeconds(80));
        assertThat(bound.visits()).isEqualTo(Duration.ofSeconds(70));
        assertThat(bound.busiestGroup()).isEqualTo(Duration.ofSeconds(70));
        assertThat(bound.busiestGroupName()).isEqualTo("group line");
        assertThat(bound.longestVisit()).isEqualTo(Duration.ofSeconds(60));
        assertThat(bound.value()).isEqualTo(Duration.ofSeconds(80));
        assertThat(LowerBound.of(List.of(), SiteLimits.DEFAULT, GROUPS).value())
                .isEqualTo(Duration.ZERO);
    }

    private static VisitDemand visit(String id, long seconds, String... groups) {
        return Demands.of(id, "host-" + id)
                .groups(groups)
                .frames(10)
                .worstCase(Duration.ofSeconds(seconds))
                .build();
    }
}
