package org.wardpost.mail.operation;

import java.util.List;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.mail.outgoing.DkimKeys;

/** {@code dkim list}: which domains sign, and what the DNS has to say. */
public final class ListDkimKeys implements Operation<Nothing, ListDkimKeys.Output> {
    public record Output(List<Line> keys) {}

    public record Line(String domain, String name, String value) {}

    @Override
    public String name() {
        return "dkim.list";
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
        var keys = new DkimKeys(context.store().properties());
        return new Output(keys.domains().stream()
                .flatMap(domain -> keys.of(domain).stream())
                .map(key -> new Line(key.domain(), key.recordName(), key.recordValue()))
                .toList());
    }
}
