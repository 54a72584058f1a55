package org.zoneledger.launcher;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.launcher.log.LogSearch;
import org.zoneledger.launcher.log.Monitor;
import org.zoneledger.launcher.log.Sought;
import org.zoneledger.launcher.log.Watch;
import org.zoneledger.launcher.topology.InvalidTopologyException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The entry: {@code ./zone VERB}. */
@Command(
        name = "./zone",
        header = {"Runs a Zoneledger: the whole network of a pilot zone on this machine.", ""},
        subcommands = {
            Zone.UpVerb.class,
            Zone.DownVerb.class,
            Zone.StatusVerb.class,
            Zone.LogsVerb.class,
            Zone.DemoVerb.class,
            Zone.TestVerb.class,
            Zone.BenchVerb.class,
            Zone.PartyVerb.class,
            Zone.SignVerb.class,
            Zone.CompactVerb.class,
            Zone.ImportVerb.class,
            Zone.VerifyVerb.class,
            Zone.LogVerb.class,
            Zone.MonitorVerb.class,
            Zone.CleanVerb.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "State lives in .zone beside this script, or in ZONE_HOME. ./zone help VERB says more of one verb.",
            "First steps: ./zone up, then open what it prints."
        },
        usageHelpAutoWidth = true)
public final class Zone implements Runnable {

    /** How a command ended, beside 0. */
    private static final int FAILED = 1;

    private static final int NOT_ALL_HEALTHY = 3;

    /** Runs one verb; the exit code is 0, 1 for a failure that was explained, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Zone()).setExecutionExceptionHandler((problem, command, parsed) -> {
            if (explained(problem)) {
                command.getErr().println(problem.getMessage());
                return FAILED;
            }
            throw problem;
        });
    }

    private static boolean explained(Exception problem) {
        return problem instanceof ZoneException
                || problem instanceof InvalidTopologyException
                || problem instanceof RefusalException
                || problem instanceof UncheckedIOException;
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    private static Setting setting() {
        return Setting.of(System.getenv(), Optional.empty());
    }

    @Command(
            name = "verify",
            header = "Checks a receipt; needs no running zone and no network.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:verified", "1:refused, with the step that failed", "2:cannot be read"})
    static final class VerifyVerb implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "RECEIPT",
                description = "The receipt as a gateway gave it out, or what its QR codes say, one a line.")
        private Path receipt;

        @Option(
                names = "--roots",
                paramLabel = "DIR",
                description = "The agencies' root certificates, one PEM file each; this zone's where it is left out.")
        private Optional<Path> roots = Optional.empty();

        @Option(
                names = "--content",
                paramLabel = "FILE",
                description = "The record or event, for a receipt without its content.")
        private Optional<Path> content = Optional.empty();

        @Override
        public Integer call() {
            Path agencies = roots.orElseGet(() -> setting().home().trust().resolve("agencies"));
            return new Verify(receipt, agencies, content).run(spec.commandLine().getOut());
        }
    }

    @Command(
            name = "log",
            header = "Looks at the log that the agencies keep and cosign.",
            subcommands = {LogVerb.AuditVerb.class, LogVerb.SearchVerb.class},
            synopsisSubcommandLabel = "audit|search")
    static final class LogVerb implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "say what of it: audit or search");
        }

        @Command(
                name = "audit",
                header = "Compares the agencies' logs: who keeps up, who is cosigned, who shows another past.",
                exitCodeListHeading = "%nExit codes:%n",
                exitCodeList = {"0:all agree", "1:one does not, or is not reached"})
        static final class AuditVerb implements Callable<Integer> {
            @Override
            public Integer call() {
                return Verify.audit(setting()).run(System.out) ? 0 : FAILED;
            }
        }

        @Command(
                name = "search",
                header = "Says where something was recorded first, or that nobody has ever recorded it; needs no key.",
                description = {
                    "",
                    "Reads every entry and every page of a log up to its newest cosigned",
                    "checkpoint, and checks each. That takes as long as there is to read."
                },
                exitCodeListHeading = "%nExit codes:%n",
                exitCodeList = {"0:recorded", "1:not recorded", "2:no log can be read to its end and holds"})
        static final class SearchVerb implements Callable<Integer> {
            @Spec
            private CommandSpec spec;

            @Parameters(
                    index = "0",
                    paramLabel = "EPC",
                    description = "A GS1 Digital Link, an EPC URN, or a GTIN for anything of a product.")
            private String epc;

            @Parameters(
                    index = "1..*",
                    arity = "0..*",
                    paramLabel = "GATEWAY",
                    description =
                            "Addresses such as https://localhost:17004; this zone's agencies' where there are none.")
            private List<URI> gateways = List.of();

            @Mixin
            private Trust trust;

            @Override
            public Integer call() {
                Sought sought;
                try {
                    sought = Sought.read(epc);
                } catch (RefusalException e) {
                    throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
                }
                try {
                    return trust.outside(gateways)
                            .search()
                            .run(sought, System.out)
                            .code();
                } catch (ZoneException e) {
                    // 1 would say that it was not recorded
                    System.err.println(e.getMessage());
                    return LogSearch.Outcome.UNKNOWN.code();
                }
            }
        }
    }

    /** What somebody from outside trusts. */
    static final class Trust {
        @Option(
                names = "--roots",
                paramLabel = "DIR",
                description = "The agencies' root certificates, one PEM file each; this zone's where it is left out.")
        private Optional<Path> roots = Optional.empty();

