package org.wardpost.identity.operation;

import org.wardpost.identity.Address;

/** {@code domain add}: mail for a domain is taken in from now on. */
public final class AddDomain implements Operation<AddDomain.Input, AddDomain.Output> {
    public record Input(String domain) {}

    /** @param domain as it is stored: lower case, A-labels */
    public record Output(String domain) {}

    @Override
    public String name() {
        return "domain.add";
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
        if (context.store().domains().contains(domain)) {
            throw new OperationRefused("The domain " + domain + " is there already.");
        }
        context.store().domains().add(domain);
        return new Output(domain);
    }
}
