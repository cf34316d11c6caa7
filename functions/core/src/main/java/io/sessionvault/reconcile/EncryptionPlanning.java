package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How it is told what principals were not shown to be able to do: as an obstacle where something
/// must not happen before they can, and as a notice where sessions are logged and only the
/// encryption of their stream waits.
final class EncryptionPlanning {
    private final DesiredAccount desired;
    private final ObservedIdentity identities;
    private final NavigableSet<RegionName> encrypting;

    /// @param encrypting the Regions in which a change may make sessions use the session key
    EncryptionPlanning(
            DesiredAccount desired,
            ObservedIdentity identities,
            NavigableSet<RegionName> encrypting) {
        this.desired = desired;
        this.identities = identities;
        this.encrypting = encrypting;
    }

    /// Tells whether somebody could not open sessions in a Region if its preferences named the
    /// session key, even when the logging policy is in place.
    static boolean isHeldBack(ObservedIdentity identities, RegionName region) {
        Predicate<Lack> inRegion =
                lack ->
                        lack.isOfEncryption()
                                && lack.staysWithPolicy()
                                && lack.permission().isNeededIn(region);
        return identities.starters().stream()
                        .anyMatch(starter -> starter.lacks().stream().anyMatch(inRegion))
                || identities.roles().stream()
                        .anyMatch(role -> role.lacks().stream().anyMatch(inRegion));
    }

    void tell(List<Obstacle> obstacles, List<Notice> notices) {
        for (ObservedIdentity.Role role : identities.roles()) {
            Map<Boolean, List<Lack>> waiting = split(role.lacks());
            of(waiting, false)
                    .ifPresent(
                            lacks -> obstacles.add(new Obstacle.UnprovenRole(role.name(), lacks)));
            of(waiting, true)
                    .ifPresent(lacks ->
                            notices.add(
                                    new Notice.CannotEncrypt("role " + role.name(), false, lacks)));
        }
        for (ObservedIdentity.Starter starter : identities.starters()) {
            Map<Boolean, List<Lack>> waiting = split(starter.lacks());
            of(waiting, false)
                    .ifPresent(lacks ->
                            obstacles.add(new Obstacle.UnprovenStarter(starter.name(), lacks)));
            of(waiting, true)
                    .ifPresent(lacks ->
                            notices.add(new Notice.CannotEncrypt(starter.name(), true, lacks)));
        }
    }

    private Map<Boolean, List<Lack>> split(List<Lack> lacks) {
        return lacks.stream()
                .filter(lack -> !isClosed(lack))
                .collect(Collectors.partitioningBy(this::onlyWaits));
    }

    private static Optional<List<Lack>> of(Map<Boolean, List<Lack>> waiting, boolean which) {
        return Optional.ofNullable(waiting.get(which)).filter(lacks -> !lacks.isEmpty());
    }

    /// Nobody can open sessions in a closed Region, with the key or without.
    private boolean isClosed(Lack lack) {
        return lack.isOfEncryption()
                && lack.permission().region().filter(identities.closed()::containsKey).isPresent();
    }

    private boolean onlyWaits(Lack lack) {
        return lack.isOfEncryption()
                && lack.staysWithPolicy()
                && desired.standard().sessionEncryption() == SessionEncryption.WHEN_SAFE
                && lack.permission().region().filter(encrypting::contains).isEmpty();
    }
}
