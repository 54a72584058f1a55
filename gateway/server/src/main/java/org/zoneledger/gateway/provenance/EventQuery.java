package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.index.EventScan.Source;

/**
 * A SimpleEventQuery (EPCIS 2.0 section 8.2.7.1): all parameters must hold, of several values of one any.
 *
 * <p>It judges what the visitor may see of an event, so that no filter tells more than the answer would.
 *
 * @param filters what must hold
 * @param source where matching events are looked for in the index; every match is there
 * @param restricted first parameter that asks about fields which are not public
 * @param recorded whether events come by recordTime instead of eventTime
 * @param descending whether the last comes first
 * @param from earliest eventTime in milliseconds, from GE_eventTime
 * @param to first eventTime that is too late, from LT_eventTime
 * @param limit events that are given at the most, from eventCountLimit
 * @param most events beyond which the query fails, from maxEventCount
 */
public record EventQuery(
        List<Predicate<ObjectNode>> filters,
        Optional<Source> source,
        Optional<String> restricted,
        boolean recorded,
        boolean descending,
        long from,
        long to,
        OptionalInt limit,
        OptionalInt most) {

    private static final List<String> OWN = List.of("perPage", "nextPageToken");
    private static final int MOST_VALUES = 100;

    /** Reads the parameters of a request, refusing each that is not understood by its name. */
    public static EventQuery parse(Map<String, List<String>> parameters) {
        List<Predicate<ObjectNode>> filters = new ArrayList<>();
        Optional<Source> source = Optional.empty();
        Optional<String> restricted = Optional.empty();
        int best = Integer.MAX_VALUE;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (OWN.contains(name) || Ordering.NAMES.contains(name)) {
                continue;
            }
            QueryParameter known = QueryParameter.of(name);
            QueryParameter.Filter filter = known.filter(name, values(known.label(), parameter.getValue()));
            filters.add(filter.test());
            if (filter.isRestricted() && restricted.isEmpty()) {
                restricted = Optional.of(known.label());
            }
            if (filter.source().isPresent() && known.rank() < best) {
                best = known.rank();
                source = filter.source();
            }
        }
        Ordering order = Ordering.parse(parameters);
        return new EventQuery(
                List.copyOf(filters),
                source,
                restricted,
                order.recorded(),
                order.descending(),
                order.from(),
                order.to(),
                order.limit(),
                order.most());
    }

    /** Whether all parameters hold for what somebody sees of an event. */
    public boolean matches(ObjectNode event) {
        return filters.stream().allMatch(filter -> filter.test(event));
    }

    /** The values of a parameter, divided by bars; a value holds no bar. */
    static List<String> values(String name, List<String> texts) {
        List<String> values = new ArrayList<>();
        for (String text : texts) {
            values.addAll(List.of(text.split("\\|", -1)));
        }
        if (values.isEmpty() || values.size() > MOST_VALUES || values.stream().anyMatch(String::isBlank)) {
            throw Refusal.of(Code.VALUE_INVALID, name, "1 to " + MOST_VALUES + " values divided by | are expected");
        }
        return values;
    }

    /** How the answer is ordered and cut. */
    private record Ordering(
            boolean recorded, boolean descending, long from, long to, OptionalInt limit, OptionalInt most) {

        static final List<String> NAMES = List.of("orderBy", "orderDirection", "eventCountLimit", "maxEventCount");

        static Ordering parse(Map<String, List<String>> parameters) {
            String by = one(parameters, "orderBy").orElse("eventTime");
            String way = one(parameters, "orderDirection").orElse(parameters.containsKey("orderBy") ? "DESC" : "ASC");
            if (!List.of("eventTime", "recordTime").contains(by)) {
                throw Refusal.of(Code.VALUE_INVALID, "orderBy", "events come by eventTime or recordTime");
            }
            if (!List.of("ASC", "DESC").contains(way)) {
                throw Refusal.of(Code.VALUE_INVALID, "orderDirection", "the direction is ASC or DESC");
            }
            OptionalInt limit = count(parameters, "eventCountLimit");
            OptionalInt most = count(parameters, "maxEventCount");
            if (limit.isPresent() && most.isPresent()) {
                throw Refusal.of(
                        Code.VALUE_INVALID, "maxEventCount", "maxEventCount and eventCountLimit exclude each other");
            }
            return new Ordering(
                    by.equals("recordTime"),
                    way.equals("DESC"),
                    time(parameters, "GE_eventTime").orElse(Long.MIN_VALUE),
                    time(parameters, "LT_eventTime").orElse(Long.MAX_VALUE),
                    limit,
                    most);
        }

        private static OptionalLong time(Map<String, List<String>> parameters, String name) {
            Optional<String> text = one(parameters, name);
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(QueryParameter.time(name, text.get()));
        }

        private static OptionalInt count(Map<String, List<String>> parameters, String name) {
            Optional<String> text = one(parameters, name);
            if (text.isEmpty()) {
                return OptionalInt.empty();
            }
            int count = text.get().matches("[0-9]{1,6}") ? Integer.parseInt(text.get()) : 0;
            if (count < 1) {
                throw Refusal.of(Code.VALUE_INVALID, name, "a number of 1 to 999999 is expected");
            }
            return OptionalInt.of(count);
        }

        private static Optional<String> one(Map<String, List<String>> parameters, String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw Refusal.of(Code.VALUE_INVALID, name, "the parameter is given once");
            }
            return values.stream().findFirst();
        }
    }
}
