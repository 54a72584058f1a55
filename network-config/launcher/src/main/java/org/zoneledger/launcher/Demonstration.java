package org.zoneledger.launcher;

import java.io.PrintStream;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.demo.ZoneDemo;

/** The demonstration data, for this zone. */
record Demonstration(Setting setting) {

    /** Writes what is missing of it and prints what to look at. */
    void run(PrintStream out) {
        ZoneDemo.run(setting.home().directory(), Gateways.of(setting.topology()), Crypto.issuer(setting), out);
        State.read(setting.home())
                .ifPresent(state -> state.with(State.Demo.WRITTEN).write(setting.home()));
    }
}
