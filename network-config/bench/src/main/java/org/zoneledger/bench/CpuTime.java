package org.zoneledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.zoneledger.bench.baseline.BaselineChaincode;
import org.zoneledger.launcher.Setting;
import org.zoneledger.launcher.process.PidFile;
import org.zoneledger.launcher.topology.NodeKind;

/** Where the processors' time goes: says what limits a rate. Needs Linux. */
final class CpuTime {
    private static final Path PROC = Path.of("/proc");
    private static final String OTHERS = "other programs";
    private static final String IDLE = "idle";
    private static final int USER_TICKS = 11;

    /** What a transaction costs the network: whoever endorses, orders or keeps it. */
    private static final List<String> NETWORK =
            List.of(NodeKind.PEER.label(), NodeKind.ORDERER.label(), NodeKind.CHAINCODE.label(), "baseline");

    /** Linux counts for programs in hundredths of a second, whatever its own clock. */
    private static final double MILLIS_OF_A_TICK = 10;

    private final Map<String, List<Long>> processes = new LinkedHashMap<>();

    CpuTime(Setting setting) {
        for (NodeKind kind : NodeKind.values()) {
            processes.put(
                    kind.label(),
                    setting.topology().nodes(kind).stream()
                            .flatMap(node ->
                                    PidFile.running(setting.home().node(node).resolve("pid")).stream())
                            .map(ProcessHandle::pid)
                            .toList());
        }
        processes.put("baseline", baseline());
        processes.put("load", List.of(ProcessHandle.current().pid()));
    }

    /** Ticks that each kind of process has used so far. */
    Map<String, Long> now() {
        Map<String, Long> used = new LinkedHashMap<>();
        processes.forEach((kind, pids) ->
                used.put(kind, pids.stream().mapToLong(CpuTime::ticks).sum()));
        long[] all = machine();
        long idle = all[3] + all[4];
        used.put(
                OTHERS,
                LongStream.of(all).limit(8).sum()
                        - idle
                        - used.values().stream().mapToLong(Long::longValue).sum());
        used.put(IDLE, idle);
        return used;
    }

    /** Shares of what went by between two moments, largest first. */
    static String shares(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> spent = new LinkedHashMap<>();
        after.forEach((kind, ticks) -> spent.put(kind, Math.max(0, ticks - before.getOrDefault(kind, 0L))));
        double all =
                Math.max(1, spent.values().stream().mapToLong(Long::longValue).sum());
        return spent.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(each -> String.format(Locale.ROOT, "%s %.0f %%", each.getKey(), 100 * each.getValue() / all))
                .collect(Collectors.joining(", "));
    }

    /** Milliseconds that peers, orderers and chaincodes have used between two moments. */
    static double ofNetwork(Map<String, Long> before, Map<String, Long> after) {
        return MILLIS_OF_A_TICK
                * NETWORK.stream()
                        .mapToLong(kind -> after.getOrDefault(kind, 0L) - before.getOrDefault(kind, 0L))
                        .sum();
    }

    /** The baseline's chaincode, which the launcher has started as it has started the load. */
    private static List<Long> baseline() {
        return ProcessHandle.current().parent().stream()
                .flatMap(ProcessHandle::children)
                .filter(each -> each.info().commandLine().orElse("").contains(BaselineChaincode.class.getName()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] machine() {
        try {
            String first =
                    Files.readString(PROC.resolve("stat")).lines().findFirst().orElseThrow();
            return LongStream.of(java.util.Arrays.stream(first.split(" +", -1))
                            .skip(1)
                            .mapToLong(Long::parseLong)
                            .toArray())
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
