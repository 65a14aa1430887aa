package org.wardpost.mail.sieve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What changes while a script runs on one message. */
final class SieveRun {
    private static final int MAX_VARIABLES = 128; // RFC 5229 §6 asks for 128
    private static final int MAX_VALUE = 16 * 1024; // §6 asks for 4,000
    private static final int MAX_FLAGS = 128;
    static final int MAX_MATCHES = 100;
    private static final long MAX_WORK = 400_000_000; // about a second

    private final SieveMessage message;
    private final SieveContext context;
    private final SieveSettings settings;
    private final Map<String, String> variables = new HashMap<>();
    private final List<SieveAction> actions = new ArrayList<>();
    private List<String> matches = List.of();
    private Set<String> flags = new LinkedHashSet<>();
    private boolean implicitKeep = true;
    private boolean answered;
    private long work;

    SieveRun(SieveMessage message, SieveContext context, SieveSettings settings) {
        this.message = message;
        this.context = context;
        this.settings = settings;
    }

    /**
     * Counts what a test costs, so that no script and no message can keep a processor for long: each alone has bounds, but
     * 20,000 keys times a megabyte has not.
     * @param characters looked at
     * @throws SieveRuntimeException when it is too much
     */
    void spend(long characters) {
        work += characters;
        if (work > MAX_WORK) throw new SieveRuntimeException("its tests need too much time on this message");
    }

    SieveMessage message() {
        return message;
    }

    SieveContext context() {
        return context;
    }

    /** A variable's value, or what a wildcard of the last match stood for; empty when there is none (RFC 5229 §3). */
    String variable(String name) {
        if (name.chars().allMatch(Character::isDigit)) {
            int index = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
            return index < matches.size() ? matches.get(index) : "";
        }
        return variables.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    void set(String name, String value, int line) {
        if (variables.size() >= MAX_VARIABLES && !variables.containsKey(name.toLowerCase(Locale.ROOT)))
            throw new SieveRuntimeException(line, "more than " + MAX_VARIABLES + " variables");
        var cut = value;
        if (value.length() > MAX_VALUE) {
            int end = Character.isHighSurrogate(value.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE;
            cut = value.substring(0, end); // §6: cut, not refused
        }
        variables.put(name.toLowerCase(Locale.ROOT), cut);
    }

    void matched(List<String> captured) {
        matches = List.copyOf(captured);
    }

    Set<String> flags() {
        return flags;
    }

    void flags(Collection<String> changed) {
        flags = new LinkedHashSet<>(changed);
    }

    /** Splits at spaces, drops what cannot be a flag, keeps the first spelling of each (RFC 5232 §2). */
    static Set<String> flagSet(Collection<String> lists) {
        var byFold = new LinkedHashMap<String, String>();
        for (var list : lists) {
            for (var flag : list.trim().split(" +")) {
                if (flag.isEmpty() || byFold.size() >= MAX_FLAGS || !flag(flag)) continue;
                byFold.putIfAbsent(flag.toLowerCase(Locale.ROOT), flag);
            }
        }
        return new LinkedHashSet<>(byFold.values());
    }

    private static boolean flag(String flag) {
        var name = flag.startsWith("\\") ? flag.substring(1) : flag;
        return !name.isEmpty()
                && name.length() <= 100
                && name.chars().allMatch(c -> c > 32 && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
    }

    void act(SieveAction action, boolean cancelsKeep, int line) {
        if (cancelsKeep) implicitKeep = false;
        if (actions.contains(action)) return; // RFC 5228 §2.10.3: the same again does nothing more
        if (actions.size() >= settings.actions()) throw new SieveRuntimeException(line, "too many actions");
        if (action instanceof SieveAction.Redirect
                && actions.stream()
                                .filter(SieveAction.Redirect.class::isInstance)
                                .count()
                        >= settings.redirects()) throw new SieveRuntimeException(line, "too many redirects");
        if (action instanceof SieveAction.Reject)
            for (var earlier : actions) // RFC 5429 §2.4
            if (!(earlier instanceof SieveAction.Reject))
                    throw new SieveRuntimeException(line, "reject cannot stand beside other actions");
        if (actions.stream().anyMatch(SieveAction.Reject.class::isInstance))
            throw new SieveRuntimeException(line, "reject cannot stand beside other actions");
        actions.add(action);
    }

    void discard() {
        implicitKeep = false;
    }

    /** Only one vacation a run (RFC 5230 §4.7... the second is an error at run time). */
    void answer(SieveAction.Vacation vacation, int line) {
        if (answered) throw new SieveRuntimeException(line, "vacation is done twice");
        answered = true;
        act(vacation, false, line);
    }

    List<SieveAction> outcome() {
        if (implicitKeep) {
            boolean rejected = actions.stream().anyMatch(SieveAction.Reject.class::isInstance);
            if (!rejected) actions.add(new SieveAction.Keep(Set.copyOf(flags)));
        }
        return List.copyOf(actions);
    }

    SieveSettings settings() {
        return settings;
    }
}
