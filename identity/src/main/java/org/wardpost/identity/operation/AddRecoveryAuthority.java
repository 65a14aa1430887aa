package org.wardpost.identity.operation;

import java.util.List;
import java.util.UUID;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.RecoveryShare;

/** {@code key add-recovery}: a key pair whose private half exists only as shares, told once; every working key is wrapped to it. */
public final class AddRecoveryAuthority implements Operation<AddRecoveryAuthority.Input, AddRecoveryAuthority.Output> {
    /**
     * @param threshold how many shares are needed, at least 2
     * @param shares how many are made
     */
    public record Input(int threshold, int shares) {}

    /** @param shares shown now and never again */
    public record Output(UUID authority, int threshold, List<Share> shares) {
        @Override
        public String toString() {
            return "AddRecoveryAuthority.Output[" + authority + "]";
        }
    }

    /** @param text what its holder keeps */
    public record Share(int index, String text) {
        @Override
        public String toString() {
            return "Share[" + index + "]";
        }
    }

    @Override
    public String name() {
        return "key.add-recovery";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.threshold() + " of " + input.shares();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var recovery = context.store().recovery();
        recovery.authority().ifPresent(known -> {
            throw new OperationRefused("There is a recovery authority already, " + known.id() + " ("
                    + known.threshold() + " of " + known.shares()
                    + " shares). Its shares stay good; to replace it, first run wardpost key recovery remove.");
        });
        try (var key = RecoveryKey.random(input.threshold(), input.shares())) {
            var shares = key.split();
            recovery.add(key.authority());
            var told = shares.stream()
                    .map(share -> new Share(share.index(), share.text()))
                    .toList();
            shares.forEach(RecoveryShare::close);
            return new Output(key.authority().id(), input.threshold(), told);
        }
    }
}
