package io.sessionvault.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GovernedRegionsTest {
    @ParameterizedTest
    @CsvSource({
        "all,                 '',        eu-west-1 us-east-1, eu-west-1 us-east-1, ''",
        "all,                 us-east-1, eu-west-1 us-east-1, eu-west-1,           ''",
        "all,                 sa-east-1, eu-west-1,           eu-west-1,           ''",
        "us-east-1,           '',        eu-west-1 us-east-1, us-east-1,           ''",
        "us-east-1 sa-east-1, '',        eu-west-1 us-east-1, us-east-1,           sa-east-1",
        "us-east-1 sa-east-1, sa-east-1, us-east-1,           us-east-1,           ''",
        "us-east-1,           us-east-1, us-east-1,           '',                  ''",
        "sa-east-1,           '',        us-east-1,           '',                  sa-east-1",
        "all,                 '',        '',                  '',                  ''"
    })
    void governsTheEnabledRegionsThatAreListedAndNotExcepted(
            String only, String except, String enabled, String governed, String missing) {
        GovernedRegions regions =
                new GovernedRegions(
                        only.equals("all") ? Optional.empty() : Optional.of(regions(only)),
                        regions(except));

        assertThat(regions.among(regions(enabled))).isEqualTo(regions(governed));
        assertThat(regions.missingAmong(regions.among(regions(enabled))))
                .isEqualTo(regions(missing));
    }

    @Test
    void leavesTheGivenRegionsAsTheyAre() {
        NavigableSet<RegionName> enabled = regions("eu-west-1 us-east-1");

        new GovernedRegions(Optional.empty(), regions("us-east-1")).among(enabled);

        assertThat(enabled).hasSize(2);
    }

    private static NavigableSet<RegionName> regions(String names) {
        return Arrays.stream(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(RegionName::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
