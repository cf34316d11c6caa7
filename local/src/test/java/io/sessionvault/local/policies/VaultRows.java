package io.sessionvault.local.policies;

import java.util.List;
import java.util.stream.Stream;

/// The table: what the deployed policies have to allow and to deny. It holds in every world; a row
/// for one kind of world stands behind an `if`.
final class VaultRows {
    private VaultRows() {}

    /// The rows of a world.
    static List<Row> of(VaultWorld world) {
        return Stream.of(
                        BucketRows.of(world),
                        KeyRows.of(world),
                        FunctionRows.of(world),
                        ComplianceRows.of(world),
                        MemberRows.of(world),
                        ManagementRows.of(world),
                        PlumbingRows.of(world))
                .flatMap(List::stream)
                .toList();
    }
}
