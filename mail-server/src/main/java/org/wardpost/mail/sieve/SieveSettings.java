package org.wardpost.mail.sieve;

import java.time.Duration;

/**
 * Limits of Sieve scripts and of ManageSieve.
 *
 * @param scriptBytes largest script
 * @param scripts most scripts of one account
 * @param redirects most redirects of one message (RFC 5228 §10.1)
 * @param actions most actions of one message
 * @param vacationDays shortest, and default, days between two answers to one sender (RFC 5230 §4.1)
 * @param idle ManageSieve's inactivity limit; RFC 5804 §1.2 asks for 30 minutes at least once signed in
 * @param answerIdle longest time for a ManageSieve client to take what it is sent
 * @param connections open ManageSieve connections
 */
public record SieveSettings(
        int scriptBytes,
        int scripts,
        int redirects,
        int actions,
        VacationDays vacationDays,
        Duration idle,
        Duration answerIdle,
        int connections) {

    /** @param shortest least days that a script can ask for @param usual when it says nothing */
    public record VacationDays(int shortest, int usual, int longest) {}

    public static SieveSettings defaults() {
        return new SieveSettings(
                256 * 1024, 32, 5, 64, new VacationDays(1, 7, 90), Duration.ofMinutes(30), Duration.ofMinutes(5), 200);
    }
}
