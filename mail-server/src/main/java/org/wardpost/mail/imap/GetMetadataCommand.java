package org.wardpost.mail.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxAnnotationKey;
import org.apache.james.mailbox.model.MailboxPath;

/** GETMETADATA (RFC 5464 §4.2), with MAXSIZE and DEPTH. The server itself has no annotations. */
final class GetMetadataCommand implements Command {
    private static final int ENTRIES = 100;
    private static final Set<Right> ANY =
            EnumSet.of(Right.Read, Right.WriteSeenFlag, Right.Write, Right.Insert, Right.Post);

    private final ImapBackend backend;

    GetMetadataCommand(ImapBackend backend) {
        this.backend = backend;
    }

    private static final class Options {
        private long maxSize = Long.MAX_VALUE;
        private String depth = "0";
    }

    @Override
    public String name() {
        return "GETMETADATA";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var options = new Options();
        if (arguments.isNext('(')) options(arguments, options);
        var name = arguments.mailboxOrEmpty();
        arguments.space();
        if (arguments.isNext('(') && !startsEntry(arguments))
            options(arguments, options); // older clients put them here
        var keys = new LinkedHashSet<MailboxAnnotationKey>();
        if (arguments.isNext('(')) arguments.list(() -> keys.add(key(arguments, keys.size())));
        else keys.add(key(arguments, 0));
        arguments.end();
        if (name.isEmpty()) return;
        var mailbox = mayAnnotate(Opened.named(backend, client, name));
        var found = find(mailbox.path(), options.depth, keys, client);
        tell(name, found, options.maxSize, answer);
    }

    /** What reading any and writing private annotations needs: l, and one of r, s, w, i and p (§3.3). */
    static Opened mayAnnotate(Opened mailbox) {
        mailbox.require(Right.Lookup);
        if (ANY.stream().noneMatch(mailbox.rights()::contains)) mailbox.require(Right.Read);
        return mailbox;
    }

    private static void options(Arguments arguments, Options options) {
        arguments.list(() -> {
            switch (arguments.word()) {
                case "MAXSIZE" -> {
                    arguments.space();
                    options.maxSize = arguments.number();
                }
                case "DEPTH" -> {
                    arguments.space();
                    options.depth = arguments.word();
                }
                default -> throw new Malformed("no such option");
            }
        });
        arguments.space();
    }

    private static boolean startsEntry(Arguments arguments) {
        int start = arguments.position();
        arguments.expect('(');
        boolean entry = arguments.isNext('/') || arguments.isNext('"') || arguments.isNext('{');
        arguments.back(start);
        return entry;
    }

    static MailboxAnnotationKey key(Arguments arguments, int before) {
        if (before >= ENTRIES) throw new Malformed("too many entries");
        try {
            return new MailboxAnnotationKey(arguments.astring().toLowerCase(Locale.ROOT)); // §3.2: case does not count
        } catch (IllegalArgumentException e) {
            throw new Malformed("not an entry name");
        }
    }

    private List<MailboxAnnotation> find(
            MailboxPath path, String depth, Set<MailboxAnnotationKey> keys, ImapConnection client)
            throws MailboxException {
        var annotations = backend.mailboxes();
        return switch (depth) {
            case "0" -> annotations.getAnnotationsByKeys(path, client.session(), keys);
            case "1" -> annotations.getAnnotationsByKeysWithOneDepth(path, client.session(), keys);
            case "INFINITY" -> annotations.getAnnotationsByKeysWithAllDepth(path, client.session(), keys);
            default -> throw new Malformed("no such depth");
        };
    }

    private static void tell(String name, List<MailboxAnnotation> found, long maxSize, Answer answer)
            throws IOException {
        var told = new ArrayList<MailboxAnnotation>();
        long longest = 0;
        for (var annotation : found) {
            if (annotation.isNil()) continue;
            long size = annotation.getValue().orElse("").getBytes(StandardCharsets.UTF_8).length;
            if (size <= maxSize) told.add(annotation);
            else longest = Math.max(longest, size);
        }
        if (!told.isEmpty()) {
            answer.text("* METADATA ").mailbox(name).text(" (");
            String between = "";
            for (var annotation : told) {
                answer.text(between).text(annotation.getKey().asString()).text(" ");
                var value = annotation.getValue().orElse("");
                if (value.indexOf('\0') >= 0) answer.text("~"); // literal8: no other string may hold a NUL (§5)
                answer.string(value);
                between = " ";
            }
            answer.text(")").end();
        }
        answer.ok(longest > 0 ? "METADATA LONGENTRIES " + longest : ""); // §4.2.1
    }
}
