package org.zoneledger.gateway.scan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Roughly where somebody is: whole degrees, so about a hundred kilometres.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
record Place(int latitude, int longitude) {

    /** Farther than anybody travels in an hour from door to door, even if both places are rounded towards one another. */
    static final double FAR_KILOMETRES = 500;

    private static final double RADIUS_KILOMETRES = 6371;
    private static final Pattern FORM =
            Pattern.compile("(?:geo:)?(-?\\d{1,2}(?:\\.\\d{1,12})?),\\s?(-?\\d{1,3}(?:\\.\\d{1,12})?)(?:[,;].{0,64})?");

    /** A place as a header gives it, {@code 30.75,120.76} or a geo URI (RFC 5870); none when it is neither. */
    static Optional<Place> parse(String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double latitude = Double.parseDouble(matcher.group(1));
        double longitude = Double.parseDouble(matcher.group(2));
        return Math.abs(latitude) > 90 || Math.abs(longitude) > 180
                ? Optional.empty()
                : Optional.of(new Place((int) Math.round(latitude), (int) Math.round(longitude)));
    }

    boolean isFarFrom(Place other) {
        return kilometres(other) > FAR_KILOMETRES;
    }

    /** Along the great circle. */
    private double kilometres(Place other) {
        double lat1 = Math.toRadians(latitude);
        double lat2 = Math.toRadians(other.latitude);
        double half = Math.pow(Math.sin((lat2 - lat1) / 2), 2)
                + Math.cos(lat1)
                        * Math.cos(lat2)
                        * Math.pow(Math.sin(Math.toRadians(other.longitude - longitude) / 2), 2);
        return 2 * RADIUS_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(half)));
    }
}
