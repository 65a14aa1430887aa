package org.wardpost.mail.imap;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Content;
import org.wardpost.store.message.MessageFlags;

/** APPEND (RFC 3501 §6.3.11, APPENDUID of RFC 4315 §3, UTF8 of RFC 6855 §4). The message is in the sealed spool before the
 * command runs; here it is only stored. */
final class AppendCommand implements Command {
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-uuuu HH:mm:ss Z") // date-day-fixed: a space or a 0 before one digit
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private final ImapBackend backend;
    private final AppendIntake intake;

    AppendCommand(ImapBackend backend, AppendIntake intake) {
        this.backend = backend;
        this.intake = intake;
    }

    @Override
    public String name() {
        return "APPEND";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws Exception {
        arguments.space();
        var name = arguments.mailbox();
        arguments.space();
        var flags = arguments.isNext('(') ? FlagWords.read(arguments) : MessageFlags.NONE;
        if (!flags.equals(MessageFlags.NONE) || arguments.isNext(' ')) arguments.space();
        var date = arguments.isNext('"') ? date(arguments) : Instant.now();
        var toClose = new ArrayList<AutoCloseable>(1);
        try {
            var message = message(arguments, toClose);
            arguments.end();
            store(name, flags, date, message, client, answer);
        } finally {
            for (var one : toClose) one.close();
        }
    }

    private Content message(Arguments arguments, List<AutoCloseable> toClose) throws IOException {
        boolean utf8 = arguments.skipWord("UTF8");
        if (utf8) {
            arguments.space();
            arguments.expect('(');
        }
        var message = arguments.message(intake, toClose);
        if (utf8) arguments.expect(')');
        return message;
    }

    private static Instant date(Arguments arguments) {
        var text = arguments.string();
        arguments.space();
        try {
            return OffsetDateTime.parse(text.strip(), DATE).toInstant();
        } catch (DateTimeException e) {
            throw new Malformed("not a date");
        }
    }

    private void store(
            String name, MessageFlags flags, Instant date, Content message, ImapConnection client, Answer answer)
            throws IOException, MailboxException {
        var mailbox = Opened.target(backend, client, name, answer);
        if (mailbox == null) return;
        var command = MessageManager.AppendCommand.builder()
                .recent()
                .withInternalDate(Date.from(date))
                .withFlags(JamesFlags.of(flags)) // those that the user may not set are left out there (RFC 4314 §4)
                .build(message);
        var uid = mailbox.manager()
                .appendMessage(command, client.session())
                .getId()
                .getUid();
        var uidValidity = backend.collections().head(mailbox.collection()).uidValidity();
        answer.ok("APPENDUID " + uidValidity + ' ' + uid.asLong());
    }
}
