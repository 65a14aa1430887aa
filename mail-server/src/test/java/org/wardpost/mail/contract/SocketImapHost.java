package org.wardpost.mail.contract;

import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mpt.api.Continuation;
import org.apache.james.mpt.api.ImapFeatures;
import org.apache.james.mpt.api.ImapFeatures.Feature;
import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.api.Session;
import org.wardpost.mail.imap.ScriptHost;

/** James's scripts against our server, over real sockets. */
final class SocketImapHost implements ImapHostSystem {
    private static final ImapFeatures FEATURES = ImapFeatures.of(
            Feature.MOVE_SUPPORT,
            Feature.USER_FLAGS_SUPPORT,
            Feature.QUOTA_SUPPORT,
            Feature.ANNOTATION_SUPPORT,
            Feature.MOD_SEQ_SEARCH,
            Feature.NAMESPACE_SUPPORT);

    private final ScriptHost server;

    private SocketImapHost(ScriptHost server) {
        this.server = server;
    }

    /** With nobody in it. */
    static SocketImapHost fresh(ScriptHost server) {
        var host = new SocketImapHost(server);
        host.beforeTest();
        return host;
    }

    @Override
    public boolean supports(Feature... features) {
        return FEATURES.supports(features);
    }

    @Override
    public boolean addUser(Username user, String password) {
        server.addUser(user.asString(), password);
        return true;
    }

    @Override
    public void createMailbox(MailboxPath path) throws Exception {
        server.createMailbox(path);
    }

    @Override
    public void setQuotaLimits(QuotaCountLimit messages, QuotaSizeLimit octets) throws Exception {
        server.setQuota(messages, octets);
    }

    @Override
    public void grantRights(MailboxPath path, Username user, MailboxACL.Rfc4314Rights rights) throws Exception {
        server.grant(path, user, rights);
    }

    @Override
    public Session newSession(Continuation continuation) {
        return new SocketSession(continuation);
    }

    @Override
    public void beforeTest() {
        server.forgetUsers();
    }

    @Override
    public void afterTest() {}

    private final class SocketSession implements Session {
        private final Continuation continuation;
        private ScriptHost.Client client;
        private boolean greeted;

        SocketSession(Continuation continuation) {
            this.continuation = continuation;
        }

        @Override
        public void start() throws IOException {
            client = server.connect();
            greeted = false;
        }

        @Override
        public void restart() throws IOException {
            stop();
            start();
            readLine();
        }

        /** In James's dialect: ours says in a code why it refuses (RFC 5530), tells of CLOSED (RFC 7162) and greets with its
         * capabilities. */
        @Override
        public String readLine() throws IOException {
            var line = client.readLine();
            if (!greeted) {
                greeted = true;
                return "* OK IMAP4rev1 Server ready";
            }
            if (line.startsWith("+")) goOn();
            if (line.startsWith("* OK [CLOSED]")) return readLine();
            if (line.equals("* ID (\"name\" \"Wardpost\")")) return "* ID ()";
            if (line.startsWith("* OK [PERMANENTFLAGS ()]"))
                return "* OK [PERMANENTFLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen)] Limited"; // in EXAMINE
            if (line.startsWith("* MYRIGHTS ")) return alphabetically(line);
            return line.replaceFirst(
                            "^(\\S+) NO \\[CANNOT] (CREATE|RENAME) failed\\. the name: longer.*",
                            "$1 BAD $2 too long mailbox name. Illegal arguments.")
                    .replaceFirst(
                            "^(\\S+) NO \\[CANNOT] (\\S+) failed\\. the name: .*",
                            "$1 BAD $2 failed. Illegal arguments.")
                    .replaceFirst("^(\\S+ NO) \\[(?!TRYCREATE|METADATA)[A-Z]+] ", "$1 ")
                    .replaceFirst("(RIGHTS|ACL) failed\\. No such mailbox\\.$", "$1 failed. Mailbox not found.")
                    .replaceFirst("^(\\S+ OK) \\[CAPABILITY [^]]*] ", "$1 ")
                    .replaceFirst("^(\\S+ BAD \\S+ failed\\. Illegal arguments): .*", "$1.");
        }

        /** The letters in James's order, without c and d for clients of RFC 2086 (RFC 4314 §2.1.1). */
        private static String alphabetically(String line) {
            var letters = Pattern.compile("\"([a-z]*)\"$").matcher(line);
            return letters.replaceFirst(found -> found.group(1)
                    .chars()
                    .filter(letter -> letter != 'c' && letter != 'd')
                    .sorted()
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining("", "\"", "\"")));
        }

        /** Scripts that wait for it send the literal now; others read the line as any other. */
        private void goOn() {
            try {
                continuation.doContinue();
            } catch (RuntimeException unexpected) {
                if (!"Unexpected continuation".equals(unexpected.getMessage())) throw unexpected;
            }
        }

        @Override
        public void writeLine(String line) throws IOException {
            client.writeLine(line);
        }

        @Override
        public void stop() throws IOException {
            if (client != null) client.close();
        }

        @Override
        public void await() {}
    }
}
