package org.wardpost.identity.operation;

import java.util.Comparator;
import java.util.List;

/** {@code alias list}. */
public final class ListAliases implements Operation<Nothing, ListAliases.Output> {
    public record Output(List<Line> aliases) {}

    public record Line(String alias, String target) {}

    @Override
    public String name() {
        return "alias.list";
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
        return new Output(context.store().aliases().list().stream()
                .map(alias -> new Line(alias.address(), alias.target()))
                .sorted(Comparator.comparing(Line::alias).thenComparing(Line::target))
                .toList());
    }
}
