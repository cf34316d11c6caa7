package io.sessionvault.local.aws.securityhub;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/// The AWS Security Finding Format, as far as an import checks it.
///
/// Source: Security Hub user guide, "Required top-level ASFF attributes"; Security Hub API
/// reference, "AwsSecurityFinding".
final class FindingFormat {
    private static final int MOST_ID = 512;
    private static final int MOST_TITLE = 256;
    private static final int MOST_DESCRIPTION = 1024;
    private static final int MOST_RESOURCES = 32;
    private static final int MOST_FIELDS = 50;

    private FindingFormat() {}

    /// What is wrong with a finding that an account imports by itself.
    ///
    /// @param account the caller's account
    /// @param region the Region of the call
    static List<String> faults(AwsSecurityFinding finding, String account, String region) {
        var faults = new ArrayList<String>();
        text(faults, "Id", finding.id(), MOST_ID);
        text(faults, "Title", finding.title(), MOST_TITLE);
        text(faults, "Description", finding.description(), MOST_DESCRIPTION);
        text(faults, "GeneratorId", finding.generatorId(), MOST_ID);
        time(faults, "CreatedAt", finding.createdAt());
        time(faults, "UpdatedAt", finding.updatedAt());
        String product =
                "arn:aws:securityhub:%s:%s:product/%s/default".formatted(region, account, account);
        same(faults, "ProductArn", finding.productArn(), product);
        same(faults, "AwsAccountId", finding.awsAccountId(), account);
        same(faults, "SchemaVersion", finding.schemaVersion(), "2018-10-08");
        if (finding.severity() == null && finding.findingProviderFields() == null) {
            faults.add("Severity is missing");
        }
        if (finding.types().isEmpty() && finding.findingProviderFields() == null) {
            faults.add("Types is missing");
        }
        count(faults, "Resources", finding.resources().size(), 1, MOST_RESOURCES);
        count(faults, "ProductFields", finding.productFields().size(), 0, MOST_FIELDS);
        return faults;
    }

    private static void text(
            List<String> faults, String name, @Nullable String value, int mostCharacters) {
        if (value == null || value.isBlank()) {
            faults.add(name + " is missing");
        } else if (value.length() > mostCharacters) {
            faults.add(name + " is longer than " + mostCharacters);
        }
    }

    private static void time(List<String> faults, String name, @Nullable String value) {
        try {
            Instant.parse(String.valueOf(value));
        } catch (DateTimeException malformed) {
            faults.add(name + " is no time: " + value);
        }
    }

    private static void same(
            List<String> faults, String name, @Nullable String value, String expected) {
        if (!expected.equals(value)) {
            faults.add(name + " is " + value + ", not " + expected);
        }
    }

    private static void count(List<String> faults, String name, int size, int least, int most) {
        if (size < least || size > most) {
            faults.add(name + " are " + size + ", not " + least + " to " + most);
        }
    }
}
