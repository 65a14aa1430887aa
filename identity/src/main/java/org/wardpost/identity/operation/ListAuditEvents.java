package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.identity.Role;
import org.wardpost.store.audit.AuditLog;

/** {@code audit list}: what was done, by whom and to whom, in order of time; the newest that were asked for. */
public final class ListAuditEvents implements Operation<ListAuditEvents.Input, ListAuditEvents.Output> {
    private static final int PAGE = 500;
    private static final int MOST = 10_000;

    /**
     * @param what only this operation, such as {@code user.add}
     * @param last at most so many, 1 to 10,000
     */
    public record Input(Optional<Instant> since, Optional<String> what, int last) {}

    /** @param events the oldest first */
    public record Output(List<Event> events) {}

    /**
     * One event.
     * @param node whose chain it is in, at which number
     */
    public record Event(
            UUID node, long number, Instant time, String what, String actor, String target, Map<String, String> facts) {
        static Event of(AuditLog.ChainedEvent chained) {
            var event = chained.event();
            return new Event(
                    chained.node(),
                    chained.number(),
                    event.time(),
                    event.what(),
                    event.actor(),
                    event.target(),
                    event.facts());
        }
    }

    @Override
    public String name() {
        return "audit.list";
    }

    @Override
    public Role role() {
        return Role.AUDITOR;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return "";
    }

    @Override
    public Output run(Input input, OperationContext context) {
        if (input.last() < 1 || input.last() > MOST) {
            throw new IllegalArgumentException("How many of the last events: 1 to " + MOST + ".");
        }
        var log = context.store().audit();
        log.advance();
        var events = new ArrayList<Event>();
        for (var node : log.nodes()) {
            events.addAll(newest(log, node, input));
        }
        events.sort(Comparator.comparing(Event::time).thenComparing(Event::number));
        return new Output(List.copyOf(events.subList(Math.max(0, events.size() - input.last()), events.size())));
    }

    /** A page at a time from the end of the chain; chains are in order of time but for a second. */
    private static List<Event> newest(AuditLog log, UUID node, Input input) {
        var found = new ArrayList<Event>();
        var since = input.since().orElse(Instant.MIN);
        boolean more = true;
        for (long end = log.length(node); more && end > 0 && found.size() < input.last(); end -= PAGE) {
            long after = Math.max(0, end - PAGE);
            var page = log.read(node, after, (int) (end - after)).stream()
                    .map(Event::of)
                    .toList();
            page.stream()
                    .filter(event -> !event.time().isBefore(since))
                    .filter(event -> input.what().map(event.what()::equals).orElse(true))
                    .forEach(found::add);
            more = page.stream().anyMatch(event -> !event.time().isBefore(since));
        }
        return found;
    }
}
