package org.wardpost.identity.operation;

import java.util.List;

/** {@code domain list}. */
public final class ListDomains implements Operation<Nothing, ListDomains.Output> {
    public record Output(List<String> domains) {}

    @Override
    public String name() {
        return "domain.list";
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
    public boolean audited() {
        return false;
    }

    @Override
    public Output run(Nothing input, OperationContext context) {
        return new Output(context.store().domains().list().stream().sorted().toList());
    }
}
