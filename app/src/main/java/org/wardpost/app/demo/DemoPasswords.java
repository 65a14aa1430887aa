package org.wardpost.app.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.wardpost.identity.PasswordRules;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.Slot;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.SlotKind;

/**
 * Keeps what quickstart printed, sealed among the account's properties together with the id of the slot that it opens. So a
 * second start prints the same again, with no Argon2id, and sees whether somebody has set another password since.
 */
final class DemoPasswords {
    private static final String KEPT = "quickstart-password";
    private final Store store;
    private final BiConsumer<Account, String> setPassword;

    /** @param setPassword sets the password of an account */
    DemoPasswords(Store store, BiConsumer<Account, String> setPassword) {
        this.store = store;
        this.setPassword = setPassword;
    }

    /** @param given whether it was the choice of who started the server, and not made here */
    private record Kept(UUID slot, boolean given, String password) {
        byte[] encoded() {
            var text = password.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(17 + text.length)
                    .putLong(slot.getMostSignificantBits())
                    .putLong(slot.getLeastSignificantBits())
                    .put((byte) (given ? 1 : 0))
                    .put(text)
                    .array();
        }

        static Kept of(byte[] encoded) {
            var buffer = ByteBuffer.wrap(encoded);
            var slot = new UUID(buffer.getLong(), buffer.getLong());
            boolean given = buffer.get() == 1;
            return new Kept(
                    slot, given, StandardCharsets.UTF_8.decode(buffer.slice()).toString());
        }

        @Override
        public String toString() {
            return "Kept[" + slot + "]";
        }
    }

    /**
     * Sees to it that the account has a password that can be told; a given one that is not given any more is replaced.
     * @return empty if somebody has set one of their own since, which stays
     */
    Optional<String> ready(Account account, Optional<String> given) {
        var kept = store.properties()
                .get(account.id(), account.id().value(), PropertyKind.SETTING, KEPT)
                .map(Kept::of);
        boolean current = kept.isPresent() && slot(account).equals(Optional.of(kept.get().slot));
        if (kept.isPresent() && given.isEmpty() && !current) {
            return Optional.empty();
        }
        if (current && given.map(kept.get().password::equals).orElse(!kept.get().given)) {
            return Optional.of(kept.get().password);
        }
        var password = given.orElseGet(PasswordRules::random);
        store.properties()
                .remove(account.id(), account.id().value(), PropertyKind.SETTING, KEPT); // a kill from here on, and the
        // next start sets one anew
        setPassword.accept(account, password);
        keep(account, given.isPresent(), password);
        return Optional.of(password);
    }

    /** Notes the password that was just set. */
    void keep(Account account, boolean given, String password) {
        var kept = new Kept(slot(account).orElseThrow(), given, password);
        store.properties().put(account.id(), account.id().value(), PropertyKind.SETTING, KEPT, kept.encoded());
    }

    private Optional<UUID> slot(Account account) {
        return store.slots().of(account.id()).stream()
                .filter(slot -> slot.kind() == SlotKind.PASSWORD)
                .map(Slot::id)
                .findFirst();
    }
}
