package org.wardpost.mail.imap;

import java.net.InetAddress;
import java.util.Optional;
import org.apache.james.mailbox.MailboxSession;
import org.wardpost.identity.Authenticator;
import org.wardpost.identity.LoginAttempt;
import org.wardpost.identity.LoginResult;
import org.wardpost.identity.Principal;
import org.wardpost.identity.Protocol;
import org.wardpost.mail.mailbox.IdentitySessionProvider;

/** IMAP's way through the one door. */
public final class IdentityLogin implements ImapLogin {
    private final Authenticator authenticator;
    private final IdentitySessionProvider sessions;

    public IdentityLogin(Authenticator authenticator, IdentitySessionProvider sessions) {
        this.authenticator = authenticator;
        this.sessions = sessions;
    }

    @Override
    public Outcome login(String user, char[] password, Optional<String> actFor, InetAddress peer) {
        var attempt = new LoginAttempt(user, password, Protocol.IMAP, peer, actFor);
        return switch (authenticator.login(attempt)) {
            case LoginResult.Accepted(var principal) -> new Outcome.Accepted(sessions.open(principal));
            case LoginResult.Refused(var delay) -> new Outcome.Refused(delay);
            case LoginResult.Busy() -> new Outcome.Busy();
        };
    }

    @Override
    public boolean stillValid(MailboxSession session) {
        return !(session.getAttributes().get(IdentitySessionProvider.PRINCIPAL) instanceof Principal principal)
                || authenticator.stillValid(principal);
    }

    @Override
    public void logout(MailboxSession session) {
        if (session.getAttributes().get(IdentitySessionProvider.PRINCIPAL) instanceof Principal principal)
            principal.close();
    }
}
