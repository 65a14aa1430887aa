package org.wardpost.identity;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardpost.store.account.Account;
import org.wardpost.vault.audit.AuditEvent;

/** Tells the audit log what an auditor looks for among logins: that a name or a network was locked. Single refusals are only counted. */
final class LoginAudit {
    private final Consumer<AuditEvent> trail;
    private final Clock clock;

    LoginAudit(Consumer<AuditEvent> trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /** @param account empty if the name was nobody's */
    void locked(Optional<Account> account, Protocol protocol) {
        var target = account.map(Account::address).orElse("");
        trail.accept(
                AuditEvent.of(clock.instant(), "login.locked", "server", target, Map.of("protocol", protocol.name())));
    }
}
