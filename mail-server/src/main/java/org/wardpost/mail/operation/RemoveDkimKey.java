package org.wardpost.mail.operation;

import org.wardpost.identity.Address;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.mail.outgoing.DkimKeys;

/** {@code dkim remove}: mail of the domain is signed no more; the key is gone. */
public final class RemoveDkimKey implements Operation<RemoveDkimKey.Input, RemoveDkimKey.Output> {
    public record Input(String domain) {}

    public record Output(String domain) {}

    @Override
    public String name() {
        return "dkim.remove";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.domain();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var domain = Address.domain(input.domain());
        if (!new DkimKeys(context.store().properties()).remove(domain))
            throw new OperationRefused("There is no key for " + domain + ".");
        return new Output(domain);
    }
}
