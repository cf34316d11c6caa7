package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.AccountId;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LostItem;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The sweeps of accounts, as they are read.
final class AccountSweeps implements ResultReader.Gathering<AccountSweep> {
    private final Queue<AccountSweep> sweeps = new ConcurrentLinkedQueue<>();
    private final Map<AccountId, Failure> failures = new ConcurrentHashMap<>();
    private final Queue<LostItem> lost = new ConcurrentLinkedQueue<>();

    @Override
    public void add(AccountSweep sweep) {
        sweeps.add(sweep);
    }

    @Override
    public void fail(String name, String input, Failure failure) {
        Optional<AccountId> account = account(input);
        if (account.isPresent()) {
            // Of two failures the same one counts, whichever is read first.
            failures.merge(
                    account.get(),
                    failure,
                    (one, other) -> one.text().compareTo(other.text()) <= 0 ? one : other);
        } else {
            lost.add(new LostItem(name, failure));
        }
    }

    @Override
    public void lose(LostItem item) {
        lost.add(item);
    }

    AccountResults results() {
        return new AccountResults.Swept(sweeps.stream().toList(), failures, lost.stream().toList());
    }

    private static Optional<AccountId> account(String input) {
        try {
            String id = ComplianceJson.MAPPER.readTree(input).path("account").path("id").asText("");
            return Optional.of(id).filter(AccountId::isValid).map(AccountId::new);
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
