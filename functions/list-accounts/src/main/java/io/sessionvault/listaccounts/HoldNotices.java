package io.sessionvault.listaccounts;

import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.stream.Stream;

/// What a reader of every report is told of what people have allowed and held back.
final class HoldNotices {
    private HoldNotices() {}

    /// @param parameter the repair switch's parameter
    /// @param repairs what it says
    /// @param onboarding what an event does to an account that appears
    static Stream<String> of(String parameter, Observation<SwitchState> repairs, Mode onboarding) {
        return Stream.concat(
                Stream.of("The repair switch " + parameter + " " + said(repairs, onboarding)),
                switch (onboarding) {
                    case APPLY -> Stream.empty();
                    case PLAN ->
                            Stream.of(
                                    "Mode is plan: accounts that appear are only looked at, and nothing"
                                            + " onboards them later by itself. After it was set back to"
                                            + " apply, start a run with {\"onboard\": true}.");
                });
    }

    private static String said(Observation<SwitchState> repairs, Mode onboarding) {
        return switch (repairs) {
            case Observation.Unseen<SwitchState>(ServiceError error) ->
                    "could not be read: "
                            + error.withoutRequest()
                            + ". Until it can be, nothing is repaired and no account onboarded.";
            case Observation.Seen<SwitchState>(SwitchState state) ->
                    "is " + state + meaning(state, onboarding);
        };
    }

    private static String meaning(SwitchState state, Mode onboarding) {
        return switch (state.setting()) {
            case ON -> ".";
            case OFF -> ": runs repair nothing; accounts that appear are onboarded.";
            case PAUSED ->
                    ": nothing is changed in any account but what a person lets go."
                            + switch (onboarding) {
                                case APPLY ->
                                        " Setting it to on starts a run that onboards the accounts"
                                                + " that appeared meanwhile.";
                                case PLAN ->
                                        " Requests that were answered with PAUSED have to be sent"
                                                + " again after it was set to on.";
                            };
        };
    }
}
