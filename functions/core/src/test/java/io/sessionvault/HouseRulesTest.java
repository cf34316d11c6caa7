package io.sessionvault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The rules of the house that a machine can check.
@AnalyzeClasses(packages = "io.sessionvault", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String[] PURE = {
        "io.sessionvault.account..",
        "io.sessionvault.vault..",
        "io.sessionvault.rule..",
        "io.sessionvault.log..",
        "io.sessionvault.preferences..",
        "io.sessionvault.policy..",
        "io.sessionvault.reconcile..",
        "io.sessionvault.organization..",
        "io.sessionvault.compliance..",
        "io.sessionvault.sweep..",
        "io.sessionvault.node..",
        "io.sessionvault.watch..",
        "io.sessionvault.report..",
        "io.sessionvault.permissions.."
    };

    @ArchTest
    static final ArchRule pureCoreKnowsOnlyItselfAndPlainJava =
            classes()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.sessionvault..",
                            "java.lang..",
                            "java.math",
                            "java.time",
                            "java.util",
                            "java.util.function",
                            "java.util.regex",
                            "java.util.stream",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule pureCoreDoesNotReachOutwards =
            noClasses()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.sessionvault.aws..",
                            "io.sessionvault.event..",
                            "io.sessionvault.settings..");

    @ArchTest
    static final ArchRule pureCoreReadsNoEnvironment =
            noClasses()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class)
                    .orShould()
                    .callMethod(System.class, "getProperty", String.class)
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule onlyThePackageAwsCallsAws =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.sessionvault.aws..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.sessionvault.(*)..").should().beFreeOfCycles();
}
