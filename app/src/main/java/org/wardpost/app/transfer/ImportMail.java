package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.wardpost.app.StartException;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.identity.operation.OperationRefused;

/**
 * {@code import}: an mbox, a Maildir with its sub-folders, or a tree of mbox or {@code .eml} files. A message that was filed by an earlier try
 * is passed over, so an interrupted import is simply started again.
 */
public final class ImportMail implements Operation<ImportMail.Input, ImportMail.Output> {
    private final Clock clock;

    public ImportMail(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param path absolute, on the server's machine
     * @param mailbox everything goes there; empty: mailboxes as the source has them, what has none into {@code Imported}
     */
    public record Input(String address, String path, Optional<String> mailbox) {}

    /**
     * @param imported new messages
     * @param known messages of an earlier try
     */
    public record Output(String address, long imported, long known) {}

    @Override
    public String name() {
        return "mail.import";
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
        var filer = new MailboxFiler(context.store(), account);
        var counts = new long[2];
        try {
            var source = MailSource.of(Path.of(input.path()));
            var length = source.length();
            source.forEach((message, steps) -> {
                var mailbox = input.mailbox().orElse(message.mailbox().isEmpty() ? "Imported" : message.mailbox());
                var item = new MailboxFiler.Item(
                        mailbox, message.flags(), message.received().orElseGet(clock::instant), message.key());
                counts[filer.file(item, message.content()::open) ? 0 : 1]++;
                context.progress().at("imported", steps, length);
            });
        } catch (IOException e) {
            throw new OperationRefused("The import stopped after " + (counts[0] + counts[1]) + " messages: "
                    + StartException.reason(e) + ". Start it again to go on.");
        }
        return new Output(account.address(), counts[0], counts[1]);
    }
}
