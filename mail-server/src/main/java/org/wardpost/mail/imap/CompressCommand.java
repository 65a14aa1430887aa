package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** COMPRESS (RFC 4978). Only after login: a stranger gets no decompressor to play with. */
final class CompressCommand implements Command {
    @Override
    public String name() {
        return "COMPRESS";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        var mechanism = arguments.word();
        arguments.end();
        if (!mechanism.equals("DEFLATE")) {
            answer.bad("failed. Only DEFLATE is known.");
        } else if (client.isCompressed()) {
            answer.no("COMPRESSIONACTIVE", "failed. DEFLATE is active already."); // §3
        } else {
            client.hold();
            answer.ok("", "DEFLATE active");
            answer.flush();
            client.startCompression();
        }
    }
}
