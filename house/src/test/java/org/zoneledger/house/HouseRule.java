package org.zoneledger.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;
import java.util.function.Function;

/**
 * A dependency rule of the house, for any root package, so that it can be tried on classes that break it.
 *
 * <p>Source: docs of the architecture, "The house"; the suffixes say what a class may touch.
 */
enum HouseRule {
    DOMAIN_IS_PURE(root -> classes()
            .that()
            .resideInAPackage(root + ".domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            root + ".domain..",
                            "java.lang..",
                            "java.math..",
                            "java.nio",
                            "java.nio.charset",
                            "java.security..",
                            "java.text..",
                            "java.time..",
                            "java.util..",
                            "javax.crypto..",
                            "com.fasterxml.jackson..",
                            "org.bouncycastle.asn1..",
                            "org.bouncycastle.crypto..",
                            "org.bouncycastle.util.io.pem",
                            "org.erdtman..")
                    .or(Sets.named(Sets.STREAMS_IN_MEMORY)))
            .because(
                    "domain is pure law: the JDK without files, network and databases, Jackson, RFC 8785 and Bouncy Castle,"
                            + " so that contracts, gateways and verifiers can all run it")),

    DOMAIN_TAKES_NO_TIME_AND_NO_CHANCE(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".domain..")
                    .should()
                    .accessTargetWhere(Calls.TO_CLOCK_CHANCE_OR_PROCESS)
                    .because(
                            "domain decides from what it is given: take the time from the transaction and salts from the sender")),

    CONTRACTS_ARE_SHELLS_OVER_DOMAIN(root -> classes()
            .that()
            .resideInAPackage(root + ".contracts..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    root + ".contracts..",
                    root + ".domain..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "com.github.luben.zstd..",
                    "com.google.protobuf..",
                    "io.grpc.stub..",
                    "org.hyperledger.fabric.protos..",
                    "org.hyperledger.fabric.shim..",
                    "org.hyperledger.fabric.traces.."))
            .because("contracts depend on domain and the chaincode shim, never on gateway, launcher or issuer:"
                    + " they run beside every agency's peer")),

    NOTHING_DEPENDS_ON_GATEWAY(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".gateway..")
            .because("nothing depends on gateway: it is an edge, and dependencies point at domain")),

    GATEWAY_KNOWS_ONLY_DOMAIN(
            root -> onlyOursIn(root, "gateway", "domain", "wire")
                    .because(
                            "gateway depends on nothing of ours but domain, and wire, the messages of its contract: it meets contracts on the ledger only")),

    ISSUER_KNOWS_ONLY_DOMAIN(root -> onlyOursIn(root, "issuer", "domain")
            .because(
                    "issuer depends on nothing of ours but domain: in production each organisation brings its own CA")),

    LAUNCHER_KNOWS_ONLY_ISSUER_AND_DOMAIN(root -> onlyOursIn(root, "launcher", "issuer", "domain")
            .because("launcher starts contracts and gateways as processes and never links them")),

    BENCH_MEASURES_FROM_OUTSIDE(root -> onlyOursIn(root, "bench", "launcher", "issuer", "domain")
            .because("bench measures contracts and gateways that run as processes and never links them")),

    ACCEPTANCE_IS_AN_OUTSIDER(
            root -> onlyOursIn(root, "acceptance", "domain", "wire")
                    .because(
                            "acceptance sees only what an outsider sees: the commands, the routes, wire, which are the messages of the routes, the peers, and domain")),

    RULES_TOUCH_NOTHING(root -> suffix(root, "Rules")
            .should()
            .dependOnClassesThat(Sets.IO)
            .because("*Rules touch nothing: a rule is a pure function of what it is given")),

    WIRES_ONLY_CONVERT(root -> suffix(root, "Wire")
            .should()
            .dependOnClassesThat(Sets.IO)
            .because("*Wire only converts: leave files, network and databases to *Client and *Projection")),

    STORES_TOUCH_ONLY_THE_LEDGER(root -> suffix(root, "Store")
            .should()
            .dependOnClassesThat(Sets.FILES.or(Sets.NETWORK).or(Sets.SQL))
            .because("*Store touches the ledger and nothing else")),

    CLIENTS_TOUCH_ONLY_THE_NETWORK(root -> suffix(root, "Client")
            .should()
            .dependOnClassesThat(Sets.SQL)
            .because("*Client touches the network: leave databases to *Projection")),

    PROJECTIONS_TOUCH_ONLY_SQL(root -> suffix(root, "Projection")
            .should()
            .dependOnClassesThat(Sets.NETWORK)
            .because("*Projection touches SQL: it must replay from blocks without a network")),

    ROUTES_ARE_RESOURCES_OF_GATEWAY(root -> classes()
            .that()
            .areAnnotatedWith("jakarta.ws.rs.Path")
            .or()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .haveSimpleNameEndingWith("Resource")
            .andShould()
            .resideInAPackage(root + ".gateway..")
            .because("*Resource is the edge: routes live in gateway and nowhere else"));

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<String, ArchRule> rule;

    HouseRule(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    /** The rule for classes under a root package, such as {@code org.zoneledger}. */
    ArchRule over(String root) {
        return rule.apply(root).allowEmptyShould(true);
    }

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction suffix(
            String root, String suffix) {
        return noClasses().that().resideInAPackage(root + "..").and().haveSimpleNameEndingWith(suffix);
    }

    private static com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction onlyOursIn(
            String root, String module, String... known) {
        DescribedPredicate<JavaClass> allowed =
                resideOutsideOfPackage(root + "..").or(resideInAPackage(root + "." + module + ".."));
        for (String other : known) {
            allowed = allowed.or(resideInAPackage(root + "." + other + ".."));
        }
        return classes()
                .that()
                .resideInAPackage(root + "." + module + "..")
                .should()
                .onlyDependOnClassesThat(
                        allowed.as("reside in " + module + ", " + String.join(", ", known) + " or outside of " + root));
    }

    private static final class Sets {
        private static final Set<String> STREAMS_IN_MEMORY = Set.of(
                "java.io.ByteArrayInputStream",
                "java.io.ByteArrayOutputStream",
                "java.io.IOException",
                "java.io.InputStream",
                "java.io.ObjectInputStream",
                "java.io.ObjectOutputStream",
                "java.io.OutputStream",
                "java.io.Reader",
                "java.io.Serializable",
                "java.io.StringReader",
                "java.io.StringWriter",
                "java.io.UncheckedIOException",
                "java.io.Writer");

        private static final DescribedPredicate<JavaClass> FILES = resideInAPackage("java.nio.file..")
                .or(named(Set.of(
                        "java.io.File",
                        "java.io.FileInputStream",
                        "java.io.FileOutputStream",
                        "java.io.FileReader",
                        "java.io.FileWriter",
                        "java.io.RandomAccessFile")));
        private static final DescribedPredicate<JavaClass> NETWORK = resideInAnyPackage(
                "java.net..",
                "java.nio.channels..",
                "javax.net..",
                "io.grpc..",
                "io.vertx..",
                "org.hyperledger.fabric.client..");
        private static final DescribedPredicate<JavaClass> SQL =
                resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");
        private static final DescribedPredicate<JavaClass> IO = FILES.or(NETWORK)
                .or(SQL)
                .or(resideInAnyPackage(
                        "jakarta.ws.rs..", "org.hyperledger.fabric.shim..", "org.hyperledger.fabric.contract.."))
                .as("touch files, network, databases, routes or the ledger");

        private static DescribedPredicate<JavaClass> named(Set<String> names) {
            return DescribedPredicate.describe("are named", type -> names.contains(type.getName()));
        }
    }

    private static final class Calls {
        private static final Set<String> TYPES = Set.of(
                "java.util.Random",
                "java.util.SplittableRandom",
                "java.util.concurrent.ThreadLocalRandom",
                "java.security.SecureRandom",
                Clock.class.getName(),
                "java.lang.ProcessHandle",
                "java.lang.Runtime");
        private static final Set<String> METHODS = Set.of(
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.lang.System.getenv",
                "java.lang.System.getProperty",
                "java.lang.Math.random",
                "java.util.UUID.randomUUID",
                "java.util.Calendar.getInstance");

        private static final DescribedPredicate<JavaAccess<?>> TO_CLOCK_CHANCE_OR_PROCESS =
                DescribedPredicate.describe("the clock, chance or the process is asked", access -> {
                    String owner = access.getTargetOwner().getName();
                    String method = owner + "." + access.getName();
                    boolean now =
                            owner.startsWith("java.time.") && access.getName().equals("now");
                    return now || TYPES.contains(owner) || METHODS.contains(method);
                });
    }
}
