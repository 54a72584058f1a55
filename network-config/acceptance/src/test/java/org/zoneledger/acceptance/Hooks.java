package org.zoneledger.acceptance;

import io.cucumber.java.AfterAll;
import io.cucumber.java.BeforeAll;

/** Starts the zone before the first scenario and stops it after the last. */
public final class Hooks {

    private Hooks() {}

    @BeforeAll
    public static void up() {
        Zone.zone().start();
    }

    @AfterAll
    public static void down() {
        Phone.switchOff();
        Bypass.hangUp();
        Zone.zone().stop();
    }
}
