package io.sessionvault.log;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static io.sessionvault.Examples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountState;
import io.sessionvault.log.LogOracle.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/// The judge and an oracle that was written from the documents alone say the same of every object.
class LogOraclePropertyTest {
    /// @param object what arrived
    /// @param state what the bucket told
    /// @param membership what the organization told
    record Facts(LogObject object, ObjectState state, Membership membership) {
        LogOracle.Opinion expected() {
            return LogOracle.on(VAULT, object, state, membership);
        }

        LogOracle.Opinion judged() {
            return LogOracle.of(
                    LogCheck.check(
                            object,
                            state,
                            membership,
                            new KnownRegions.Standing.NothingToSay(),
                            VAULT));
        }
    }

    /// Objects that get one kind of verdict only would let the two agree on little: each kind has to
    /// be among those that are generated.
    @Property(tries = 20_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void theJudgeSaysWhatTheDocumentsSay(@ForAll("facts") Facts facts) {
        LogOracle.Opinion expected = facts.expected();

        assertThat(facts.judged()).isEqualTo(expected);

        Statistics.label("kind")
                .collect(expected.kind())
                .coverage(seen -> {
                    for (Kind kind : Kind.values()) {
                        seen.check(kind).percentage(share -> share > 0.5);
                    }
                });
    }

    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<LogObject> objects =
                Combinators.combine(buckets(), keys(), uploaders())
                        .as((bucket, key, uploader) ->
                                new LogObject(bucket, key, Optional.of("v1"), uploader));
        return Combinators.combine(objects, states(), memberships()).as(Facts::new);
    }

    private static Arbitrary<String> buckets() {
        return Arbitraries.frequency(
                Tuple.of(15, VAULT.bucket()), Tuple.of(1, VAULT.bucket() + "2"));
    }

    /// Mostly a member's prefix and a session's name; else what S3 allows and people come up with.
    private static Arbitrary<String> keys() {
        Arbitrary<String> prefixes =
                mostly(
                        MEMBER + "/eu-central-1/",
                        OTHER_MEMBER + "/us-gov-west-1/",
                        "",
                        "/",
                        MEMBER + "/",
                        MEMBER + "//",
                        "/" + MEMBER + "/eu-central-1/",
                        "22222222222/eu-central-1/",
                        "2222222222222/eu-central-1/",
                        "٢٢٢٢٢٢٢٢٢٢٢٢/eu-central-1/",
                        MEMBER + "/eu-central/",
                        MEMBER + "/EU-CENTRAL-1/",
                        MEMBER + "/eu-central-123/",
                        MEMBER + "/../" + OTHER_MEMBER + "/",
                        "logs/" + MEMBER + "/eu-central-1/",
                        "eu-central-1/" + MEMBER + "/",
                        MEMBER + "%2Feu-central-1%2F",
                        MEMBER + "\n/eu-central-1/",
                        MEMBER + "/eu-central-1/eu-central-1/");
        Arbitrary<String> names =
                Arbitraries.oneOf(
                        mostly(
                                "jo-0e34861185201706f.log",
                                "ana.ruiz@example.com-ilpxvkhghl9vs9ia2xfdyp4dka.log",
                                "42ba7ac1-6122-4f3a-aa64-5f18f81eff1d-0959abc60267189e0.log",
                                "a+b=c,d@e_f-0a.log",
                                "Standard_Stream/stderr",
                                "InteractiveCommands/step/stderr",
                                "NonInteractiveCommands/stdout",
                                "Port/stderr",
                                "Standard_Stream/a/b/stderr",
                                "Standard_Stream/stderr.log",
                                "standard_stream/stderr",
                                "Standard_Stream/",
                                "",
                                ".log",
                                "-.log",
                                "-a.log",
                                "jo-.log",
                                "jo.log",
                                "jo-0e.LOG",
                                "jo-0e.log.gz",
                                "jo-0e.log/",
                                "jo 1-0e.log",
                                "jo:1-0e.log",
                                "jo%40x-0e.log",
                                "../jo-0e.log",
                                "j".repeat(93) + "-0e.log",
                                "j".repeat(94) + "-0e.log",
                                "a/jo-0e.log",
                                "jo-0e.log\n",
                                "jö-0e.log",
                                "jo-0é.log",
                                "jo\u202egol.log",
                                "notes.txt"),
                        Arbitraries.strings()
                                .withChars("ab-_.@+=,/ %:0é\n")
                                .ofMaxLength(6)
                                .map(text -> text + "-0a.log"));
        return Combinators.combine(prefixes, names).as(String::concat);
    }

