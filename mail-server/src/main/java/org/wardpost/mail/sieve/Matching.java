package org.wardpost.mail.sieve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Match type and comparator of a test (RFC 5228 §2.7, RFC 5231). */
record Matching(Type type, Comparator comparator, String relation) {
    enum Type {
        IS,
        CONTAINS,
        MATCHES,
        VALUE,
        COUNT
    }

    enum Comparator {
        CASEMAP,
        OCTET,
        NUMERIC
    }

    private static final int STEP = 16; // a step of a pattern costs as much as comparing so many characters

    private static final Set<String> RELATIONS = Set.of("gt", "ge", "lt", "le", "eq", "ne");

    static Matching taken(Arguments arguments, Set<SieveExtension> required) throws SieveSyntaxException {
        var comparator = comparator(arguments, required);
        Optional<Matching> found = Optional.empty();
        for (var type : List.of(Type.IS, Type.CONTAINS, Type.MATCHES)) {
            if (arguments.tag(type.name().toLowerCase(Locale.ROOT)))
                found = one(found, arguments, type, comparator, "");
        }
        if (required.contains(SieveExtension.RELATIONAL)) {
            for (var type : List.of(Type.VALUE, Type.COUNT)) {
                var relation = arguments.tagString(type.name().toLowerCase(Locale.ROOT));
                if (relation.isEmpty()) continue;
                if (!RELATIONS.contains(relation.get().toLowerCase(Locale.ROOT)))
                    throw arguments.error("a relation is gt, ge, lt, le, eq or ne");
                found = one(found, arguments, type, comparator, relation.get().toLowerCase(Locale.ROOT));
            }
        }
        var matching = found.orElse(new Matching(Type.IS, comparator, ""));
        if (comparator == Comparator.NUMERIC && (matching.type() == Type.CONTAINS || matching.type() == Type.MATCHES))
            throw arguments.error("i;ascii-numeric has no substrings"); // RFC 4790 §9.1.1
        return matching;
    }

    private static Optional<Matching> one(
            Optional<Matching> before, Arguments arguments, Type type, Comparator comparator, String relation)
            throws SieveSyntaxException {
        if (before.isPresent()) throw arguments.error("more than one match type");
        return Optional.of(new Matching(type, comparator, relation));
    }

    private static Comparator comparator(Arguments arguments, Set<SieveExtension> required)
            throws SieveSyntaxException {
        var name = arguments.tagString("comparator").orElse("i;ascii-casemap");
        return switch (name) {
            case "i;ascii-casemap" -> Comparator.CASEMAP;
            case "i;octet" -> Comparator.OCTET;
            case "i;ascii-numeric" -> {
                if (!required.contains(SieveExtension.NUMERIC))
                    throw arguments.error("comparator-i;ascii-numeric is not required");
                yield Comparator.NUMERIC;
            }
            default -> throw arguments.error("unknown comparator");
        };
    }

    /** Whether any value matches any key; sets the match variables of {@code run} (RFC 5229 §3.2). */
    boolean any(List<String> values, List<String> keys, SieveRun run) {
        if (type == Type.COUNT) {
            var count = Integer.toString(values.size());
            var numeric = new Matching(Type.VALUE, comparator, relation);
            return keys.stream().anyMatch(key -> numeric.related(count, key, Comparator.NUMERIC));
        }
        if (type == Type.MATCHES) {
            for (var value : values) for (var key : keys) if (matches(value, key, run)) return true;
            return false;
        }
        var folded = keys.stream().map(this::folded).toList();
        for (var value : values) {
            var text = folded(value);
            run.spend(text.length());
            for (var key : folded) if (one(text, key, run)) return true;
        }
        return false;
    }

    private boolean matches(String value, String key, SieveRun run) {
        var captured = glob(value, key, run);
        captured.ifPresent(run::matched);
        return captured.isPresent();
    }

    private boolean one(String value, String key, SieveRun run) {
        run.spend(key.length());
        return switch (type) {
            case IS -> comparator == Comparator.NUMERIC ? number(value).equals(number(key)) : value.equals(key);
            case CONTAINS -> {
                run.spend(value.length());
                yield value.contains(key);
            }
            case VALUE -> related(value, key, comparator);
            case MATCHES, COUNT -> throw new IllegalStateException();
        };
    }

    private boolean related(String value, String key, Comparator by) {
        int order = by == Comparator.NUMERIC ? compareNumbers(number(value), number(key)) : value.compareTo(key);
        return switch (relation) {
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "eq" -> order == 0;
            default -> order != 0;
        };
    }

    private String folded(String text) {
        if (comparator == Comparator.OCTET) return text;
        var out = text.toCharArray(); // ASCII only: i;ascii-casemap leaves the rest alone (RFC 4790 §9.2.1)
        for (int i = 0; i < out.length; i++) out[i] = fold(out[i]);
        return new String(out);
    }

    private char fold(char c) {
        return comparator != Comparator.OCTET && c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    /** The leading digits; empty is larger than every number (RFC 4790 §9.1.1). */
    private static Optional<BigInteger> number(String text) {
        int end = 0;
        while (end < text.length() && end < 400 && text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
        return end == 0 ? Optional.empty() : Optional.of(new BigInteger(text.substring(0, end)));
    }

    private static int compareNumbers(Optional<BigInteger> a, Optional<BigInteger> b) {
        if (a.isEmpty() || b.isEmpty()) return Boolean.compare(a.isEmpty(), b.isEmpty());
        return a.get().compareTo(b.get());
    }

    /** What a wildcard stands for: from here to there in the value. */
    private record Capture(int from, int to) {}

    /** The last star, behind it in the pattern, where it ends in the value, and which capture it is. */
    private record Star(int pattern, int value, int capture) {}

    /**
     * Matches with {@code *} and {@code ?} (RFC 5228 §2.7.1), each {@code *} as short as may be (RFC 5229 §3.2). Only the
     * last star is ever widened, so the time is value times pattern at most, and {@code run} counts it.
     * @return the whole value, then what each wildcard stood for
     */
    private Optional<List<String>> glob(String value, String pattern, SieveRun run) {
        var captured = new ArrayList<Capture>();
        captured.add(new Capture(0, value.length()));
        Star star = null;
        int v = 0;
        int p = 0;
        while (true) {
            run.spend(STEP);
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = new Star(++p, v, captured.size());
                captured.add(new Capture(v, v));
                continue;
            }
            if (p == pattern.length() && v == value.length()) return Optional.of(texts(captured, value));
            int literal = p < pattern.length() && pattern.charAt(p) == '\\' && p + 1 < pattern.length() ? p + 1 : p;
            if (p < pattern.length() && v < value.length()) {
                if (literal == p && pattern.charAt(p) == '?') {
                    int end = v + Character.charCount(value.codePointAt(v));
                    captured.add(new Capture(v, end));
                    v = end;
                    p++;
                    continue;
                }
                if (fold(pattern.charAt(literal)) == fold(value.charAt(v))) {
                    v++;
                    p = literal + 1;
                    continue;
                }
            }
            if (star == null || star.value() >= value.length()) return Optional.empty();
            // widen the last star by one character
            star = new Star(star.pattern(), star.value() + 1, star.capture());
            while (captured.size() > star.capture() + 1) captured.removeLast();
            captured.set(
                    star.capture(), new Capture(captured.get(star.capture()).from(), star.value()));
            v = star.value();
            p = star.pattern();
        }
    }

    private static List<String> texts(List<Capture> captured, String value) {
        return captured.stream()
                .limit(SieveRun.MAX_MATCHES)
                .map(capture -> value.substring(capture.from(), capture.to()))
                .toList();
    }
}
