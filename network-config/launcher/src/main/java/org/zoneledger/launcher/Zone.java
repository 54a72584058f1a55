package org.zoneledger.launcher;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.zoneledger.domain.RefusalException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            Zone.PartyVerb.class,
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
            if (problem instanceof ZoneException || problem instanceof RefusalException || invalid(problem)) {
                command.getErr().println(problem.getMessage());
                return FAILED;
            }
            throw problem;
        });
    }

    private static boolean invalid(Exception problem) {
        return problem instanceof IllegalArgumentException || problem instanceof IllegalStateException;
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    private static Setting setting() {
        return Setting.of(System.getenv(), Optional.empty());
    }

    @Command(
            name = "up",
            description =
                    "Starts the zone and, on a fresh ledger, writes the demonstration data. Continues an interrupted start; "
                            + "leaves alone what already runs.")
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

    @Command(name = "down", description = "Stops what up started and nothing else. The ledger stays.")
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
            description = "Says of each node where it is and how it is. Exit code 3 if not all are healthy.")
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

    @Command(name = "logs", description = "Shows the end of a node's log.")
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
            description =
                    "Writes the demonstration data through the gateways, as its people would, and prints what to look at. "
                            + "What is there already is left alone.")
    static final class DemoVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            Setting setting = setting();
            Lock.holding(setting.home(), () -> new Demonstration(setting).run(System.out));
            return 0;
        }
    }

    @Command(name = "test", description = "Runs every check and test, the last of them on a network of their own.")
    static final class TestVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            return new Tests(setting().checkout()).run(System.out);
        }
    }

    @Command(
            name = "party",
            description =
                    "Issues the certificate of an enterprise, payment institution or other party, where it has none yet.")
    static final class PartyVerb implements Callable<Integer> {
        @Parameters(paramLabel = "USCC", description = "Its unified social credit code (统一社会信用代码).")
        private String uscc;

        @Override
        public Integer call() {
            Setting setting = setting();
            System.out.println(Crypto.party(setting, uscc));
            return 0;
        }
    }

    @Command(
            name = "clean",
            description = "Stops the zone and removes it, with its ledger, its keys and its certificates.")
    static final class CleanVerb implements Callable<Integer> {
        @Override
        public Integer call() {
            Setting setting = setting();
            Progress progress = new Progress(System.out);
            Lock.holding(setting.home(), () -> {
                new Down(setting, progress).run();
                new Clean(setting.home()).run();
            });
            return 0;
        }
    }
}
