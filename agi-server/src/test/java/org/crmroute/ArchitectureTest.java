package org.crmroute;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Who may know whom. Dependencies run one way, from the edges to the pure middle, so that a call's way can be read and
 * tested without a database, a network or a clock.
 */
@AnalyzeClasses(packages = "org.crmroute", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OURS = "org.crmroute..";

    @ArchTest
    static final ArchRule call_knows_nothing_of_ours = onlyKnows("call");

    @ArchTest
    static final ArchRule crm_knows_calls = onlyKnows("crm", "call");

    @ArchTest
    static final ArchRule scenario_knows_values_and_reads_yaml =
            onlyKnows("scenario", "call", "crm", "runtime.yaml", "runtime.settings");

    @ArchTest
    static final ArchRule routing_knows_what_it_decides_with =
            onlyKnows("routing", "call", "crm", "scenario", "runtime.yaml", "runtime.log");

    @ArchTest
    static final ArchRule agi_knows_routing_and_the_values_in_it =
            onlyKnows("agi", "routing", "call", "crm", "scenario", "runtime.log");

    @ArchTest
    static final ArchRule bitrix24_is_a_client_and_nothing_else = onlyKnows("bitrix24", "runtime.http");

    @ArchTest
    static final ArchRule sync_joins_client_and_mirror =
            onlyKnows("sync", "bitrix24", "crm", "call", "runtime.yaml", "runtime.log");

    @ArchTest
    static final ArchRule store_knows_the_ports_it_implements =
            onlyKnows("store", "call", "crm", "scenario", "routing", "sync", "bitrix24", "console.access");

    @ArchTest
    static final ArchRule console_shows_everything_but_agi = onlyKnows(
            "console",
            "call",
            "crm",
            "scenario",
            "routing",
            "sync",
            "config",
            "runtime.yaml",
            "runtime.settings",
            "runtime.health",
            "runtime.http",
            "runtime.log",
            "runtime.metrics");

    @ArchTest
    static final ArchRule live_calls_come_over_http_alone = onlyKnows(
            "console.live",
            "console.access",
            "console.page",
            "call",
            "crm",
            "config",
            "runtime.http",
            "runtime.settings",
            "runtime.log");

    @ArchTest
    static final ArchRule config_knows_how_to_read =
            onlyKnows("config", "runtime.yaml", "runtime.settings", "runtime.log");

    @ArchTest
    static final ArchRule commands_know_ports = onlyKnows(
            "cli",
            "call",
            "crm",
            "scenario",
            "routing",
            "sync",
            "config",
            "runtime.yaml",
            "runtime.settings",
            "runtime.health",
            "runtime.log");

    @ArchTest
    static final ArchRule only_the_wiring_sees_implementations = noClasses()
            .that(resideInAPackage(OURS).and(resideOutsideOfPackage("org.crmroute.store..")))
            .and(resideOutsideOfPackage("org.crmroute"))
            .should()
            .dependOnClassesThat(resideInAPackage("org.crmroute.store.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_knows_the_wiring = noClasses()
            .that(resideOutsideOfPackage("org.crmroute"))
            .should()
            .dependOnClassesThat(resideInAPackage("org.crmroute"));

    @ArchTest
    static final ArchRule runtime_knows_nothing_of_calls_or_the_crm = noClasses()
            .that()
            .resideInAPackage("org.crmroute.runtime..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS).and(resideOutsideOfPackage("org.crmroute.runtime..")));

    @ArchTest
    static final ArchRule the_middle_is_free_of_input_and_output = noClasses()
            .that()
            .resideInAnyPackage("org.crmroute.scenario..", "org.crmroute.call..", "org.crmroute.crm..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "java.net..",
                            "java.nio.file..",
                            "java.util.logging..",
                            "org.slf4j..",
                            "ch.qos.logback..")
                    .or(assignableTo(java.io.File.class))
                    .or(assignableTo(java.io.InputStream.class))
                    .or(assignableTo(java.io.OutputStream.class))
                    .or(assignableTo(Clock.class)));

    @ArchTest
    static final ArchRule the_middle_reads_no_clock = noClasses()
            .that()
            .resideInAnyPackage("org.crmroute.scenario..", "org.crmroute.call..", "org.crmroute.crm..")
            .should()
            .callMethodWhere(target(owner(resideInAPackage("java.time..")))
                    .and(target(name("now")))
                    .or(target(owner(assignableTo(System.class)))
                            .and(target(name("nanoTime")).or(target(name("currentTimeMillis"))))));

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("org.crmroute.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_cycles_inside_runtime =
            slices().matching("org.crmroute.runtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_are_named_in_the_fields_words = noClasses()
            .should()
            .resideInAnyPackage(Stream.of("util", "utils", "helper", "helpers", "manager", "common", "impl", "data")
                    .map(word -> "org.crmroute.." + word + "..")
                    .toArray(String[]::new));

    /** Of ours, only its own package and these; of the rest of the world, anything. */
    private static ArchRule onlyKnows(String who, String... others) {
        String[] known = Stream.concat(Stream.of(who), Arrays.stream(others))
                .map(word -> "org.crmroute." + word + "..")
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> allowed = resideOutsideOfPackage(OURS).or(resideInAnyPackage(known));
        return classes()
                .that()
                .resideInAPackage("org.crmroute." + who + "..")
                .should()
                .onlyDependOnClassesThat(allowed)
                .as(who + " knows of ours only " + (others.length == 0 ? "itself" : String.join(", ", others)))
                .allowEmptyShould(true);
    }
}
