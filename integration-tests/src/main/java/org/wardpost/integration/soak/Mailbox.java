package org.wardpost.integration.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.MailboxState;
import org.wardpost.integration.load.TestMail;
import org.wardpost.integration.wire.ImapWire;

/** One account's mailboxes as a soak's party uses them beside its program: a connection for each thing done. */
record Mailbox(RunningServer server, RunningServer.MailAccount account) {
    ImapWire login() {
        return ImapWire.login(server.port("imaps"), account.address(), account.password());
    }

    void create(String... names) {
        try (var imap = login()) {
            for (var name : names) imap.command("CREATE " + name).ok();
        }
    }

    /** Empties INBOX of what quickstart puts there. */
    void empty() {
        try (var imap = login()) {
            imap.command("SELECT INBOX").ok();
            imap.command("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            imap.command("EXPUNGE").ok();
        }
    }

    void append(String name, String id) {
        try (var imap = login()) {
            imap.append(name, "", TestMail.of(id)).ok();
        }
    }

    void expunge(String name, String id) {
        try (var imap = login()) {
            imap.command("SELECT " + name).ok();
            for (var found : imap.command("UID SEARCH HEADER X-Test-Id " + id + " NOT DELETED")
                    .ok()
                    .lines()) {
                var uids = found.replace("* SEARCH", "").strip();
                if (!found.startsWith("* SEARCH") || uids.isEmpty()) continue;
                imap.command("UID STORE " + uids.replace(' ', ',') + " +FLAGS.SILENT (\\Deleted)")
                        .ok();
                imap.command("UID EXPUNGE " + uids.replace(' ', ',')).ok();
            }
        }
    }

    /** The ids of one mailbox with how often each is there. */
    Map<String, Integer> counted(String name, Predicate<byte[]> whole) {
        try (var imap = login()) {
            return counted(MailboxState.read(imap, List.of(name), whole).ids());
        }
    }

    static Map<String, Integer> counted(Iterable<String> ids) {
        var counts = new TreeMap<String, Integer>();
        ids.forEach(id -> counts.merge(id, 1, Integer::sum));
        return counts;
    }

    /** @throws AssertionError that lists what only one of two mailboxes has */
    static void same(String what, Map<String, Integer> one, Map<String, Integer> other) {
        if (one.equals(other)) return;
        var differences = new ArrayList<String>();
        var all = new TreeMap<>(one);
        all.putAll(other);
        for (var id : all.keySet()) {
            int first = one.getOrDefault(id, 0);
            int second = other.getOrDefault(id, 0);
            if (first != second) differences.add(id + " " + first + " and " + second);
        }
        throw new AssertionError(what + " differ: " + differences);
    }
}
