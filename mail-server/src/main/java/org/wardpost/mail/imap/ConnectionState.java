package org.wardpost.mail.imap;

import java.util.EnumSet;
import java.util.Set;

/** RFC 3501 §3. */
enum ConnectionState {
    NOT_AUTHENTICATED,
    AUTHENTICATED,
    SELECTED,
    LOGOUT;

    static final Set<ConnectionState> ANY = EnumSet.of(NOT_AUTHENTICATED, AUTHENTICATED, SELECTED);
    static final Set<ConnectionState> STRANGER = EnumSet.of(NOT_AUTHENTICATED);
    static final Set<ConnectionState> USER = EnumSet.of(AUTHENTICATED, SELECTED);
    static final Set<ConnectionState> READER = EnumSet.of(SELECTED);
}
