package org.wardpost.integration.load;

import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** A sender, by SMTP or LMTP, that writes down which messages were answered 250 before the server died. */
public final class DeliveryWorker implements Runnable {
    private final RunningServer server;
    private final RunningServer.MailAccount account;
    private final boolean lmtp;
    private final String name;
    private final Runnable pause;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = new HashSet<>();
    private int count;

    /** @param pause called between two messages; it may wait */
    public DeliveryWorker(
            RunningServer server, RunningServer.MailAccount account, boolean lmtp, String name, Runnable pause) {
        this.server = server;
        this.account = account;
        this.lmtp = lmtp;
        this.name = name;
        this.pause = pause;
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
                pause.run();
            }
        } catch (UncheckedIOException killed) {
            // the end of every round
        }
    }

    /** What is in these mailboxes of the recipient by now; a spooled message may still be on its way. */
    public List<String> arrived(List<String> boxes) {
        try (var imap = ImapWire.login(server.port("imaps"), account.address(), account.password())) {
            return MailboxState.read(imap, boxes).ids().stream()
                    .filter(id -> id.startsWith(name + "-"))
                    .toList();
        }
    }

    /** @throws AssertionError unless every acknowledged message is there once, and nothing that was not sent */
    public void check(List<String> boxes) {
        var arrived = arrived(boxes);
        var once = new HashSet<>(arrived);
        if (once.size() != arrived.size()) throw new AssertionError(name + ": delivered twice: " + twice(arrived));
        var lost = new HashSet<>(acknowledged);
        lost.removeAll(once);
        if (!lost.isEmpty()) throw new AssertionError(name + ": acknowledged and not there: " + lost);
        if (!sent.containsAll(once)) throw new AssertionError(name + ": more than was sent");
    }

    private static List<String> twice(List<String> arrived) {
        var seen = new HashSet<String>();
        return arrived.stream().filter(id -> !seen.add(id)).toList();
    }

    public Set<String> acknowledged() {
        return acknowledged;
    }
}
