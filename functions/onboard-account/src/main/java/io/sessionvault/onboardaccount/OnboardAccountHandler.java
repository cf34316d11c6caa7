package io.sessionvault.onboardaccount;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.Json;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.settings.Environment;
import io.sessionvault.snapshot.NameLookups;
import io.sessionvault.snapshot.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: an account appears or is changed, its session logging is reconciled in every governed
/// Region.
public final class OnboardAccountHandler implements RequestStreamHandler {
    static {
        // First of all: the first logger looks a name up.
        NameLookups.keepNone();
    }

    private final OnboardAccount onboarding;
    private final OnboardingQueue queue;
    private final Optional<Wiring.Reacting> reactions;

    /// For Lambda: settings from the environment.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when a setting is missing or
    ///     malformed
    public OnboardAccountHandler() {
        this(Wiring.of(Environment.ofProcess()));
    }

    OnboardAccountHandler(Wiring wiring) {
        Priming.beforeSnapshot(wiring.rehearsal());
        onboarding = wiring.onboarding();
        queue = wiring.queue();
        reactions = wiring.reactions();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        LambdaInput read = LambdaInput.read(input);
        Object answer =
                PowertoolsLogging.withLogging(
                        context,
                        () ->
                                switch (read) {
                                    case LambdaInput.Batch batch ->
                                            new SQSBatchResponse(work(batch, context));
                                    case LambdaInput.Direct(JsonNode event) ->
                                            direct(event, context.getAwsRequestId());
                                });
        output.write(Json.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    /// Each queue has its own kind of messages, and takes no other: what members tell must not
    /// reach the onboarding, not even where the settings do not name the queue of reactions.
    private List<BatchItemFailure> work(LambdaInput.Batch batch, Context context) {
        return reactions
                .filter(each -> each.queueArn().equals(batch.queueArn()))
                .map(each ->
                        each.reactions()
                                .work(
                                        batch.messages(),
                                        () ->
                                                Duration.ofMillis(
                                                        context.getRemainingTimeInMillis())))
                .orElseGet(() -> onboard(batch, context));
    }

    private List<BatchItemFailure> onboard(LambdaInput.Batch batch, Context context) {
        if (!queue.isSourceOf(batch)) {
            throw new IllegalStateException(
                    "the batch comes from \""
                            + batch.queueArn()
                            + "\", which is neither the onboarding's queue "
                            + queue
                            + " nor one of reactions that the settings name");
        }
        return queue.work(batch, onboarding, context.getAwsRequestId());
    }

    private OnboardingReport direct(JsonNode event, String requestId) {
        OnboardingReport report = onboarding.onboard(event, Optional.empty(), 1, requestId);
        // A person who asked gets the report, whatever it says; an event without a queue has to be
        // retried by its sender.
        if (!report.isSettled() && !event.has("accountId")) {
            throw new OnboardingIncompleteException(Json.write(report));
        }
        return report;
    }
}
