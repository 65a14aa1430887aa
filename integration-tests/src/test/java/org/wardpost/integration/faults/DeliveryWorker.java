package org.wardpost.integration.faults;

import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** A sender, by SMTP or LMTP, that writes down which messages were answered 250 before the server died. */
final class DeliveryWorker implements Runnable {
    private final RunningServer server;
    private final RunningServer.MailAccount account;
    private final boolean lmtp;
    private final String name;
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> sent = new HashSet<>();
    private int count;

    DeliveryWorker(RunningServer server, RunningServer.MailAccount account, boolean lmtp, String name) {
        this.server = server;
        this.account = account;
        this.lmtp = lmtp;
        this.name = name;
    }

    @Override
    public void run() {
        try (var smtp = lmtp ? SmtpWire.lmtp(server.port("lmtp")) : SmtpWire.smtp(server.port("smtp"))) {
            while (true) {
                var id = name + "-" + count++;
                sent.add(id);
                var reply = smtp.send("sender@outside.example", List.of(account.address()), TestMail.of(id))
                        .getFirst();
                if (!reply.startsWith("250")) throw new AssertionError(reply);
                acknowledged.add(id);
            }
        } catch (UncheckedIOException killed) {
            // the end of every round
        }
    }

    /** What is in the recipient's INBOX by now; a spooled message may still be on its way. */
    List<String> arrived() {
        try (var imap = ImapWire.login(server.port("imaps"), account.address(), account.password())) {
            var state = MailboxState.read(imap, List.of("INBOX"));
            return state.box("INBOX").values().stream()
                    .map(MailboxState.Entry::id)
                    .filter(id -> id.startsWith(name + "-"))
                    .toList();
        }
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    Set<String> sent() {
        return sent;
    }
}
