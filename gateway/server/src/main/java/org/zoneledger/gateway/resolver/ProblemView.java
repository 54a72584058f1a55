package org.zoneledger.gateway.resolver;

import java.util.List;
import org.zoneledger.domain.identifier.ResidentId;

/**
 * Why there is no passport to show, in the words of one language.
 *
 * @param text what is wrong and what that may mean
 * @param number what was asked for, or empty; never shown when a resident identity number is in it
 * @param advice what to do now
 */
public record ProblemView(String title, List<String> text, String number, List<String> advice) {
    private static final int LONGEST_NUMBER = 60;

    public ProblemView {
        text = List.copyOf(text);
        advice = List.copyOf(advice);
        number = ResidentId.occursIn(number) ? "" : number;
        number = number.length() > LONGEST_NUMBER ? number.substring(0, LONGEST_NUMBER) + "…" : number;
    }
}
