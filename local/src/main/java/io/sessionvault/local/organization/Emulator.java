package io.sessionvault.local.organization;

import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.organizations.Organization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.account.AccountClient;

/// What an emulator can do, found out by asking it.
///
/// @param regions the Regions in which the run governs accounts
/// @param parameters values of the template's parameters without which the vault could not work on
///     this emulator
/// @param notes what that means, for people to read
public record Emulator(
        NavigableSet<RegionName> regions, Map<String, String> parameters, List<String> notes) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Asks an endpoint what it can do.
    public static Emulator at(Endpoint endpoint, RegionName home) {
        Map<String, String> parameters = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        NavigableSet<RegionName> regions =
                enabledRegions(endpoint, home)
                        .orElseGet(() -> {
                            parameters.put(
                                    "GovernedRegions",
                                    String.join(",", Organization.DEFAULT_REGIONS));
                            notes.add(
                                    "it does not list Regions (account:ListRegions), so the run names 17");
                            return names(Organization.DEFAULT_REGIONS);
                        });
        return new Emulator(regions, parameters, notes);
    }

    private static Optional<NavigableSet<RegionName>> enabledRegions(
            Endpoint endpoint, RegionName home) {
        try (AccountClient account =
                endpoint.client(AccountClient.builder(), endpoint.management(), home)) {
            List<String> enabled =
                    account
                            .listRegionsPaginator(ask ->
                                    ask.overrideConfiguration(
                                            limit -> limit.apiCallTimeout(PATIENCE)))
                            .regions()
                            .stream()
                            .filter(region ->
                                    region.regionOptStatusAsString().startsWith("ENABLED"))
                            .map(region -> region.regionName())
                            .toList();
            return Optional.of(names(enabled));
        } catch (SdkException failure) {
            if (Unanswered.is(failure)) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    private static NavigableSet<RegionName> names(List<String> regions) {
        NavigableSet<RegionName> names = new TreeSet<>();
        regions.forEach(region -> names.add(new RegionName(region)));
        return names;
    }
}
