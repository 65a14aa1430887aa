package org.wardpost.store.tamper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountChange;
import org.wardpost.store.account.AccountKind;
import org.wardpost.store.account.Delegation;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.account.NewSlot;
import org.wardpost.store.account.SlotDetails;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.item.ItemDraft;
import org.wardpost.store.item.Precondition;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.ThreadLinks;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.vault.Ids;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;
import org.wardpost.vault.audit.AuditEvent;

/** A store in which every table has rows, and every user something of everything. */
final class FilledStore {
    static final String QUEUE = "spool";
    private static final Instant WRITTEN = Instant.parse("2026-11-01T10:11:12.345Z");
    private static final int FILE = 70_000;
    private static final int SUMMARY_FILE = 300_000;

    private final TestStore test;
    private AccountId group = AccountId.SERVER;
    private final List<Account> accounts = new ArrayList<>();

    FilledStore(TestStore test) {
        this.test = test;
    }

    /** @return who was made, in no order */
    void fill(int users) {
        store().domains().add("ward.example");
        store().domains().add("gone.example");
        try (var key = RecoveryKey.random(2, 3)) {
            store().recovery().add(key.authority());
        }
        for (int i = 0; i < users; i++) {
            accounts.add(account("user" + i));
        }
        for (int i = 0; i < users; i++) {
            var account = accounts.get(i);
            mail(account);
            items(account.id());
            properties(account);
            share(account, accounts.get((i + 1) % users));
        }
        group = newGroup();
        server();
    }

    /** A group whose seed was held by two, of whom one has left. */
    private AccountId newGroup() {
        var made = store().accounts()
                .create(new NewAccount(
                        "group@ward.example",
                        "Ward",
                        AccountKind.GROUP,
                        Set.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty()))
                .id();
        var members = List.of(account(0), account(1));
        store().delegations()
                .put(members.stream()
                        .map(member -> new Delegation(made, member, Delegation.Sending.AS, "lr"))
                        .toList());
        store().delegations().remove(made, List.of(account(0)));
        return made;
    }

    AccountId group() {
        return group;
    }

    AccountId account(int number) {
        return accounts.get(number).id();
    }

    /** A day later: something of everything is another than it was, and something is gone. */
    void goOn() {
        test.clock().advance(Duration.ofDays(1));
        for (int i = 0; i < accounts.size(); i++) {
            goOn(accounts.get(i), accounts.get((i + 1) % accounts.size()));
        }
        store().domains().remove("gone.example");
        store().queue()
                .release(store().queue()
                        .claim(QUEUE, 1, Duration.ofMinutes(5), test.clock().instant())
                        .getFirst()
                        .id());
        store().queue()
                .done(store().queue()
                        .claim(QUEUE, 1, Duration.ofMinutes(5), test.clock().instant())
                        .getFirst()
                        .id());
        store().audit().append(AuditEvent.of(test.clock().instant(), "user.add", "operator", "later", Map.of()));
        store().audit().advance();
    }

    private void goOn(Account account, Account member) {
        var id = account.id();
        var inbox = store().collections()
                .findByName(id, CollectionKind.MAILBOX, "INBOX")
                .orElseThrow()
                .id();
        store().messages()
                .setFlags(
                        inbox,
                        UidSet.ofRange(1, 3),
                        new FlagChange.Add(MessageFlags.of(MessageFlags.FLAGGED, "later")),
                        Optional.empty());
        store().messages().expunge(inbox, UidSet.of(4), false);
        var archive = store().collections()
                .findByName(id, CollectionKind.MAILBOX, "Archive")
                .orElseThrow()
                .id();
        store().collections().rename(archive, "Old");
        store().messages().copy(inbox, UidSet.of(2), archive);
        store().messages().copy(inbox, UidSet.of(1), archive);
        var rota = store().collections()
                .findByName(id, CollectionKind.CALENDAR, "Rota")
                .orElseThrow()
                .id();
        store().items()
                .put(rota, new Precondition.Any(), new ItemDraft("e0", new byte[0], "another shift".getBytes(UTF_8)));
        store().items().delete(rota, new Precondition.Any(), "e1");
        store().properties().put(id, id.value(), PropertyKind.SETTING, "a", "another a".getBytes(UTF_8));
        store().properties().remove(id, id.value(), PropertyKind.SETTING, "c");
        store().accounts().update(id, AccountChange.of(account).withRoles(Set.of()));
        var slots = store().slots().of(id);
        store().slots().touch(id, slots.getLast().id(), test.clock().instant());
        store().slots().flushUses();
        if (!id.equals(accounts.getFirst().id())) { // whose row tells of the role alone
            store().slots().remove(id, slots.get(1).id());
        }
        store().delegations().put(List.of(new Delegation(id, member.id(), Delegation.Sending.AS, "lr")));
        store().aliases().remove("second-" + account.address(), account.address());
        store().collections()
                .delete(store().collections()
                        .findByName(id, CollectionKind.MAILBOX, "Short-lived")
                        .orElseThrow()
                        .id());
    }

    private Store store() {
        return test.store();
    }

    private Account account(String name) {
        var slot = Ids.random();
        var details = new SlotDetails("phone of " + name, Set.of("IMAP"), WRITTEN, Optional.empty());
        var account = store().accounts()
                .create(
                        new NewAccount(
                                name + "@ward.example",
                                "Nurse " + name,
                                Set.of("helpdesk"),
                                OptionalLong.of(1 << 30),
                                OptionalLong.empty()),
                        List.of());
        var lost = Ids.random();
        for (var device : List.of(lost, slot)) {
            var _ = store().slots()
                    .add(
                            account.id(),
                            new NewSlot(
                                    device,
                                    SlotKind.DEVICE_PASSWORD,
                                    SlotSecret.ofRandom(SlotSecret.random(), device),
                                    details));
        }
        store().slots().touch(account.id(), slot, test.clock().instant());
        store().slots().flushUses();
        store().aliases().add("alias-" + name + "@ward.example", name + "@ward.example");
        store().aliases().add("second-" + name + "@ward.example", name + "@ward.example");
        return account;
    }

