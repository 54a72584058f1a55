package org.zoneledger.launcher;

import java.util.Optional;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.demo.ZoneDemo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry: {@code ./zone VERB}. */
@Command(
        name = "./zone",
        description = "Runs a Zoneledger: the whole network of a pilot zone on this machine.",
        subcommands = CommandLine.HelpCommand.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        sortOptions = false)
public final class Zone {
    private Zone() {}

    /** Runs one verb; the exit code is 0, 1 for a failure that was explained, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Zone());
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof ZoneException || problem instanceof IllegalArgumentException) {
                command.getErr().println(problem.getMessage());
                return 1;
            }
            throw problem;
        });
        return line;
    }

    private static Setting setting(Optional<Integer> portBase) {
        return Setting.of(System.getenv(), portBase);
    }

    @Command(
            name = "up",
            description = "Starts the zone; continues an interrupted start; does nothing to what already runs.")
    int up(
            @Option(
                            names = "--port-base",
                            paramLabel = "PORT",
                            description =
                                    "First of the zone's ports, for a second zone on one machine. Default: zone.yaml's.")
                    Optional<Integer> portBase) {
        Setting setting = setting(portBase);
        Lock.holding(setting.home(), () -> new Up(setting, new Progress(System.out)).run());
        return 0;
    }

    @Command(name = "down", description = "Stops what up started. The ledger stays.")
    int down() {
        Setting setting = setting(Optional.empty());
        Lock.holding(setting.home(), () -> new Down(setting, new Progress(System.out)).run());
        return 0;
    }

    @Command(
            name = "demo",
            description =
                    "Fills the zone with the demonstration data and says what to look at; what is there is left alone.")
    int demo() {
        Setting setting = setting(Optional.empty());
        Lock.holding(
                setting.home(),
                () -> ZoneDemo.run(
                        setting.home().directory(),
                        Gateways.of(setting.topology()),
                        Crypto.issuer(setting),
                        System.out));
        return 0;
    }
}