    private static Arbitrary<Uploader> uploaders() {
        return Arbitraries.frequency(
                Tuple.of(8, new Uploader.Named(MEMBER.value())),
                Tuple.of(2, new Uploader.Named(OTHER_MEMBER.value())),
                Tuple.of(1, new Uploader.Named("s3.amazonaws.com")),
                Tuple.of(1, new Uploader.Named("")),
                Tuple.of(2, new Uploader.NotTold()),
                Tuple.of(3, new Uploader.NotKept()));
    }

    private static Arbitrary<ObjectState> states() {
        Arbitrary<String> algorithms =
                mostly("aws:kms", "AES256", "aws:kms:dsse", "aws:fsx", "none", "AWS:KMS", "");
        String key = BUCKET_KEY.toString();
        Arbitrary<Optional<String>> keyIds =
                mostly(
                                key,
                                key.replace("111111111111", MEMBER.value()),
                                key.replace("eu-central-1", "eu-west-1"),
                                key.replace("arn:aws:", "arn:aws-cn:"),
                                key.replace(":key/", ":alias/"),
                                "arn:aws:kms:eu-central-1:111111111111:alias/vault",
                                BUCKET_KEY.keyId(),
                                key.toUpperCase(Locale.ROOT),
                                key + " ",
                                key.substring(0, key.length() - 1),
                                "")
                        .optional(0.9);
        Arbitrary<ObjectState> stored =
                Combinators.combine(
                                Arbitraries.of(0L, 1L, 1L, 5_000_000_000L, 1L),
                                algorithms,
                                keyIds,
                                Arbitraries.of(
                                        Earlier.NOTHING,
                                        Earlier.NOTHING,
                                        Earlier.NOTHING,
                                        Earlier.ALIKE,
                                        Earlier.SAME_SIZE,
                                        Earlier.SOMETHING_ELSE))
                        .as(LogOraclePropertyTest::stored);
        return Arbitraries.frequencyOf(
                Tuple.of(12, stored),
                Tuple.of(1, Arbitraries.just(new ObjectState.Deleted())),
                Tuple.of(1, Arbitraries.just(new ObjectState.Vanished())),
                Tuple.of(1, Arbitraries.just(new ObjectState.Unknown("SlowDown", true))));
    }

    /// S3 reports a KMS key only with an algorithm that uses one.
    ///
    /// Source: S3 API reference, `HeadObject`, `x-amz-server-side-encryption-aws-kms-key-id`.
    private static ObjectState stored(
            long size, String algorithm, Optional<String> key, Earlier earlier) {
        return new ObjectState.Stored(
                size, algorithm, key.filter(_ -> algorithm.startsWith("aws:kms")), earlier);
    }

    private static Arbitrary<Membership> memberships() {
        Arbitrary<Membership> members =
                Arbitraries.of(AccountState.class).map(Membership.Member::new);
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(new Membership.Member(AccountState.ACTIVE))),
                Tuple.of(2, members),
                Tuple.of(1, Arbitraries.just(new Membership.Stranger())),
                Tuple.of(1, Arbitraries.just(new Membership.Unknown("throttled"))));
    }

    /// The first one three times as often as all others together.
    private static Arbitrary<String> mostly(String usual, String... others) {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(usual)), Tuple.of(1, Arbitraries.of(List.of(others))));
    }
}
