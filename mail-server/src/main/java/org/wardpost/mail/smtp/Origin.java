package org.wardpost.mail.smtp;

import java.net.InetAddress;
import java.util.Optional;
import org.wardpost.identity.Principal;

/**
 * Where a message came from.
 * @param principal who submitted it; empty for mail from other servers
 * @param peer the other side of the connection
 */
public record Origin(Optional<Principal> principal, InetAddress peer) {
    @Override
    public String toString() {
        return "Origin[...]";
    }
}