    private CollectionId mailbox(AccountId owner, String name) {
        return store().collections()
                .create(owner, CollectionKind.MAILBOX, CollectionRole.NONE, name, Map.of("colour", "of " + name))
                .id();
    }

    private void mail(Account account) {
        var whose = account.address();
        var inbox = mailbox(account.id(), "INBOX");
        var archive = mailbox(account.id(), "Archive");
        for (int i = 1; i <= 4; i++) append(inbox, whose + " message " + i, 0, 0, i);
        append(inbox, whose + " in a file ", FILE, 0, 5);
        append(inbox, whose + " with a summary in a file ", FILE, SUMMARY_FILE, 6);
        store().messages().copy(inbox, UidSet.of(1), archive);
        append(archive, whose + " for the sweep", 0, 0, 7);
        append(archive, whose + " for the tombstone", 0, 0, 8);
        append(archive, whose + " stays", 0, 0, 9);
        store().messages().expunge(archive, UidSet.of(2), false);
        test.clock().advance(Duration.ofHours(1));
        store().tombstones().sweep(archive, test.clock().instant());
        store().messages().expunge(archive, UidSet.of(3), false);
        append(mailbox(account.id(), "Short-lived"), whose + " goes with its mailbox", 0, 0, 14);
        aside(account);
    }

    /** A mailbox that was damaged and repaired once. */
    private void aside(Account account) {
        var box = mailbox(account.id(), "Repaired");
        append(box, account.address() + " set aside", 0, 0, 10);
        append(box, account.address() + " kept", 0, 0, 11);
        test.tamper("update message set flags = flags + 2 where collection = ? and uid = 1", box.value());
        store().mailboxRepair().repair(box);
        store().quotaRepair().recount(account.id());
    }

    private void append(CollectionId target, String content, int padding, int summary, int number) {
        try (var spooling = store().spool().open(ObjectType.MESSAGE)) {
            spooling.write((content + ".".repeat(padding)).getBytes(UTF_8));
            try (var object = spooling.finish()) {
                object.summary(("summary of " + content + ".".repeat(summary)).getBytes(UTF_8));
                var links = new ThreadLinks(Optional.of("<" + content.replace(' ', '.') + ">"), List.of(), content);
                store().messages()
                        .append(
                                target,
                                new MessageDraft(
                                        object,
                                        new MessageFlags(number % 2, Set.of("kw" + number)),
                                        WRITTEN.plusSeconds(number),
                                        links,
                                        Optional.of(Ids.random())));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void items(AccountId owner) {
        var rota = store().collections()
                .create(owner, CollectionKind.CALENDAR, CollectionRole.NONE, "Rota", Map.of())
                .id();
        for (int i = 0; i < 3; i++) {
            store().items()
                    .put(
                            rota,
                            new Precondition.Any(),
                            new ItemDraft(
                                    "e" + i, ("summary " + i).getBytes(UTF_8), ("shift " + i + owner).getBytes(UTF_8)));
        }
        store().items().delete(rota, new Precondition.Any(), "e2");
    }

    private void properties(Account account) {
        for (var key : List.of("a", "b", "c")) {
            store().properties()
                    .put(
                            account.id(),
                            account.id().value(),
                            PropertyKind.SETTING,
                            key,
                            (key + " of " + account.address()).getBytes(UTF_8));
        }
    }

    /** A mailbox is shared and another one was, so that there is an epoch 2. */
    private void share(Account owner, Account member) {
        var shared = mailbox(owner.id(), "Shared");
        append(shared, owner.address() + " in the shared one", 0, 0, 12);
        store().grants().grant(shared, owner.id(), member.id());
        store().delegations().put(List.of(new Delegation(owner.id(), member.id(), Delegation.Sending.AS, "lrs")));
        var once = mailbox(owner.id(), "Once shared");
        append(once, owner.address() + " in the one shared once", 0, 0, 13);
        store().grants().grant(once, owner.id(), member.id());
        store().grants().revoke(once, member.id());
    }

    private void server() {
        for (int i = 0; i < 3; i++) {
            var object = spooled("queued " + i);
            store().queue()
                    .enqueue(new QueueDraft(
                            QUEUE,
                            5,
                            test.clock().instant(),
                            object,
                            ("envelope " + i).getBytes(UTF_8),
                            "mail " + i,
                            Set.of("a@sender"),
                            Set.of("b@recipient")));
        }
        store().transactions().run(tx -> {
            for (int i = 0; i < 3; i++) {
                var _ = store().outbox()
                        .add(
                                tx,
                                new AccountId(Ids.random()),
                                1,
                                new byte[] {1, 2, 3},
                                test.clock().instant());
            }
        });
        var _ = store().leases().take("some duty", Duration.ofMinutes(1));
        for (int i = 0; i < 4; i++) {
            store().audit().append(AuditEvent.of(test.clock().instant(), "user.add", "operator", "u" + i, Map.of()));
        }
        store().audit().advance();
    }

    private org.wardpost.store.blob.SpooledObject spooled(String content) {
        try (var spooling = store().spool().open(ObjectType.MESSAGE)) {
            spooling.write(content.getBytes(UTF_8));
            var object = spooling.finish();
            object.summary(("summary of " + content).getBytes(UTF_8));
            return object;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
