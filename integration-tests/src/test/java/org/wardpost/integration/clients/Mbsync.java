package org.wardpost.integration.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.RunningServer.MailAccount;

/** Debian's mbsync between a mailbox of one account and the inbox of a Maildir. */
record Mbsync(RunningServer server, MailAccount account, Path root) {
    /** @param mailbox is made if it is not there */
    void sync(String name, String mailbox, Path maildir) throws IOException {
        var config = root.resolve("mbsyncrc-" + name);
        Files.writeString(config, """
                IMAPAccount ward
                Host localhost
                Port %d
                User %s
                Pass %s
                SSLType IMAPS
                SSLVersions TLSv1.2
                CertificateFile %s

                IMAPStore far
                Account ward

                MaildirStore near
                Path %s/
                Inbox %s/inbox
                SubFolders Verbatim

                Channel ward
                Far ":far:%s"
                Near :near:INBOX
                Create Far
                Sync All
                SyncState *
                """.formatted(
                server.port("imaps"), account.address(), account.password(), server.ca(), maildir, maildir, mailbox));
        Finished.run(List.of("mbsync", "-c", config.toString(), "ward"), root.resolve("tmp"))
                .succeeded();
    }
}
