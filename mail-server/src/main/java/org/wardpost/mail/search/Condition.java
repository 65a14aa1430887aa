package org.wardpost.mail.search;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * One condition of a search, with what it costs: whatever is cheap is asked first.
 *
 * @param test may throw {@link org.wardpost.vault.TamperedException} for a message that is not what was sealed
 */
record Condition(Cost cost, Predicate<Candidate> test) {
    /** What a condition has to open. */
    enum Cost {
        VIEW,
        SUMMARY,
        BODY
    }

    static Condition view(Predicate<Candidate> test) {
        return new Condition(Cost.VIEW, test);
    }

    static Condition summary(Predicate<Candidate> test) {
        return new Condition(Cost.SUMMARY, test);
    }

    static Condition body(Predicate<Candidate> test) {
        return new Condition(Cost.BODY, test);
    }

    static Condition all(List<Condition> conditions) {
        var cheapFirst = sorted(conditions);
        return new Condition(
                dearest(conditions), candidate -> cheapFirst.stream().allMatch(c -> c.test.test(candidate)));
    }

    static Condition any(List<Condition> conditions) {
        var cheapFirst = sorted(conditions);
        return new Condition(
                dearest(conditions), candidate -> cheapFirst.stream().anyMatch(c -> c.test.test(candidate)));
    }

    Condition negated() {
        return new Condition(cost, test.negate());
    }

    private static List<Condition> sorted(List<Condition> conditions) {
        return conditions.stream().sorted(Comparator.comparing(Condition::cost)).toList();
    }

    private static Cost dearest(List<Condition> conditions) {
        return conditions.stream()
                .map(Condition::cost)
                .max(Comparator.naturalOrder())
                .orElse(Cost.VIEW);
    }
}
