package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.RecordedCall;
import java.util.List;

/// Whether calls say who has to own the bucket.
public final class BucketOwners {
    private BucketOwners() {}

    /// Demands that each call of S3 among some names an account as the bucket's owner.
    ///
    /// @param owner the account
    public static void assertNamed(AccountId owner, List<RecordedCall> calls) {
        assertThat(calls)
                .filteredOn(call -> call.operation().service().equals("s3"))
                .allSatisfy(call ->
                        assertThat(call.expectedBucketOwner())
                                .as("whom %s expects to own the bucket", call.operation())
                                .contains(owner.value()));
    }
}