        @Option(
                names = "--tls-roots",
                paramLabel = "FILE",
                description = "What the gateways' TLS certificates are checked with; this zone's where it is left out.")
        private Optional<Path> tls = Optional.empty();

        private Verify.Outside outside(List<URI> gateways) {
            return new Verify.Outside(setting(), gateways, roots, tls);
        }
    }

    @Command(
            name = "monitor",
            header = "Follows the agencies' logs from outside; needs no key.",
            description = {
                "",
                "Remembers the checkpoints it is shown, and says who shows another past,",
                "goes back, lacks cosignatures or is not reached. Announces what is",
                "written about enterprises and products, and each event that an",
                "enterprise captures or that names a product or thing."
            },
            exitCodeListHeading = "%nExit codes with --once:%n",
            exitCodeList = {
                "0:all agree, nothing was written of what is watched",
                "1:something is wrong",
                "3:all agree, and something was written"
            })
    static final class MonitorVerb implements Callable<Integer> {
        @Parameters(
                arity = "0..*",
                paramLabel = "GATEWAY",
                description = "Addresses such as https://localhost:17004; this zone's agencies' where there are none.")
        private List<URI> gateways = List.of();

        @Mixin
        private Trust trust;

        @Option(
                names = "--state",
                paramLabel = "FILE",
                defaultValue = "monitor.json",
                description = "What was seen (default: ${DEFAULT-VALUE}).")
        private Path state;

        @Option(names = "--uscc", paramLabel = "USCC", description = "An enterprise to announce; again for more.")
        private List<String> enterprises = List.of();

        @Option(names = "--gtin", paramLabel = "GTIN", description = "A product to announce; again for more.")
        private List<String> products = List.of();

        @Option(
                names = "--epc",
                paramLabel = "EPC",
                description = "A thing to announce, as a GS1 Digital Link or EPC URN; again for more.")
        private List<String> things = List.of();

        @Option(names = "--once", description = "Looks once.")
        private boolean once;

        @Option(
                names = "--every",
                paramLabel = "SECONDS",
                defaultValue = "30",
                description = "Between two looks (default: ${DEFAULT-VALUE}).")
        private int seconds;

        @Override
        public Integer call() throws InterruptedException {
            List<Sought> sought = Stream.concat(products.stream(), things.stream())
                    .map(Sought::read)
                    .toList();
            Monitor monitor = trust.outside(gateways).monitor(state, new Watch(new TreeSet<>(enterprises), sought));
            Monitor.Found found = monitor.look(System.out);
            while (!once) {
                TimeUnit.SECONDS.sleep(seconds);
                found = monitor.look(System.out);
            }
            return found.code();
        }
    }

    @Command(
            name = "up",
            header = "Starts the zone.",
            description = {
                "",
                "On a fresh ledger it writes the demonstration data too. An interrupted start is continued, what already runs is left alone, what was built or configured anew is restarted."
            })
    static final class UpVerb implements Callable<Integer> {
        @Option(
                names = "--port-base",
                paramLabel = "PORT",
                description =
                        "The first of the zone's ports, for a second zone on one machine. Decided at the first start.")
        private Optional<Integer> portBase = Optional.empty();

        @Option(names = "--no-demo", description = "Leaves the ledger empty.")
        private boolean noDemo;

        @Option(names = "--no-gateways", description = "Leaves the gateways out, to run one from an IDE instead.")
        private boolean noGateways;

        @Override
        public Integer call() {
            Setting setting = Setting.of(System.getenv(), portBase);
            Progress progress = new Progress(System.out);
            Lock.holding(setting.home(), () -> new Up(setting, progress, noDemo, noGateways).run());
            return 0;
        }
    }

