package org.wardpost.mail.mailet;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wardpost.mail.mailbox.MountedNames;
import org.wardpost.mail.mailbox.StandardMailboxes;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Store;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.CollectionRole;

/** The mailboxes of an account that mail may be delivered to. */
final class LocalMailboxes {
    private static final int MAX_NAME = 200;
    private static final MountedNames MOUNTED = new MountedNames('/');

    private final CollectionRepository collections;
    private final StandardMailboxes standard;

    LocalMailboxes(Store store) {
        this.collections = store.collections();
        this.standard = StandardMailboxes.subscribed(store);
    }

    /** INBOX, by its role; made with the other standard mailboxes when it is missing, for whoever has one is taken to have all. */
    CollectionId inbox(AccountId account) {
        return standard.ensure(account).id();
    }

    Optional<CollectionId> byRole(AccountId account, CollectionRole role) {
        return collections.list(account, CollectionKind.MAILBOX).stream()
                .filter(mailbox -> mailbox.role() == role)
                .findFirst()
                .map(Collection::id);
    }

    /** RFC 8579: {@code \Junk} and the like. */
    Optional<CollectionId> bySpecialUse(AccountId account, String use) {
        return switch (use.toLowerCase(Locale.ROOT)) {
            case "\\sent" -> byRole(account, CollectionRole.SENT);
            case "\\drafts" -> byRole(account, CollectionRole.DRAFTS);
            case "\\trash" -> byRole(account, CollectionRole.TRASH);
            case "\\junk" -> byRole(account, CollectionRole.JUNK);
            case "\\archive" -> byRole(account, CollectionRole.ARCHIVE);
            default -> Optional.empty();
        };
    }

    /** By full name with {@code /} between levels; INBOX in any case. */
    Optional<CollectionId> byName(AccountId account, String name) {
        if (name.equalsIgnoreCase("INBOX")) return Optional.of(inbox(account));
        return collections.findByName(account, CollectionKind.MAILBOX, name).map(Collection::id);
    }

    /** The mailbox, made with those above it when missing; empty when it cannot have that name. */
    Optional<CollectionId> make(AccountId account, String name) {
        if (!usable(name)) return Optional.empty();
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1))
            create(account, name.substring(0, slash));
        create(account, name);
        return byName(account, name);
    }

    private void create(AccountId account, String name) {
        if (byName(account, name).isPresent()) return;
        try {
            collections.create(account, CollectionKind.MAILBOX, CollectionRole.NONE, name, Map.of());
        } catch (RefusedException refused) {
            if (!(refused.refusal() instanceof Refusal.AlreadyExists)) throw refused;
        }
    }

    private static boolean usable(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && !name.startsWith("/")
                && !name.endsWith("/")
                && !name.contains("//")
                && !name.startsWith("#")
                && !MOUNTED.isReserved(name)
                && name.chars().noneMatch(c -> c < 32 || c == 127 || c == '%' || c == '*');
    }
}
