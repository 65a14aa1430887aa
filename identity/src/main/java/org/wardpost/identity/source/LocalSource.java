package org.wardpost.identity.source;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.NewSlot;
import org.wardpost.store.account.Slot;
import org.wardpost.store.account.SlotDetails;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.Argon2Parameters;
import org.wardpost.vault.Ids;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;

/** Accounts whose password is a key slot in the store, by Argon2id. */
public final class LocalSource implements AccountSource {
    private final Store store;
    private final Clock clock;
    private final Argon2Gate gate;
    private final SealedSlot.Hashing nobody = new SealedSlot.Hashing(Argon2Parameters.MANAGED, SlotSecret.random());
    private final byte[] nobodysVerifier = new byte[32];

    /**
     * @param argon2AtOnce how many Argon2id runs go on at a time
     * @param argon2Queue how many may wait
     */
    public LocalSource(Store store, Clock clock, int argon2AtOnce, int argon2Queue) {
        this.store = store;
        this.clock = clock;
        this.gate = new Argon2Gate(argon2AtOnce, argon2Queue);
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Optional<Account> find(String address) {
        // nobody logs in as a group, and nobody learns by trying that there is one
        return store.accounts().findByAddress(address).filter(account -> !account.isGroup());
    }

    @Override
    public Verdict verify(Optional<Account> account, char[] password) {
        var working = store.keys().working();
        var slot = account.flatMap(this::passwordSlot);
        var hashing = slot.flatMap(s -> s.sealed().hashing(working)).orElse(nobody);
        var verifier = slot.flatMap(s -> s.sealed().verifier(working)).orElse(nobodysVerifier);
        return gate.run(() -> {
                    try (var secret = SlotSecret.ofPassword(password, hashing.parameters(), hashing.salt())) {
                        if (!secret.matches(verifier) || slot.isEmpty()) {
                            return Verdict.WRONG;
                        }
                        open(account.orElseThrow(), slot.get(), secret);
                        return Verdict.RIGHT;
                    }
                })
                .orElse(Verdict.BUSY);
    }

    /** A right password has to open the account: one that verifies and does not is a slot that was tampered with. */
    private void open(Account account, Slot slot, SlotSecret secret) {
        var key = AccountKey.open(store.keys().working(), slot.sealed(), secret, account.publicKey());
        store.keys().signedIn(account.id(), key);
    }

    private Optional<Slot> passwordSlot(Account account) {
        return store.slots().of(account.id()).stream()
                .filter(s -> s.kind() == SlotKind.PASSWORD)
                .findFirst();
    }

    /**
     * A slot for a password; waits its turn like a login.
     * @throws IllegalStateException if too many logins wait
     */
    public NewSlot slotFor(char[] password) {
        var parameters = Argon2Parameters.MANAGED;
        var salt = SlotSecret.random();
        var secret = gate.run(() -> SlotSecret.ofPassword(password, parameters, salt))
                .orElseThrow(() -> new IllegalStateException("Too many logins wait: try again in a moment."));
        var details = new SlotDetails("password", Set.of(), clock.instant(), Optional.empty());
        return new NewSlot(Ids.random(), SlotKind.PASSWORD, secret, details);
    }
}
