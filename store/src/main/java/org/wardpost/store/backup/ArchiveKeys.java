package org.wardpost.store.backup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.WorkingKeyRows;
import org.wardpost.vault.AccountContext;
import org.wardpost.vault.AccountGrant;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.AccountPublicKey;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.SlotContext;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;
import org.wardpost.vault.WorkingKeys;
import org.wardpost.vault.WrapContext;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/** The keys of an archive, opened from nothing but its rows and the root key, as a restore on another machine would. */
final class ArchiveKeys implements AutoCloseable {
    private final UUID tenant;
    private final WorkingKeys working;
    private final Map<UUID, Holder> accounts = new HashMap<>();
    private final Map<Held, WrappedKey> grants = new HashMap<>();
    private final AccountKey server;

    private record Holder(
            AccountPublicKey publicKey,
            UUID home,
            @org.jspecify.annotations.Nullable SealedSlot root) {}

    private record Held(UUID account, UUID collection, int epoch) {}

    private ArchiveKeys(Archive archive, WorkingKeys working) {
        this.tenant = archive.tenant();
        this.working = working;
        var roots = new HashMap<UUID, SealedSlot>();
        archive.eachRow("slot", row -> {
            if (row.small("kind") == SlotKind.ROOT.code()) {
                var context = new SlotContext(
                        tenant, row.id("account"), row.small("generation"), SlotKind.ROOT, row.id("slot"));
                roots.put(
                        row.id("account"), new SealedSlot(context, row.small("working_version"), row.bytes("sealed")));
            }
        });
        archive.eachRow(
                "account",
                row -> accounts.put(
                        row.id("account"),
                        new Holder(
                                new AccountPublicKey(row.bytes("x25519"), row.bytes("ed25519")),
                                row.id("home"),
                                roots.get(row.id("account")))));
        archive.eachRow("collection_grant", row -> {
            byte[] wrapped = row.optionalBytes("wrapped");
            if (wrapped != null && row.id("holder").equals(row.id("account"))) {
                grants.put(
                        new Held(row.id("account"), row.id("collection"), row.small("epoch")),
                        WrappedKey.ofStored(wrapped));
            }
        });
        this.server = account(AccountId.SERVER.value())
                .orElseThrow(() -> new ArchiveException("The backup has no server in it: it is damaged."));
    }

    /** @throws ArchiveException if the root key does not open it */
    static ArchiveKeys open(Archive archive, RootKeyProvider root) {
        var wraps = archive.rows("working_key").stream()
                .map(row -> new WorkingKeyRows.Wrap(
                        row.small("version"), row.small("root_version"), WrappedKey.ofStored(row.bytes("wrapped"))))
                .toList();
        WorkingKeys working;
        try {
            working = WorkingKeyRows.unwrap(root, wraps);
        } catch (WrongRootKeyException | TamperedException wrong) {
            throw new ArchiveException("The root key (" + root.name() + ") does not open the backup " + archive.path()
                    + ": " + wrong.getMessage() + " Name the key folder that belongs to it (--keys).");
        }
        try {
            return new ArchiveKeys(archive, working);
        } catch (TamperedException | UnknownKeyException bad) {
            working.close();
            throw new ArchiveException(
                    "The keys inside the backup " + archive.path() + " do not open: " + bad.getMessage());
        }
    }

    AccountKey server() {
        return server;
    }

    List<UUID> accounts() {
        return new ArrayList<>(accounts.keySet());
    }

    UUID home(UUID account) {
        return holder(account).home;
    }

    int collections() {
        return grants.size();
    }

    /** Opened anew each time, closed by the caller; empty for a sealed account. */
    Optional<AccountKey> account(UUID account) {
        var holder = holder(account);
        return holder.root == null
                ? Optional.empty()
                : Optional.of(AccountKey.openRoot(working, holder.root, holder.publicKey));
    }

    /** The same for a collection; empty if its owner is sealed. */
    Optional<CollectionKey> collection(UUID account, UUID collection, int epoch) {
        var wrapped = grants.get(new Held(account, collection, epoch));
        if (wrapped == null) {
            throw new TamperedException(collection, "A collection of the backup has no key");
        }
        var owner = account(account);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        try (var key = owner.get()) {
            return Optional.of(key.unwrapOwn(new WrapContext(tenant, account, collection, epoch), wrapped));
        }
    }

    /** The seed of a group as a row of {@code account_grant} gives it to its member; empty for a sealed member. */
    Optional<AccountKey> seed(ArchiveRow row) {
        var group = new AccountContext(tenant, row.id("account"), row.small("generation"));
        var expected = holder(group.account()).publicKey;
        byte[] wrapped = row.optionalBytes("wrapped");
        return account(row.id("holder")).map(member -> {
            try (member) {
                return wrapped != null
                        ? member.unwrapSeed(group, WrappedKey.ofStored(wrapped), expected)
                        : member.openSeed(AccountGrant.ofStored(row.bytes("signed")), expected, expected);
            }
        });
    }

    private Holder holder(UUID account) {
        var holder = accounts.get(account);
        if (holder == null) {
            throw new TamperedException(account, "An account of the backup is missing");
        }
        return holder;
    }

    @Override
    public void close() {
        server.close();
        working.close();
    }
}
