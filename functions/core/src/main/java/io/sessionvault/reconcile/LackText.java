package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.permissions.Answer;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// What a principal cannot do, where, why, and what a person may do about it, in one line.
final class LackText {
    private LackText() {}

    /// Such as `cannot kms:Decrypt (eu-west-1): denied by statement X of policy Y; ...`.
    static String of(List<Lack> lacks) {
        boolean certain = lacks.stream().allMatch(lack -> lack.answer() instanceof Answer.Denied);
        return (certain ? "cannot " : "was not shown to be able to ")
                + summary(lacks)
                + ": "
                + distinct(lacks.stream().map(lack -> lack.answer().text()).toList())
                + "; "
                + distinct(lacks.stream().map(lack -> remedy(lack.answer())).toList());
    }

    /// The actions, and where they are needed.
    static String summary(Collection<Lack> lacks) {
        return lacks.stream()
                        .map(lack -> lack.permission().action())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))
                + " ("
                + where(lacks)
                + ")";
    }

    private static String where(Collection<Lack> lacks) {
        if (lacks.stream().anyMatch(lack -> lack.permission().region().isEmpty())) {
            return "needed in every Region";
        }
        return lacks.stream()
                .flatMap(lack -> lack.permission().region().stream())
                .map(RegionName::value)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String remedy(Answer answer) {
        return switch (answer) {
            case Answer.Allowed _ -> "nothing has to be done";
            case Answer.Denied denied ->
                    switch (denied.layer()) {
                        case IDENTITY -> "allow it in the principal's own policies";
                        case BOUNDARY -> "allow it in the permissions boundary";
                        case RESOURCE ->
                                "compare the vault's bucket and key policies with its stack";
                        case RESOURCE_CONTROL ->
                                "except the vault's bucket and keys in the resource control policy";
                        case SERVICE_CONTROL ->
                                "except the vault's bucket and keys in the service control policy";
                    };
            case Answer.Unknown unknown ->
                    unknown.keys().isEmpty()
                            ? "let the vault's role read that policy, or write that statement so that"
                                    + " it can be told"
                            : "write that statement so that it does not depend on "
                                    + String.join(", ", unknown.keys())
                                    + " for the vault's bucket and keys";
        };
    }

    private static String distinct(List<String> texts) {
        return texts.stream().distinct().collect(Collectors.joining("; "));
    }
}
