package org.wardpost.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.wardpost.identity.source.AccountSource;
import org.wardpost.identity.source.Verdict;
import org.wardpost.store.account.Account;

/** {@link Authenticator} over one account source: limits first, then the cache, then the one hash; a refusal looks and lasts the same. */
final class Door implements Authenticator {
    private static final int LONGEST_NAME = 320;
    private final AccountSource source;
    private final DevicePasswords devices;
    private final Lockout lockout;
    private final VerificationCache cache;
    private final LoginAudit audit;
    private final Duration refusedAfter;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<VerificationCache.Key, CompletableFuture<Verdict>> underWay =
            new ConcurrentHashMap<>();

    Door(
            AccountSource source,
            DevicePasswords devices,
            Lockout lockout,
            VerificationCache cache,
            LoginAudit audit,
            Duration refusedAfter,
            LongSupplier nanoTime) {
        this.source = source;
        this.devices = devices;
        this.lockout = lockout;
        this.cache = cache;
        this.audit = audit;
        this.refusedAfter = refusedAfter;
        this.nanoTime = nanoTime;
    }

    @Override
    public LoginResult login(LoginAttempt login) {
        var begun = nanoTime.getAsLong();
        var name = normalised(login.user());
        var nameTag = cache.nameTag(name.orElse("?" + shortened(login.user())));
        var device = DevicePassword.parse(login.password());
        var attempt = lockout.attempt(nameTag, Network.of(login.peer()), device.isEmpty());
        if (attempt.refused()) {
            return refused(begun, attempt.delay());
        }
        try {
            var account = name.flatMap(source::find);
            var checked = device.isPresent()
                    ? device(device.get(), account, login.protocol())
                    : password(login.password(), account, nameTag);
            if (checked.verdict() == Verdict.BUSY) {
                attempt.abandoned();
                return new LoginResult.Busy();
            }
            if (checked.verdict() == Verdict.RIGHT && account.isPresent() && mayEnter(account.get(), login)) {
                attempt.succeeded();
                return new LoginResult.Accepted(principal(account.get(), login.protocol(), checked.credential()));
            }
            if (checked.repeated()) {
                attempt.abandoned(); // the same wrong password again is a phone that was not told, not one guess more
            } else if (attempt.beginsLock()) {
                audit.locked(account, login.protocol());
            }
            return refused(begun, attempt.delay());
        } catch (RuntimeException e) {
            attempt.abandoned();
            throw e;
        }
    }

    @Override
    public boolean stillValid(Principal principal) {
        return devices.slotOf(principal)
                .map(slot -> devices.stillThere(principal.account(), slot))
                .orElseGet(() -> source.find(principal.address())
                        .filter(account -> account.id().equals(principal.account()) && account.enabled())
                        .filter(account -> account.credentialVersion() == principal.credentialVersion())
                        .isPresent());
    }

    /** @param repeated that wrong password was given for that name lately */
    private record Checked(Verdict verdict, String credential, boolean repeated) {}

    private Checked device(DevicePassword password, Optional<Account> account, Protocol protocol) {
        var right = devices.verify(account, password, protocol);
        return new Checked(right ? Verdict.RIGHT : Verdict.WRONG, DevicePasswords.credential(password.slot()), false);
    }

    private Checked password(char[] password, Optional<Account> account, UUID nameTag) {
        if (password.length == 0 || password.length > PasswordRules.LONGEST) {
            password = new char[] {0}; // hashed like any other, and nobody has it
        }
        var key = cache.key(
                account.map(a -> a.id().value()).orElse(nameTag),
                account.map(Account::credentialVersion).orElse(0L),
                "password",
                password);
        var known = cache.find(key);
        if (known.isPresent()) {
            return new Checked(known.get() ? Verdict.RIGHT : Verdict.WRONG, "password", !known.get());
        }
        var repeated = cache.wasWrongLately(key);
        var verdict = hashOnce(key, account, password);
        if (verdict != Verdict.BUSY) {
            cache.remember(key, verdict == Verdict.RIGHT);
        }
        return new Checked(verdict, "password", repeated);
    }

    /** A phone opens five connections at once: they share one Argon2id run. */
    private Verdict hashOnce(VerificationCache.Key key, Optional<Account> account, char[] password) {
        var mine = new CompletableFuture<Verdict>();
        var others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            return others.join();
        }
        try {
            var verdict = source.verify(account, password);
            mine.complete(verdict);
            return verdict;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key);
        }
    }

    /** RFC 4616 §2: an authorization identity other than one's own is asking to act as somebody else, which nobody may here. */
    private static boolean mayEnter(Account account, LoginAttempt login) {
        return account.enabled()
                && login.authorizationId()
                        .filter(id -> !id.isEmpty())
                        .map(id ->
                                normalised(id).filter(account.address()::equals).isPresent())
                        .orElse(true);
    }

    private LoginResult refused(long begun, Duration delay) {
        var left = refusedAfter.plus(delay).minusNanos(nanoTime.getAsLong() - begun);
        return new LoginResult.Refused(left.isNegative() ? Duration.ZERO : left);
    }

    private static Principal principal(Account account, Protocol protocol, String credential) {
        return new Principal(
                account.id(),
                account.address(),
                Role.ofStored(account.roles()),
                protocol,
                credential,
                account.credentialVersion());
    }

    private static Optional<String> normalised(String user) {
        if (user.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        try {
            return Optional.of(Address.of(user).toString());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String shortened(String user) {
        return user.substring(0, Math.min(user.length(), LONGEST_NAME));
    }
}
