package org.wardpost.mail.operation;

import java.util.Optional;
import org.wardpost.identity.Address;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.mail.outgoing.DkimKeys;

/** {@code dkim add}: a signing key for a domain; answers the DNS record that has to be published. */
public final class AddDkimKey implements Operation<AddDkimKey.Input, AddDkimKey.Output> {
    /** @param selector empty: {@code wardpost} */
    public record Input(String domain, Optional<String> selector) {}

    /** @param name of the TXT record */
    public record Output(String domain, String name, String value) {}

    @Override
    public String name() {
        return "dkim.add";
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
        var selector = input.selector().orElse("wardpost");
        if (!selector.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"))
            throw new IllegalArgumentException("A selector has lower-case letters, digits and - in it.");
        if (!context.store().domains().contains(domain))
            throw new OperationRefused("There is no domain " + domain + " here: wardpost domain add " + domain);
        var keys = new DkimKeys(context.store().properties());
        if (keys.of(domain).isPresent())
            throw new OperationRefused("There is a key for " + domain + " already: wardpost dkim remove " + domain);
        var key = keys.create(domain, selector);
        return new Output(domain, key.recordName(), key.recordValue());
    }
}
