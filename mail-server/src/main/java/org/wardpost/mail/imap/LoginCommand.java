package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;

/** LOGIN (RFC 3501 §6.2.3). */
final class LoginCommand implements Command {
    private final Logins logins;

    LoginCommand(Logins logins) {
        this.logins = logins;
    }

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.STRANGER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        byte[] user = arguments.astringOctets();
        arguments.space();
        byte[] password = arguments.astringOctets();
        arguments.end();
        logins.login(
                new Logins.Credentials(user, password, new byte[0]), "failed. Invalid login/password.", client, answer);
    }
}
