package org.zoneledger.gateway.stream;

import java.util.List;

/** What a stream reads on; it remembers how far it has come. Only one stretch is read at a time. */
public interface Tail {

    /** The next stretch. */
    Stretch next();

    /** What a reader is told, under the id to go on from. */
    record Told(String id, String body) {}

    /** Some of what there is; may hold nothing although there is more. */
    record Stretch(List<Told> told, State state) {}

    /** What comes after a stretch. */
    enum State {
        /** More, at once. */
        MORE,
        /** Nothing before the next block. */
        LAST,
        /** Something that is not complete yet. */
        HELD
    }
}
