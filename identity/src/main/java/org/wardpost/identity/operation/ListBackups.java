package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.List;

/** {@code backup.list}: the backups that this server made, the newest first; those that somebody deleted too. */
public final class ListBackups implements Operation<Nothing, ListBackups.Output> {
    public record Output(List<Backup> backups) {}

    /** @param folder where it was written to */
    public record Backup(Instant made, String folder) {}

    @Override
    public String name() {
        return "backup.list";
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
        return new Output(context.store().backup().made().stream()
                .map(made -> new Backup(made.made(), made.folder()))
                .toList());
    }
}
