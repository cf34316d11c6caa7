package io.sessionvault.sweepaccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// One item of the state machine's map over the accounts.
///
/// @param run the run
/// @param account the account
record SweepRequest(Run run, ListedAccount account) {
    private static final List<String> NEEDED =
            List.of(
                    "/run/id",
                    "/run/startedAt",
                    "/run/mode",
                    "/run/logs",
                    "/account/id",
                    "/account/name",
                    "/account/state");

    /// Reads an item.
    ///
    /// @throws IllegalArgumentException when something is missing; the message names it
    /// @throws IOException when it is not JSON, or a value is malformed
    static SweepRequest read(InputStream input) throws IOException {
        JsonNode root = ComplianceJson.MAPPER.readTree(input);
        for (String path : NEEDED) {
            if (!root.at(path).isTextual()) {
                throw new IllegalArgumentException(
                        "the input must be a run and an account: there is no text at " + path);
            }
        }
        return ComplianceJson.MAPPER.treeToValue(root, SweepRequest.class);
    }
}
