package org.wardpost.identity;

import java.time.Clock;
import java.util.function.Consumer;
import org.wardpost.identity.operation.OperationLog;
import org.wardpost.identity.source.LocalSource;
import org.wardpost.store.Store;
import org.wardpost.vault.audit.AuditEvent;

/**
 * The module put together over one store.
 * @param authenticator the one door
 * @param users the engine of the operations on accounts
 * @param operations runs and audits operations
 */
public record Identity(Authenticator authenticator, Users users, OperationLog operations) {
    /**
     * With the store's own accounts as source.
     * @param trail where audit events of logins go, durable when it returns; those of operations lie in the commit of what they tell
     */
    public static Identity over(Store store, IdentitySettings settings, Consumer<AuditEvent> trail, Clock clock) {
        var source = new LocalSource(store, clock, settings.cores(), settings.argon2Queue());
        var users = new Users(store, source, new PasswordRules(settings.minimumPasswordLength()), clock);
        var door = new Door(
                source,
                new DevicePasswords(store, clock),
                new Lockout(settings.lockout(), clock),
                new VerificationCache(clock),
                new LoginAudit(trail, clock),
                settings.refusedAfter(),
                System::nanoTime);
        return new Identity(door, users, new OperationLog(store, users, clock));
    }
}
