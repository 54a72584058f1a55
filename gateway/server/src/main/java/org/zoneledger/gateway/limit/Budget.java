package org.zoneledger.gateway.limit;

/**
 * How much one asker may ask, written as {@code rate/burst}.
 *
 * @param rate requests a second that never run out
 * @param burst requests at once after a pause
 */
public record Budget(int rate, int burst) {

    public Budget {
        if (rate < 1 || burst < 1 || rate > 1_000_000 || burst > 1_000_000) {
            throw new IllegalArgumentException("a budget is rate/burst, each from 1 to 1000000");
        }
    }

    /** Reads the notation of the configuration. */
    public static Budget of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a budget is rate/burst, such as 100/400");
        }
        return new Budget(Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[1].trim()));
    }
}
