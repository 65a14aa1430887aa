package org.wardpost.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.identity.source.LocalSource;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountKind;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.account.NewSlot;
import org.wardpost.store.account.Slot;
import org.wardpost.store.account.SlotDetails;
import org.wardpost.vault.Ids;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;

/** Accounts with what opens them: the engine of the operations on users and passwords. */
public final class Users {
    private static final int LONGEST_NAME = 200;
    private static final int DEVICE_PASSWORDS = 100;
    private final Store store;
    private final LocalSource source;
    private final PasswordRules rules;
    private final Clock clock;

    Users(Store store, LocalSource source, PasswordRules rules, Clock clock) {
        this.store = store;
        this.source = source;
        this.rules = rules;
        this.clock = clock;
    }

    /** An account to be made; {@code roles} beside {@code user}, by name. */
    public record NewUser(
            String address,
            String displayName,
            Set<String> roles,
            OptionalLong quotaBytes,
            OptionalLong quotaMessages,
            char[] password) {
        @Override
        public String toString() {
            return "NewUser[...]";
        }
    }

    /** A device password that was just made; {@code text} is shown once. */
    public record MadeDevicePassword(int number, String text) {
        @Override
        public String toString() {
            return "MadeDevicePassword[" + number + "]";
        }
    }

    /** The account of an address as typed, if there is one. */
    public Optional<Account> find(String address) {
        return store.accounts().findByAddress(Address.of(address).toString());
    }

    /** @throws OperationRefused if there is none */
    public Account require(String address) {
        return find(address)
                .orElseThrow(() -> new OperationRefused("There is no account " + Address.of(address) + "."));
    }

    /** @throws OperationRefused if there is none, or it is a group's, as which nobody logs in */
    public Account requirePerson(String address) {
        var account = require(address);
        if (account.isGroup()) {
            throw new OperationRefused(account.address()
                    + " is a group: nobody logs in as it, and groups do not nest (wardpost group --help).");
        }
        return account;
    }

    /** @throws OperationRefused if there is none, or it is a person's */
    public Account requireGroup(String address) {
        var account =
                find(address).orElseThrow(() -> new OperationRefused("There is no group " + Address.of(address) + "."));
        if (!account.isGroup()) {
            throw new OperationRefused(account.address() + " is no group but the account of a person.");
        }
        return account;
    }

    /**
     * Makes an account that can log in at once; its mailboxes are made at its first login or mail.
     * @throws IllegalArgumentException if address, password, roles or limits cannot be
     * @throws OperationRefused if the domain is not ours, or the address is taken
     */
    public Account create(NewUser user) {
        var address = Address.of(user.address());
        rules.check(user.password());
        var roles = user.roles().stream().map(Role::of).map(Role::label).collect(Collectors.toSet());
        var name = displayName(user.displayName());
        requireFree(address);
        var made = source.slotFor(user.password());
        try (var _ = made.secret()) {
            return store.accounts()
                    .create(
                            new NewAccount(address.toString(), name, roles, user.quotaBytes(), user.quotaMessages()),
                            List.of(made));
        }
    }

    /**
     * Makes a group: a mailbox that only its members reach.
     * @throws IllegalArgumentException if address or name cannot be
     * @throws OperationRefused if the domain is not ours, or the address is taken
     */
    public Account createGroup(
            String address, String displayName, OptionalLong quotaBytes, OptionalLong quotaMessages) {
        var wanted = Address.of(address);
        var name = displayName(displayName);
        requireFree(wanted);
        return store.accounts()
                .create(new NewAccount(
                        wanted.toString(), name, AccountKind.GROUP, Set.of(), quotaBytes, quotaMessages));
    }

    private static String displayName(String typed) {
        var name = typed.strip();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The display name is too long, or holds a control character.");
        }
        return name;
    }

    private void requireFree(Address address) {
        if (!store.domains().contains(address.domain())) {
            throw new OperationRefused(
                    "There is no domain " + address.domain() + " here: wardpost domain add " + address.domain());
        }
        if (store.accounts().findByAddress(address.toString()).isPresent()) {
            throw new OperationRefused("The account " + address + " is there already.");
        }
        if (!store.aliases().resolve(address.toString()).isEmpty()) {
            throw new OperationRefused(
                    address + " is an alias: remove it first (wardpost alias remove " + address + ").");
        }
    }

    /** The account, its mail and every key to it. */
    public void remove(Account account) {
        store.accounts().remove(account.id());
    }

    /**
     * Puts another password in place of the old one: the new slot is opened as a test, the old one removed and the version of
     * credentials raised in one commit.
     * @throws IllegalArgumentException if the password should not be set
     */
    public void setPassword(Account account, char[] password) {
        rules.check(password);
        var made = source.slotFor(password);
        try (var _ = made.secret()) {
            store.slots().replace(account.id(), made);
        }
    }

    /**
     * The same for an account that nothing at hand opens but its recovery slot.
     * @throws IllegalArgumentException if the password should not be set
     * @throws org.wardpost.vault.TamperedException if the slot is another authority's
     */
    public void recover(Account account, RecoveryKey key, char[] password) {
        rules.check(password);
        var made = source.slotFor(password);
        try (var _ = made.secret()) {
            store.slots().recover(account.id(), key, made);
        }
    }

    /**
     * Makes a device password.
     * @param protocols where it is good; empty: everywhere
     * @throws OperationRefused if the account has too many already
     */
    public MadeDevicePassword addDevicePassword(
            Account account, String label, Set<Protocol> protocols, Optional<Instant> expires) {
        var shown = label.strip();
        if (shown.isEmpty() || shown.length() > LONGEST_NAME || shown.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A device password needs a name of 1 to " + LONGEST_NAME + " characters.");
        }
        if (expires.map(end -> !end.isAfter(clock.instant())).orElse(false)) {
            throw new IllegalArgumentException("That device password would have ended already.");
        }
        if (devicePasswords(account).size() >= DEVICE_PASSWORDS) {
            throw new OperationRefused(
                    "There are " + DEVICE_PASSWORDS + " device passwords already: revoke those that are not used.");
        }
        var secretBytes = SlotSecret.random();
        var id = Ids.random();
        var scopes = protocols.stream().map(DevicePasswords::scope).collect(Collectors.toSet());
        var details = new SlotDetails(shown, scopes, clock.instant(), expires);
        try (var secret = SlotSecret.ofRandom(secretBytes, id)) {
            var slot = store.slots().add(account.id(), new NewSlot(id, SlotKind.DEVICE_PASSWORD, secret, details));
            return new MadeDevicePassword(slot.number(), new DevicePassword(slot.number(), secretBytes).text());
        }
    }

    /** When each was last used, by id, to the minute. */
    public Map<UUID, Instant> lastUses(Account account) {
        return store.slots().lastUses(account.id());
    }

    /** By number. */
    public List<Slot> devicePasswords(Account account) {
        return store.slots().of(account.id()).stream()
                .filter(slot -> slot.kind() == SlotKind.DEVICE_PASSWORD)
                .sorted(Comparator.comparingInt(Slot::number))
                .toList();
    }

    /** @throws OperationRefused if there is none of that number */
    public void revokeDevicePassword(Account account, int number) {
        var slot = devicePasswords(account).stream()
                .filter(s -> s.number() == number)
                .findFirst()
                .orElseThrow(() -> new OperationRefused(
                        account.address() + " has no device password " + number + " (wardpost device-password list)."));
        store.slots().remove(account.id(), slot.id());
    }
}
