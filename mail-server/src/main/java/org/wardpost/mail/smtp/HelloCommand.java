package org.wardpost.mail.smtp;

import java.util.ArrayList;
import java.util.List;

/** EHLO and HELO (RFC 5321 §4.1.1.1), LHLO (RFC 2033 §4.1). */
final class HelloCommand implements SmtpSession.Command {
    private final String verb;

    HelloCommand(String verb) {
        this.verb = verb;
    }

    @Override
    public Reply run(SmtpSession session, String argument) throws SmtpException {
        boolean lmtp = session.service().door() == Door.LMTP;
        if (lmtp != verb.equals("LHLO")) throw new SmtpException(500, "5.5.1", lmtp ? "LHLO first" : "EHLO first");
        if (argument.isEmpty() || argument.length() > 255 || !printable(argument))
            throw new SmtpException(501, "5.5.4", "Your name, please");
        session.greeted(argument, !verb.equals("HELO"));
        var hostName = session.service().hostName();
        return verb.equals("HELO") ? Reply.of(250, "", hostName) : new Reply(250, "", extensions(session, hostName));
    }

    private static List<String> extensions(SmtpSession session, String hostName) {
        var service = session.service();
        var lines = new ArrayList<String>();
        lines.add(hostName);
        lines.add("PIPELINING"); // RFC 2920
        lines.add("SIZE " + service.settings().messageBytes()); // RFC 1870
        lines.add("8BITMIME"); // RFC 6152
        lines.add("SMTPUTF8"); // RFC 6531
        lines.add("ENHANCEDSTATUSCODES"); // RFC 2034
        lines.add("DSN"); // RFC 3461
        boolean secure = session.connection().secure();
        if (!secure && service.door() != Door.LMTP) lines.add("STARTTLS"); // RFC 3207
        // RFC 4954 §4: never where a password would go in the clear
        if (secure && service.door().submits() && session.principal().isEmpty()) lines.add("AUTH PLAIN LOGIN");
        return lines;
    }

    private static boolean printable(String name) {
        return name.chars().allMatch(c -> c > 32 && c < 127);
    }
}
