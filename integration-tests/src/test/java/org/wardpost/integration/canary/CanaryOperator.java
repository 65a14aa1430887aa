package org.wardpost.integration.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** Phrases that come in by commands, and in what people share: names of groups, of their mailboxes, of devices; an import. */
final class CanaryOperator {
    private static final int IMPORTED = 30_000;
    private final RunningServer server;
    private final Phrases phrases;
    private final Transcript transcript;
    private final List<String> database;

    /** @param database {@code --database URL}, or nothing */
    CanaryOperator(RunningServer server, Phrases phrases, Transcript transcript, List<String> database) {
        this.server = server;
        this.phrases = phrases;
        this.transcript = transcript;
        this.database = database;
    }

    Finished command(String... words) {
        return server.command(Stream.concat(Stream.of(words), database.stream()).toArray(String[]::new));
    }

    private String said(String place) {
        return transcript.add(phrases.word(place));
    }

    String queue() {
        return command("queue", "list", "--json").succeeded().output();
    }

    void everything() {
        var nurse = server.account(0).address();
        var other = server.account(1).address();
        var group = said("group address") + "@ward.example";
        command("group", "add", group, "--name", said("group name"), nurse, other, "--send-as")
                .succeeded();
        command("user", "delegate", "add", nurse, other, "--send-on-behalf").succeeded();
        command("alias", "add", said("alias") + "@ward.example", nurse).succeeded();
        command("domain", "add", said("domain") + ".example").succeeded();
        command("device-password", "add", nurse, said("device label")).succeeded();
        command("key", "add-recovery", "--threshold", "2", "--shares", "3", "--json")
                .succeeded();
        command("key", "recovery", "add-slot", nurse).succeeded();
        shared(group, nurse, other);
        command("key", "rotate").succeeded();
        command("backup", Places.backup(server.folders()).toString()).succeeded();
        command("group", "add", said("group that cannot be"), "--name", said("name of a group that cannot be"));
        command("audit", "list").succeeded();
    }

    /** A mailbox in the group's tree with a note on it, and one of the nurse's own that the other may read, then no more. */
    private void shared(String group, String nurse, String other) {
        try (var imap =
                ImapWire.login(server.port("imaps"), nurse, server.account(0).password())) {
            var inGroup = "\"Shared/" + group + "/" + said("shared mailbox name") + "\"";
            imap.command("CREATE " + inGroup).ok();
            imap.append(inGroup.replace("\"", ""), "", message("body in a shared mailbox"))
                    .ok();
            imap.command("SETMETADATA " + inGroup + " (/private/comment \"" + said("annotation of a shared mailbox")
                            + "\")")
                    .ok();
            imap.command("SETMETADATA " + inGroup + " (/shared/comment \"" + said("shared annotation") + "\")");
            var own = said("mailbox with an ACL");
            imap.command("CREATE " + own).ok();
            imap.append(own, "", message("body read by another")).ok();
            imap.command("SETACL " + own + " " + other + " lrs").ok();
            imap.command("SETACL " + own + " " + said("unknown name in an ACL") + "@ward.example lrs");
            imap.command("DELETEACL " + own + " " + other).ok();
        }
    }

    private byte[] message(String place) {
        return transcript.add(CanaryMail.small("a@ward.example", "b@ward.example", phrases.word(place)));
    }

    /** A command that has not ended. @param mailbox where its messages arrive */
    record Import(String mailbox, CompletableFuture<Finished> command) {}

    /** Begins an import of so many messages that the server is killed long before its end; returns when some are filed. */
    Import importBegun(Path folder) {
        var mailbox = said("mailbox of an import");
        var mbox = folder.resolve(phrases.word("name of an imported file") + ".mbox");
        transcript.add(mbox.toString());
        write(mbox);
        var words = new String[] {"import", server.account(0).address(), mbox.toString(), "--mailbox", mailbox};
        var running = CompletableFuture.supplyAsync(() -> command(words));
        await().atMost(Duration.ofSeconds(60)).until(() -> imported(mailbox) > 100 || running.isDone());
        assertThat(running).as("the import is in progress").isNotDone();
        return new Import(mailbox, running);
    }

    private void write(Path mbox) {
        var mail = transcript.add(CanaryMail.utf8(new String(
                        CanaryMail.small(
                                phrases.word("sender of an import") + "@ward.example",
                                server.account(0).address(),
                                phrases.word("imported body")),
                        java.nio.charset.StandardCharsets.UTF_8)
                .replace("\r\n", "\n")));
        try (var out = Files.newOutputStream(mbox)) {
            for (int i = 0; i < IMPORTED; i++) {
                out.write(CanaryMail.utf8("From a@ward.example Tue Nov 24 08:00:00 2026\nX-Number: " + i + "\n"));
                out.write(mail);
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Messages in it, 0 if it is not there yet. */
    int imported(String mailbox) {
        try (var imap = ImapWire.login(
                server.port("imaps"),
                server.account(0).address(),
                server.account(0).password())) {
            return imap.command("STATUS " + mailbox + " (MESSAGES)").lines().stream()
                    .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*MESSAGES (\\d+).*", "$1")))
                    .findFirst()
                    .orElse(0);
        }
    }

    /** After a new start: some of it is there, and not all. */
    void assertInTheMiddle(Import begun) {
        assertThat(begun.command().join().exitCode()).as("the command was told").isNotZero();
        assertThat(imported(begun.mailbox())).isBetween(100, IMPORTED - 1);
    }
}
