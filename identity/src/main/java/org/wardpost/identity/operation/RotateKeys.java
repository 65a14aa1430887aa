package org.wardpost.identity.operation;

import org.wardpost.vault.WrongRootKeyException;

/** {@code key rotate}: a new root key and working key, and every slot under them, while everybody goes on working. */
public final class RotateKeys implements Operation<Nothing, RotateKeys.Output> {
    /**
     * @param slots how many were sealed anew
     * @param behind how many could not be yet; the server goes on with them
     */
    public record Output(int rootVersion, int workingVersion, long slots, long behind) {}

    @Override
    public String name() {
        return "key.rotate";
    }

    @Override
    public Class<Nothing> input() {
        return Nothing.class;
    }

    @Override
    public String subject(Nothing input) {
        return "";
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Output run(Nothing input, OperationContext context) {
        var slots = new long[1];
        try {
            var status = context.store().rotation().rotate((done, of) -> {
                slots[0] = done;
                context.progress().at("slots", done, of);
            });
            return new Output(status.rootVersion(), status.workingVersion(), slots[0], status.behind());
        } catch (WrongRootKeyException e) {
            throw new OperationRefused(String.valueOf(e.getMessage()));
        }
    }
}
