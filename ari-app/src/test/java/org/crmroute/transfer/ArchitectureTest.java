package org.crmroute.transfer;

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

/** Who may know whom: the machine knows nobody, the edges know the engine's ports, and only the wiring knows the edges. */
@AnalyzeClasses(packages = "org.crmroute.transfer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OURS = "org.crmroute..";

    @ArchTest
    static final ArchRule the_machine_knows_nothing_of_ours = onlyKnows("transfer.transfer");

    @ArchTest
    static final ArchRule calls_know_nothing_of_ours = onlyKnows("transfer.call");

    @ArchTest
    static final ArchRule the_engine_joins_calls_and_the_machine =
            onlyKnows("transfer.engine", "transfer.transfer", "transfer.call", "runtime.log");

    @ArchTest
    static final ArchRule ari_knows_the_ports = onlyKnows(
            "transfer.ari",
            "transfer.engine",
            "transfer.transfer",
            "transfer.call",
            "runtime.http",
            "runtime.log",
            "runtime.settings");

    @ArchTest
    static final ArchRule ami_knows_the_ports = onlyKnows(
            "transfer.ami", "transfer.engine", "transfer.transfer", "transfer.call", "runtime.log", "runtime.settings");

    @ArchTest
    static final ArchRule store_knows_the_ports =
            onlyKnows("transfer.store", "transfer.engine", "transfer.transfer", "transfer.call");

    @ArchTest
    static final ArchRule http_asks_the_engine = onlyKnows(
            "transfer.http",
            "transfer.engine",
            "transfer.transfer",
            "transfer.call",
            "runtime.http",
            "runtime.log",
            "runtime.settings");

    @ArchTest
    static final ArchRule the_stand_in_is_as_foreign_as_asterisk = onlyKnows("transfer.rehearsal");

    @ArchTest
    static final ArchRule config_knows_how_to_read =
            onlyKnows("transfer.config", "runtime.settings", "runtime.yaml", "runtime.log");

    @ArchTest
    static final ArchRule nobody_knows_the_wiring = noClasses()
            .that()
            .resideOutsideOfPackage("org.crmroute.transfer")
            .should()
            .dependOnClassesThat(resideInAPackage("org.crmroute.transfer"));

    @ArchTest
    static final ArchRule the_machine_is_free_of_input_output_and_clocks = noClasses()
            .that()
            .resideInAnyPackage("org.crmroute.transfer.transfer..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.sql..",
                            "java.net..",
                            "java.nio..",
                            "java.util.concurrent..",
                            "org.slf4j..")
                    .or(assignableTo(Clock.class)))
            .orShould()
            .callMethodWhere(target(owner(resideInAPackage("java.time..")))
                    .and(target(name("now")))
                    .or(target(owner(assignableTo(System.class)))
                            .and(target(name("nanoTime")).or(target(name("currentTimeMillis"))))));

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("org.crmroute.transfer.(*)..").should().beFreeOfCycles();

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
                .as(who + " knows of ours only " + (others.length == 0 ? "itself" : String.join(", ", others)));
    }
}
