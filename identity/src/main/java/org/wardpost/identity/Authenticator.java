package org.wardpost.identity;

/** The one door: every protocol logs in here, so that all of them refuse, delay, audit and open key slots in the same way. */
public interface Authenticator {
    /**
     * Checks a login. Blocks (Argon2id, database), so it is called on a virtual thread, never on an event loop; it does not sleep:
     * the caller waits what {@link LoginResult.Refused} says.
     */
    LoginResult login(LoginAttempt attempt);

    /** Whether the credential of that login still opens the account: false after a password change, a revocation, a removal. */
    boolean stillValid(Principal principal);
}
