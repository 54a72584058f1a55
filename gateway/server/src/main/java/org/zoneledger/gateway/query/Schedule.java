package org.zoneledger.gateway.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/**
 * When a query is run (QuerySchedule, EPCIS 2.0 section 8.2.5.3), in UTC.
 *
 * <p>A moment is one of the schedule when each of its fields is. A field that is left out allows every value, but one that is finer
 * than all that are given allows its first: an hour alone is its first second.
 *
 * @param allowed the values of each field
 */
record Schedule(Map<Field, NavigableSet<Integer>> allowed) {

    private static final int MOST_CHARACTERS = 200;

    /** Days after which a schedule can have no moment: the 29th of February on each day of the week comes within 40 years. */
    private static final int MOST_DAYS = 40 * 366;

    private static final Pattern ELEMENT = Pattern.compile("([0-9]{1,2})|\\[([0-9]{1,2})-([0-9]{1,2})]");

    /** The fields from the finest on. Days of the month and of the week are equally fine. */
    enum Field {
        SECOND(0, 59),
        MINUTE(0, 59),
        HOUR(0, 23),
        DAY_OF_MONTH(1, 31),
        DAY_OF_WEEK(1, 7),
        MONTH(1, 12);

        private final int first;
        private final int last;

        Field(int first, int last) {
            this.first = first;
            this.last = last;
        }

        String wire() {
            String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
            StringBuilder name = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                // days of something: dayOfMonth
                name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
            }
            return name.toString();
        }

        /** Of the two kinds of days those of the month are finer than a month; neither is finer than the other. */
        private boolean isFinerThan(Field finest) {
            return switch (this) {
                case SECOND, MINUTE, HOUR -> compareTo(finest) < 0;
                case DAY_OF_MONTH -> finest == MONTH;
                case DAY_OF_WEEK, MONTH -> false;
            };
        }

        private NavigableSet<Integer> firstAlone() {
            return new TreeSet<>(List.of(first));
        }

        private NavigableSet<Integer> all() {
            return new TreeSet<>(IntStream.rangeClosed(first, last).boxed().toList());
        }
    }

    /** Reads a schedule; refuses with VALUE_INVALID one that cannot be read or has no moment. */
    static Schedule parse(JsonNode node) {
        if (!(node instanceof ObjectNode object) || object.isEmpty()) {
            throw invalid(
                    "schedule", "an object with one of second, minute, hour, dayOfMonth, month, dayOfWeek is expected");
        }
        Map<Field, NavigableSet<Integer>> given = new EnumMap<>(Field.class);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Field field = Arrays.stream(Field.values())
                    .filter(each -> each.wire().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.of(Code.FIELD_UNKNOWN, "schedule", "a schedule has no such field"));
            given.put(field, values(field, entry.getValue().asText()));
        }
        Map<Field, NavigableSet<Integer>> allowed = new EnumMap<>(Field.class);
        Field finest = given.keySet().iterator().next();
        for (Field field : Field.values()) {
            allowed.put(field, given.getOrDefault(field, field.isFinerThan(finest) ? field.firstAlone() : field.all()));
        }
        Schedule schedule = new Schedule(allowed);
        if (schedule.next(Instant.EPOCH).isEmpty()) {
            throw invalid("schedule", "there is no such day");
        }
        return schedule;
    }

    private static NavigableSet<Integer> values(Field field, String text) {
        NavigableSet<Integer> values = new TreeSet<>();
        for (String element : text.length() > MOST_CHARACTERS ? new String[] {""} : text.split(",", -1)) {
            Matcher matcher = ELEMENT.matcher(element.trim());
            if (!matcher.matches()) {
                throw outside(field);
            }
            int from = Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            int to = matcher.group(1) == null ? Integer.parseInt(matcher.group(3)) : from;
            if (from < field.first || to > field.last || from > to) {
                throw outside(field);
            }
            IntStream.rangeClosed(from, to).forEach(values::add);
        }
        return values;
    }

    /** The first moment of the schedule after another, if there is one. */
    Optional<Instant> next(Instant after) {
        ZonedDateTime from =
                after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        LocalTime time = from.toLocalTime();
        for (int i = 0; i < MOST_DAYS; i++) {
            LocalDate day = from.toLocalDate().plusDays(i);
            Optional<LocalTime> found = holds(day) ? first(time) : Optional.empty();
            if (found.isPresent()) {
                return Optional.of(day.atTime(found.get()).toInstant(ZoneOffset.UTC));
            }
            time = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    private boolean holds(LocalDate day) {
        return allowed.get(Field.MONTH).contains(day.getMonthValue())
                && allowed.get(Field.DAY_OF_MONTH).contains(day.getDayOfMonth())
                && allowed.get(Field.DAY_OF_WEEK).contains(day.getDayOfWeek().getValue());
    }

    /** The first time of a day from another on. */
    private Optional<LocalTime> first(LocalTime from) {
        for (int hour : allowed.get(Field.HOUR).tailSet(from.getHour())) {
            boolean isSameHour = hour == from.getHour();
            for (int minute : allowed.get(Field.MINUTE).tailSet(isSameHour ? from.getMinute() : 0)) {
                boolean isSameMinute = isSameHour && minute == from.getMinute();
                Integer second = allowed.get(Field.SECOND).ceiling(isSameMinute ? from.getSecond() : 0);
                if (second != null) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }

    private static RefusalException outside(Field field) {
        return invalid(
                "schedule." + field.wire(),
                "numbers of " + field.first + " to " + field.last + " and ranges such as [2-4], divided by commas");
    }

    private static RefusalException invalid(String field, String detail) {
        return Refusal.of(Code.VALUE_INVALID, field, detail);
    }
}
