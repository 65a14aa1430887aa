package org.wardpost.mail.mailbox;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSession.SessionType;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.exception.BadCredentialsException;
import org.apache.james.mailbox.exception.ForbiddenDelegationException;
import org.apache.james.mailbox.exception.MailboxException;
import org.wardpost.identity.Authenticator;
import org.wardpost.identity.LoginAttempt;
import org.wardpost.identity.LoginResult;
import org.wardpost.identity.Principal;
import org.wardpost.identity.Protocol;

/**
 * James's sessions, opened through the one door. A protocol that knows its peer logs in by itself and hands the principal to {@link #open};
 * James's own way, without a peer, is refused in the same way for every reason. Nobody logs in as somebody else.
 */
public final class IdentitySessionProvider implements SessionProvider {
    /** Under this the principal of a session that logged in lies among its attributes. */
    public static final String PRINCIPAL = "org.wardpost.principal";

    private final Authenticator authenticator;
    private final StandardMailboxes standard;
    private final char delimiter;
    private final AtomicLong ids = new AtomicLong(1);

    /** @param delimiter between the levels of mailbox names; {@code /} but for James's contracts */
    public IdentitySessionProvider(Authenticator authenticator, StandardMailboxes standard, char delimiter) {
        this.authenticator = authenticator;
        this.standard = standard;
        this.delimiter = delimiter;
    }

    /** A session for who has logged in; its account has its standard mailboxes then. */
    public MailboxSession open(Principal principal) {
        standard.ensure(principal.account());
        var user = Username.of(principal.address());
        var session = session(user, Optional.of(user), SessionType.User);
        session.getAttributes().put(PRINCIPAL, principal);
        return session;
    }

    @Override
    public MailboxSession createSystemSession(Username user) {
        return session(user, Optional.empty(), SessionType.System);
    }

    private MailboxSession session(Username user, Optional<Username> loggedIn, SessionType type) {
        var id = MailboxSession.SessionId.of(ids.getAndIncrement());
        return new MailboxSession(id, user, loggedIn, new ArrayList<>(), delimiter, type);
    }

    @Override
    public AuthorizationStep authenticate(Username user, String password) {
        return new Step(user, () -> login(user, password));
    }

    @Override
    public AuthorizationStep authenticate(Username user) {
        return new Step(user, () -> session(user, Optional.of(user), SessionType.System));
    }

    private MailboxSession login(Username user, String password) throws MailboxException {
        var attempt = new LoginAttempt(
                user.asString(), password.toCharArray(), Protocol.IMAP, InetAddress.getLoopbackAddress());
        return switch (authenticator.login(attempt)) {
            case LoginResult.Accepted(var principal) -> open(principal);
            case LoginResult.Refused(var wait) -> {
                sleep(wait);
                throw new BadCredentialsException();
            }
            case LoginResult.Busy() -> throw new MailboxException("Too many logins wait already: try again");
        };
    }

    private static void sleep(java.time.Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Opening {
        MailboxSession open() throws MailboxException;
    }

    private record Step(Username user, Opening opening) implements AuthorizationStep {
        @Override
        public MailboxSession as(Username other) throws MailboxException {
            if (other.equals(user)) {
                return opening.open();
            }
            throw new ForbiddenDelegationException(user, other);
        }

        @Override
        public MailboxSession withoutDelegation() throws MailboxException {
            return opening.open();
        }

        @Override
        public MailboxSession forMatchingUser(Predicate<Username> wanted) throws MailboxException {
            throw new ForbiddenDelegationException(user);
        }
    }
}
