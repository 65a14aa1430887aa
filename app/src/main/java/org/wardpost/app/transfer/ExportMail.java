package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.wardpost.app.StartException;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.message.UidSet;
import org.wardpost.vault.TamperedException;

/** {@code export}: the mail of an account as files that are readable, for the owner of the folder only. */
public final class ExportMail implements Operation<ExportMail.Input, ExportMail.Output> {
    /**
     * @param path absolute, on the server's machine; a folder that is new or empty
     * @param mailbox only that one and those below it
     */
    public record Input(String address, String path, Optional<String> mailbox, ExportFormat format) {}

    /** @param damaged messages that could not be opened: {@code verify} says more */
    public record Output(String address, long exported, long damaged) {}

    @Override
    public String name() {
        return "mail.export";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.address();
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var account = context.users().require(input.address());
        var store = context.store();
        var mailboxes = store.collections().list(account.id(), CollectionKind.MAILBOX).stream()
                .filter(mailbox ->
                        input.mailbox().map(wanted -> isIn(mailbox, wanted)).orElse(true))
                .toList();
        if (mailboxes.isEmpty()) {
            throw new OperationRefused(
                    account.address() + " has no mailbox " + input.mailbox().orElse("at all") + ".");
        }
        try {
            var folder = emptyFolder(Path.of(input.path()));
            return export(account.address(), mailboxes, MailWriter.of(input.format(), folder), context);
        } catch (IOException e) {
            throw new OperationRefused("The export to " + input.path() + " failed: " + StartException.reason(e) + ".");
        }
    }

    private static Output export(
            String address, List<Collection> mailboxes, MailWriter writer, OperationContext context)
            throws IOException {
        var store = context.store();
        var total = mailboxes.stream()
                .mapToLong(mailbox -> store.collections().head(mailbox.id()).total())
                .sum();
        var exported = 0L;
        var damaged = 0L;
        for (var mailbox : mailboxes) {
            try (var box = writer.begin(mailbox.name());
                    var messages = store.messages().read(mailbox.id(), UidSet.ALL, false)) {
                for (var message : (Iterable<org.wardpost.store.message.StoredMessage>) messages::iterator) {
                    try {
                        box.write(message);
                        exported++;
                    } catch (TamperedException e) {
                        damaged++;
                    }
                    context.progress().at("exported", exported + damaged, total);
                }
            }
        }
        return new Output(address, exported, damaged);
    }

    private static boolean isIn(Collection mailbox, String wanted) {
        return mailbox.name().equals(wanted) || mailbox.name().startsWith(wanted + "/");
    }

    private static Path emptyFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new OperationRefused(
                            "The folder " + folder + " is not empty: name a new one, so that nothing is overwritten.");
                }
            }
            return folder;
        }
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
