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
import org.wardpost.vault.Ids;
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
            return ByteBuffer.allocate(Ids.LENGTH + 1 + text.length)
                    .put(Ids.bytes(slot))
                    .put((byte) (given ? 1 : 0))
                    .put(text)
                    .array();
        }

        static Kept of(byte[] encoded) {
            var buffer = ByteBuffer.wrap(encoded);
            var slot = new byte[Ids.LENGTH];
            buffer.get(slot);
            boolean given = buffer.get() == 1;
            return new Kept(
                    Ids.of(slot), given, StandardCharsets.UTF_8.decode(buffer).toString());
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
        var kept = kept(account);
        var current = kept.filter(known -> slot(account).equals(Optional.of(known.slot)));
        if (given.isEmpty() && kept.isPresent() && current.isEmpty()) {
            return Optional.empty();
        }
        var good = current.map(Kept::password)
                .filter(password -> given.isPresent() ? given.get().equals(password) : !current.get().given);
        return good.or(() -> Optional.of(replace(account, given)));
    }

    private String replace(Account account, Optional<String> given) {
        var password = given.orElseGet(PasswordRules::random);
        // first, so that after a kill in between the next start sets one anew, and does not take this one for
        // somebody's own
        store.properties().remove(account.id(), account.id().value(), PropertyKind.SETTING, KEPT);
        setPassword.accept(account, password);
        keep(account, given.isPresent(), password);
        return password;
    }

    /** Notes the password that was just set. */
    void keep(Account account, boolean given, String password) {
        var kept = new Kept(slot(account).orElseThrow(), given, password);
        store.properties().put(account.id(), account.id().value(), PropertyKind.SETTING, KEPT, kept.encoded());
    }

    private Optional<Kept> kept(Account account) {
        return store.properties()
                .get(account.id(), account.id().value(), PropertyKind.SETTING, KEPT)
                .map(Kept::of);
    }

    private Optional<UUID> slot(Account account) {
        return store.slots().of(account.id()).stream()
                .filter(slot -> slot.kind() == SlotKind.PASSWORD)
                .map(Slot::id)
                .findFirst();
    }
}
