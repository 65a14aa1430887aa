package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** ENABLE (RFC 5161). What is not known is left out of the answer, and is no error (§3.1). */
final class EnableCommand implements Command {
    @Override
    public String name() {
        return "ENABLE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        var enabled = new StringBuilder("ENABLED");
        do {
            var word = arguments.word();
            for (var extension : Extension.values()) {
                if (!extension.word().equals(word)) continue;
                if (extension == Extension.CONDSTORE) client.enableCondstore(answer);
                else client.enable(extension);
                enabled.append(' ').append(word);
            }
        } while (arguments.more());
        arguments.end();
        answer.untagged(enabled.toString());
    }
}
