package io.webhookcourier.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/** How the parts depend on each other: inward, and never in a circle. */
@AnalyzeClasses(packages = "io.webhookcourier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.webhookcourier.";

    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.webhookcourier..");

    private static final DescribedPredicate<JavaClass> JDBC = describe(
            "run statements or read their rows",
            type -> List.of(DriverManager.class, PreparedStatement.class, ResultSet.class, Statement.class).stream()
                    .anyMatch(type::isEquivalentTo));

    @ArchTest
    static final ArchRule NOTHING_LOOKS_UP_THE_MACHINES_OWN_NAME = noClasses()
            .that()
            .haveNameNotMatching(".*\\.HostName.*")
            .should()
            .callMethod(InetAddress.class, "getLocalHost")
            .because("name servers may not answer for minutes, see HostName");

    @ArchTest
    static final ArchRule THE_RULES_OF_DELIVERY_KNOW_NOBODY = classes()
            .that()
            .resideInAPackage(ROOT + "delivery")
            .should(onlyDependOnClassesThat(resideInAPackage("java..")
                    .or(resideInAPackage("javax.net.ssl"))
                    .or(resideInAPackage(ROOT + "delivery"))
                    .or(resideInAPackage(ROOT + "text"))));

    @ArchTest
    static final ArchRule THE_RULES_OF_TEXT_KNOW_NOBODY = classes()
            .that()
            .resideInAPackage(ROOT + "text")
            .should(onlyDependOnClassesThat(resideInAPackage("java..").or(resideInAPackage(ROOT + "text"))));

    @ArchTest
    static final ArchRule A_PROCESS_KNOWS_ITSELF_WITHOUT_SETTINGS = mayKnow("runtime");

    @ArchTest
    static final ArchRule THE_DESCRIPTION_OF_A_QUEUE_IS_TEXT = classes()
            .that()
            .resideInAPackage(ROOT + "queue")
            .should(onlyDependOnClassesThat(resideInAPackage("java.lang..")
                    .or(resideInAPackage("java.util.."))
                    .or(resideInAPackage(ROOT + "queue"))));

    // The stages of a row's life, each of which knows only what comes before it or carries it.

    @ArchTest
    static final ArchRule DISPATCH_KNOWS_NO_OTHER_STAGE = mayKnow("dispatch", "database", "delivery");

    @ArchTest
    static final ArchRule A_WORKER_KNOWS_NO_STAGE = mayKnow("worker", "database", "queue");

    @ArchTest
    static final ArchRule RECORDING_FOLLOWS_DISPATCH = mayKnow("record", "database", "delivery", "dispatch", "worker");

    @ArchTest
    static final ArchRule CLAIMING_FEEDS_DISPATCH_AND_RECORDS_WHAT_IT_RELEASES =
            mayKnow("claim", "database", "delivery", "dispatch", "queue", "record", "worker");

    @ArchTest
    static final ArchRule AN_ATTEMPT_DOES_NOT_KNOW_HOW_ROWS_ARE_CLAIMED_OR_ROUTES_LOADED = mayKnow(
            "attempt", "database", "delivery", "dispatch", "egress", "record", "routemodel", "signing", "worker");

    @ArchTest
    static final ArchRule SIGNING_KNOWS_DELIVERY_ONLY = mayKnow("signing", "delivery");

    @ArchTest
    static final ArchRule THE_CRM_KNOWS_DELIVERY_AND_SIGNING_ONLY = mayKnow("crm", "delivery", "signing");

    @ArchTest
    static final ArchRule EGRESS_KNOWS_DELIVERY_AND_SETTINGS_ONLY = mayKnow("egress", "delivery", "config");

    @ArchTest
    static final ArchRule INSPECTION_NEEDS_NO_RUNNING_SERVICE =
            mayKnow("inspection", "config", "crm", "database", "delivery", "egress", "signing");

    @ArchTest
    static final ArchRule THE_WEB_PORT_KNOWS_SETTINGS_ONLY = mayKnow("web", "config");

    @ArchTest
    static final ArchRule THE_API_SHOWS_AND_STEERS =
            mayKnow("api", "delivery", "inspection", "operations", "signing", "web");

    @ArchTest
    static final ArchRule THE_CONSOLE_SHOWS_AND_STEERS =
            mayKnow("console", "console.templates", "config", "delivery", "inspection", "operations", "web");

    @ArchTest
    static final ArchRule SETTINGS_KNOW_NOBODY = mayKnow("config");

    @ArchTest
    static final ArchRule THE_DATABASE_KNOWS_SETTINGS_AND_QUEUES_ONLY = mayKnow("database", "config", "queue");

    @ArchTest
    static final ArchRule OPERATIONS_NEED_NO_RUNNING_SERVICE =
            mayKnow("operations", "database", "delivery", "queue", "worker");

    @ArchTest
    static final ArchRule NOBODY_BUT_THE_COMMAND_LINE_KNOWS_THE_SERVICE = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "service", ROOT + "cli")
            .should(dependOnClassesThat(resideInAPackage(ROOT + "service")));

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CIRCLE =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHAT_NEEDS_NO_ROUTE_IS_FREE_OF_CAMEL = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "dispatch",
                    ROOT + "record",
                    ROOT + "worker",
                    ROOT + "config",
                    ROOT + "database",
                    ROOT + "inspection",
                    ROOT + "operations",
                    ROOT + "statistics")
            .should(dependOnClassesThat(resideInAPackage("org.apache.camel..")));

    @ArchTest
    static final ArchRule ONLY_EGRESS_TALKS_HTTP = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "egress")
            .should(dependOnClassesThat(resideInAPackage("org.apache.hc..").or(resideInAPackage("java.net.http.."))));

    @ArchTest
    static final ArchRule STATEMENTS_ARE_RUN_WHERE_THE_DATABASE_IS_SPOKEN_TO = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + "database",
                    ROOT + "claim",
                    ROOT + "attempt",
                    ROOT + "record",
                    ROOT + "worker",
                    ROOT + "operations",
                    ROOT + "inspection",
                    ROOT + "metrics",
                    ROOT + "statistics",
                    ROOT + "health",
                    ROOT + "demo")
            .and()
            // Turns an array of the driver's into JSON.
            .doNotHaveFullyQualifiedName(ROOT + "crm.DatabaseValues")
            .and()
            // Maps rows for Camel's SQL component, which runs the statements.
            .haveNameNotMatching(ROOT.replace(".", "\\.") + "routefiles\\.ZonelessRows(\\$Columns)?")
            .should(dependOnClassesThat(JDBC));

    @ArchTest
    static final ArchRule STANDARD_STREAMS_ARE_FOR_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "cli", "io.webhookcourier")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule LOGGING_IS_SLF4J = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule EXCEPTIONS_SAY_WHAT_THEY_ARE = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule NO_STATE_IS_STATIC_AND_MUTABLE =
            noFields().that().areStatic().should().notHaveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule NO_PACKAGE_IS_A_DRAWER_FOR_ODDMENTS = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..");

    private static ArchRule mayKnow(String name, String... others) {
        DescribedPredicate<JavaClass> known = resideInAPackage(ROOT + name)
                .or(resideInAPackage(ROOT + "text"))
                .or(resideInAPackage(ROOT + "runtime"));
        for (String other : others) {
            known = known.or(resideInAPackage(ROOT + other));
        }
        return classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should(onlyDependOnClassesThat(DescribedPredicate.not(OURS).or(known)));
    }
}