    @Command(name = "down", header = "Stops what up started; the ledger stays.")
    static final class DownVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            Setting setting = setting();
            Lock.holding(setting.home(), () -> new Down(setting, new Progress(System.out)).run());
            return 0;
        }
    }

    @Command(
            name = "status",
            header = "Says where each node is and how it is.",
            description = {"", "The exit code is 3 if not all nodes are healthy."})
    static final class StatusVerb implements Callable<Integer> {
        @Option(names = "--json", description = "For programs.")
        private boolean json;

        @Override
        public Integer call() {
            Setting setting = setting();
            if (setting.state().isEmpty()) {
                throw new ZoneException("no zone in " + setting.home().directory() + ": ./zone up makes one");
            }
            Status status = Status.of(setting);
            if (json) {
                System.out.println(status.json());
            } else {
                status.print(System.out);
            }
            return status.healthy() ? 0 : NOT_ALL_HEALTHY;
        }
    }

    @Command(name = "logs", header = "Shows the end of the log of a node.")
    static final class LogsVerb implements Callable<Integer> {
        @Parameters(paramLabel = "NODE", description = "A node as ./zone status names it, such as customs-peer.")
        private String node;

        @Option(names = "-f", description = "Goes on as the log grows, until Ctrl-C.")
        private boolean follow;

        @Override
        public Integer call() {
            return new Logs(setting()).show(node, follow);
        }
    }

    @Command(
            name = "demo",
            header = "Writes the demonstration data and says what to look at.",
            description = {
                "",
                "It goes through the gateways, as the people of the zone would. What is there already is left alone."
            })
    static final class DemoVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            Setting setting = setting();
            Lock.holding(setting.home(), () -> new Demonstration(setting).run(System.out));
            return 0;
        }
    }

    @Command(name = "test", header = "Runs every check and test, the last on a network of their own.")
    static final class TestVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            // Maven writes the jar this runs from anew, so nothing more can be loaded from it.
            Runtime.getRuntime().halt(new Tests(setting().checkout()).run(System.out));
            return 0;
        }
    }

    @Command(
            name = "bench",
            header = "Measures, side by side with single keys where they compare, on a fresh network of its own.",
            description = {
                "",
                "The network is in bench below the state folder, on ports from 22000, and is stopped at the end. Takes more than half an hour; the machine should have nothing else to do."
            })
    static final class BenchVerb implements Callable<Integer> {
        @Option(
                names = "--only",
                split = ",",
                paramLabel = "ID",
                description =
                        "Some of W1 (capture), Q1 (look-up), Q3 (lag of the index), V1 (receipts and tiles), V2 (delay of a checkpoint), V3 (log built anew), H1 (history), H2 (auditor's questions), C1 (cost of a grade), C2 (grades by 50 officers at once). Default: all.")
        private List<Id> only = List.of();

        @Option(names = "--json", paramLabel = "FILE", description = "Writes the results for programs too.")
        private Optional<Path> json = Optional.empty();

        @Option(
                names = "--subjects",
                paramLabel = "COUNT",
                description = "How many enterprises C2 files and grades. Default: 2,000.")
        private Optional<Integer> subjects = Optional.empty();

        /** What can be measured. */
        enum Id {
            W1,
            Q1,
            Q3,
            V1,
            V2,
            V3,
            H1,
            H2,
            C1,
            C2
        }

        @Override
        public Integer call() {
            Setting setting = Benchmark.setting(System.getenv());
            List<String> options = new ArrayList<>();
            if (!only.isEmpty()) {
                options.addAll(List.of("--only", only.stream().map(Id::name).collect(Collectors.joining(","))));
            }
            json.ifPresent(file ->
                    options.addAll(List.of("--json", file.toAbsolutePath().toString())));
            subjects.ifPresent(count -> options.addAll(List.of("--subjects", count.toString())));
            AtomicInteger code = new AtomicInteger(FAILED);
            Lock.holding(setting.home(), () -> code.set(new Benchmark(setting, new Progress(System.out)).run(options)));
            return code.get();
        }
    }

    @Command(
            name = "party",
            header = "Issues the certificate of an enterprise or other party.",
            description = {"", "Prints the folder with the certificate and the key. A party that has them keeps them."})
    static final class PartyVerb implements Callable<Integer> {
        @Parameters(paramLabel = "USCC", description = "Its unified social credit code (统一社会信用代码).")
        private String uscc;

        @Option(
                names = "--sm2",
                description =
                        "Issues a second certificate, sm2.pem, to sign by SM2 with SM3; it is registered as a new certificate.")
        private boolean sm2;

        @Override
        public Integer call() {
            System.out.println(Crypto.signer(setting(), Uscc.parse(uscc), sm2)
                    .certificateFile()
                    .getParent());
            return 0;
        }
    }

    @Command(
            name = "sign",
            header = "Signs what a party sends, for curl.",
            description = {
                "",
                "Prints the headers that prove who sends the document: its id, its salt and the signature. Keep them in a file and give curl -H @FILE. Without an option the document is an EPCIS capture."
            })
    static final class SignVerb implements Callable<Integer> {
        @Parameters(paramLabel = "DOCUMENT", description = "The document, a JSON file.")
        private Path document;

        @Option(names = "--as", paramLabel = "USCC", required = true, description = "The party that sends it.")
        private String uscc;

        @Option(
                names = {"--id", "--capture-id"},
                paramLabel = "ID",
                description = "8 to 64 characters that name this document. Default: a digest of it.")
        private Optional<String> id = Optional.empty();

        @Option(
                names = "--filing",
                description = "It is a filing, an amendment, a new certificate, a grant or the end of one.")
        private boolean filing;

        @Option(names = "--repair", description = "It is an application for credit repair.")
        private boolean repair;

        @Option(names = "--statement", paramLabel = "LISTING", description = "It is the statement before this listing.")
        private Optional<String> listing = Optional.empty();

        @Option(names = "--product", paramLabel = "GTIN", description = "It is a product.")
        private Optional<String> gtin = Optional.empty();

        @Option(
                names = "--version",
                paramLabel = "N",
                defaultValue = "1",
                description = "Version of the record that a form makes: one more than the ETag says. Default: 1.")
        private long version;

        @Option(names = "--sm2", description = "Signs by SM2 with SM3, with the party's sm2.key.")
        private boolean sm2;

        @Override
        public Integer call() {
            Sign sign = new Sign(setting(), sm2);
            headers(sign).forEach((name, value) -> System.out.println(name + ": " + value));
            return 0;
        }

        private Map<String, String> headers(Sign sign) {
            if (repair) {
                return sign.repair(document, uscc, id);
            }
            if (listing.isPresent()) {
                return sign.statement(document, uscc, id, listing.get());
            }
            return filing || gtin.isPresent()
                    ? sign.form(document, uscc, id, gtin, version)
                    : sign.capture(document, uscc, id);
        }
    }

    @Command(
            name = "compact",
            header = "Rewrites the peers' databases, one after the other, so that what was purged leaves their files.")
    static final class CompactVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            Setting setting = setting();
            Lock.holding(setting.home(), () -> new Compact(setting, new Progress(System.out)).run());
            return 0;
        }
    }

    @Command(
            name = "import",
            header = "Imports an enterprise's products from a file.",
            description = {
                "",
                "CSV whose first line names the columns, or a JSON list (.json). Every line is checked first; what is good is signed once and written. The exit code is 1 if a line was refused. The same command again shows how far it is, and writes nothing twice."
            })
    static final class ImportVerb implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The products, up to 10,000.")
        private Path file;

        @Option(names = "--as", paramLabel = "USCC", required = true, description = "The enterprise that sends it.")
        private String uscc;

        @Option(
                names = "--mode",
                paramLabel = "all|each",
                defaultValue = "all",
                description = "all: nothing is written if a line is bad. each: the good lines are. Default: all.")
        private Mode mode;

        @Option(names = "--dry-run", description = "Only checks.")
        private boolean dryRun;

        @Option(
                names = "--id",
                paramLabel = "ID",
                description = "8 to 58 characters that name this import. Default: a digest of mode and file.")
        private Optional<String> id = Optional.empty();

        @Option(names = "--sm2", description = "Signs by SM2 with SM3, with the party's sm2.key.")
        private boolean sm2;

        /** As the command line spells them. */
        enum Mode {
            all,
            each
        }

        @Override
        public Integer call() {
            return Import.of(setting(), uscc, sm2, System.out).run(file, mode == Mode.each, dryRun, id) ? 0 : FAILED;
        }
    }

    @Command(
            name = "clean",
            header = "Stops the zone and removes it: ledger, keys, certificates. The zone of benchmarks too.")
    static final class CleanVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            Setting setting = setting();
            Progress progress = new Progress(System.out);
            Lock.holding(setting.home(), () -> {
                new Down(setting, progress).run();
                new Clean(setting.home()).run();
            });
            Setting bench = Benchmark.setting(System.getenv());
            if (Files.exists(bench.home().directory())) {
                Lock.holding(bench.home(), () -> {
                    new Down(bench, progress).run();
                    new Clean(bench.home()).runWithFolder();
                });
            }
            return 0;
        }
    }
}
