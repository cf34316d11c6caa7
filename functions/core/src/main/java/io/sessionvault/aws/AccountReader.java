package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedKeys;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads an account, as a whole and part by part. What a call answers instead is part of what was
/// read, never an exception.
final class AccountReader {
    /// A Region has its own endpoints and quotas, so all may be worked on side by side.
    static final int REGIONS_AT_ONCE = 40;

    private final MemberClients member;
    private final KeyClients keys;
    private final DesiredAccount desired;
    private final IdentityProof proof;

    AccountReader(
            MemberClients member, KeyClients keys, DesiredAccount desired, IdentityProof proof) {
        this.member = member;
        this.keys = keys;
        this.desired = desired;
        this.proof = proof;
    }

    ObservedAccount read() {
        Optional<ObservedKeys> seen = keys();
        return InParallel.both(
                this::identity,
                () -> regions(desired.regions()),
                (identity, regions) ->
                        new ObservedAccount(identity, seen, regions, ungoverned(identity)));
    }

    /// Other Regions are looked at because their documents may still need the logging policy. One
    /// that control policies close is asked only before that policy is narrowed: whoever has a Region
    /// closed does not want to hear of refused calls there.
    private NavigableMap<RegionName, Observation<Preferences>> ungoverned(
            Observation<ObservedIdentity> identity) {
        if (desired.isLetGo()
                || !(identity
                        instanceof Observation.Seen<ObservedIdentity>(ObservedIdentity seen))) {
            return new TreeMap<>();
        }
        NavigableSet<RegionName> others =
                new TreeSet<>(desired.ungoverned().orElseGet(TreeSet::new));
        if (!LogPolicy.givesMore(desired, seen)) {
            others.removeAll(seen.closed().keySet());
        }
        return inEach(
                others,
                region ->
                        ServiceErrors.observe(() -> RegionReader.preferences(member.ssm(region))));
    }

    ObservedAccount readIdentityAgain(ObservedAccount observed) {
        Observation<ObservedIdentity> identity = identity();
        return new ObservedAccount(
                identity,
                observed.keys(),
                observed.regions(),
                observed.ungoverned().isEmpty() ? ungoverned(identity) : observed.ungoverned());
    }

    ObservedAccount readKeysAgain(ObservedAccount observed, Collection<RegionName> regions) {
        return observed.keys()
                .map(seen -> observed.with(seen.with(inEach(regions, this::key))))
                .orElse(observed);
    }

    ObservedAccount readRegionsAgain(ObservedAccount observed, Collection<RegionName> regions) {
        return observed.with(regions(regions));
    }

    private Observation<ObservedIdentity> identity() {
        return ServiceErrors.observe(() -> proof.read(member.iam(), desired));
    }

    private Optional<ObservedKeys> keys() {
        if (!desired.ownsSessionKey()) {
            return Optional.empty();
        }
        RegionName home = desired.sessionKey().region();
        return Optional.of(
                new ObservedKeys(home, key(home), inEach(desired.replicaRegions(), this::key)));
    }

    private Observation<KeySetup> key(RegionName region) {
        return ServiceErrors.observe(
                () -> KeyReader.readSetup(keys.kms(region), desired.sessionKey().in(region)));
    }

    private NavigableMap<RegionName, ObservedRegion> regions(Collection<RegionName> regions) {
        return inEach(
                regions,
                region ->
                        RegionReader.read(
                                member.ssm(region),
                                () -> keys.kms(region),
                                desired,
                                region,
                                proof.clock().instant()));
    }

    /// Reads something in each of some Regions, side by side.
    static <T> NavigableMap<RegionName, T> inEach(
            Collection<RegionName> regions, Function<RegionName, T> read) {
        NavigableMap<RegionName, T> observed = new TreeMap<>();
        if (!regions.isEmpty()) {
            List<RegionName> names = List.copyOf(regions);
            List<T> seen = InParallel.map(names, REGIONS_AT_ONCE, read);
            for (int i = 0; i < names.size(); i++) {
                observed.put(names.get(i), seen.get(i));
            }
        }
        return observed;
    }
}
