package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wardpost.identity.Role;
import org.wardpost.store.audit.AuditLog;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.ChainVerifier.Result;
import org.wardpost.vault.audit.Checkpoint;

/** {@code audit verify}: chains, events and signatures, also against checkpoints that were kept elsewhere. */
public final class VerifyAudit implements Operation<VerifyAudit.Input, VerifyAudit.Output> {
    /** @param copies checkpoints from outside, URL-safe base64 */
    public record Input(List<String> copies) {}

    public record Output(List<Chain> chains) {}

    /**
     * One node's chain.
     * @param events in it
     * @param signed the last of them that a checkpoint covers
     * @param copies checkpoints from outside that were compared
     * @param copied the last event that one of those covers, and when it was signed: what came later nobody outside vouches for
     * @param problem what is wrong, from which event on
     */
    public record Chain(
            UUID node,
            long events,
            long signed,
            int copies,
            long copied,
            Optional<Instant> when,
            Optional<String> problem) {}

    @Override
    public String name() {
        return "audit.verify";
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
        return input.copies().isEmpty() ? "" : input.copies().size() + " copies";
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var log = context.store().audit();
        log.advance();
        var copies = new TreeMap<UUID, List<Checkpoint>>(
                input.copies().stream().map(VerifyAudit::decode).collect(Collectors.groupingBy(Checkpoint::chain)));
        log.nodes().forEach(node -> copies.putIfAbsent(node, List.of()));
        var chains = new ArrayList<Chain>();
        copies.forEach((node, outside) -> chains.add(verified(log, node, outside)));
        return new Output(List.copyOf(chains));
    }

    private static Chain verified(AuditLog log, UUID node, List<Checkpoint> outside) {
        var newest = outside.stream().max(java.util.Comparator.comparingLong(Checkpoint::number));
        long copied = newest.map(Checkpoint::number).orElse(0L);
        var when = newest.map(Checkpoint::time);
        return switch (log.verify(node, outside)) {
            case Result.Intact(var signed, var links) ->
                new Chain(node, links, signed, outside.size(), copied, when, Optional.empty());
            case Result.Broken(var number, var why) ->
                new Chain(
                        node,
                        log.length(node),
                        0,
                        outside.size(),
                        copied,
                        when,
                        Optional.of("event " + number + ": " + why));
        };
    }

    private static Checkpoint decode(String base64) {
        try {
            return Checkpoint.decode(Base64.getUrlDecoder().decode(base64));
        } catch (TamperedException e) {
            throw new IllegalArgumentException("One of the copies is no checkpoint.");
        }
    }
}
