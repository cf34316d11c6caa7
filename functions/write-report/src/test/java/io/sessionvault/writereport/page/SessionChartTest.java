package io.sessionvault.writereport.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.writereport.page.SessionChart.Segment;
import io.sessionvault.writereport.page.SessionChart.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionChartTest {
    @Test
    void stacksSessionsOfADay() {
        var chart = SessionChart.of(List.of(day(0, new SessionCount(4, 1, 2, 1))));
        // 168 units for 8 sessions, down to 180.
        assertThat(chart.bars().getFirst().segments())
                .containsExactly(
                        new Segment("logged", "96", "84"),
                        new Segment("waiting", "75", "21"),
                        new Segment("unloggable", "33", "42"),
                        new Segment("unlogged", "12", "21"));
        assertThat(chart.ticks()).extracting(Tick::label).containsExactly("0", "2", "4", "6", "8");
        assertThat(chart.summary())
                .isEqualTo(
                        "2026-11-24 to 2026-11-24: 4 logged, 1 unlogged, 2 that cannot be logged, 1 waiting");
    }

    @Test
    void showsOneLostLogAmongThousands() {
        var chart = SessionChart.of(List.of(day(0, new SessionCount(20_000, 1, 0, 0))));
        assertThat(chart.bars().getFirst().segments().getLast())
                .extracting(Segment::kind, Segment::height)
                .containsExactly("unlogged", "3");
    }

    @Test
    void leavesRoomForDaysWithoutSessions() {
        var one = new SessionCount(1, 0, 0, 0);
        var chart = SessionChart.of(List.of(day(9, one), day(8, one), day(0, one)));
        var x = chart.bars().stream().map(bar -> Double.parseDouble(bar.x())).toList();
        assertThat(x.get(2) - x.get(0)).isCloseTo(9 * (x.get(1) - x.get(0)), offset(0.5));
    }

    @Test
    void isEmptyWithoutDays() {
        var chart = SessionChart.of(List.of());
        assertThat(chart.bars()).isEmpty();
        assertThat(chart.summary()).isEmpty();
    }

    private static SessionDay day(int age, SessionCount sessions) {
        return new SessionDay(Reports.TODAY.minusDays(age), sessions);
    }
}
