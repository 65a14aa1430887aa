package org.wardpost.identity;

import java.net.InetAddress;
import java.util.Optional;

/**
 * One try to log in, as a protocol received it.
 * @param user what was typed as the name; bounded and normalised by {@link Authenticator}
 * @param password the password as typed; the caller may overwrite it once the login has been answered
 * @param peer the address of the other side, for the limits by network
 * @param authorizationId the SASL authorization identity (RFC 4616 §2), if one was sent
 */
public record LoginAttempt(
        String user, char[] password, Protocol protocol, InetAddress peer, Optional<String> authorizationId) {
    public LoginAttempt(String user, char[] password, Protocol protocol, InetAddress peer) {
        this(user, password, protocol, peer, Optional.empty());
    }

    /** Neither name nor password: this may end in a log. */
    @Override
    public String toString() {
        return "LoginAttempt[" + protocol + "]";
    }
}
