package org.zoneledger.gateway.peer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything the gateway logs while it is open, as it would stand in its log. */
public final class LogWatch extends Handler implements AutoCloseable {

    private final Formatter formatter = new PatternFormatter("%p [%c] %s%e");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LogWatch() {
        Logger.getLogger("").addHandler(this);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord record) {
        lines.add(formatter.format(record));
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
