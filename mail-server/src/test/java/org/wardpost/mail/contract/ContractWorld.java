package org.wardpost.mail.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.manager.ManagerTestProvisionner;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.FakeAuthenticator;
import org.apache.james.mailbox.store.FakeAuthorizator;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.wardpost.mail.event.SerialEventBus;
import org.wardpost.mail.mailbox.MailboxTestAccess;
import org.wardpost.mail.mailbox.Mailboxes;
import org.wardpost.mail.mailbox.StoreMailboxId;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.Ids;

/** Our mailboxes as one case of James's sees them: accounts of its own, {@code .} between levels, everybody told at once. */
final class ContractWorld {
    final Store store;
    final CaseOwners owners;
    final Mailboxes mailboxes;

    private ContractWorld(
            Store store,
            SessionProvider sessions,
            EventBus bus,
            Set<PreDeletionHook> hooks,
            Optional<QuotaManager> quotaManager,
            int annotations,
            int annotationOctets) {
        ContractStores.CLOCK.setInstant(Instant.now()); // the case before may have set it
        this.store = store;
        this.owners = new CaseOwners(store);
        this.mailboxes = MailboxTestAccess.mailboxes(
                store,
                owners,
                sessions,
                bus,
                new PreDeletionHooks(hooks, new RecordingMetricFactory()),
                quotaManager,
                annotations,
                annotationOctets,
                ContractStores.CLOCK);
        forgetSharedLimits();
    }

    /** Limits of the server outlive a case, since the store does. */
    private void forgetSharedLimits() {
        if (!store.properties()
                .list(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.QUOTA)
                .isEmpty()) {
            store.properties().removeAll(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.QUOTA);
        }
    }

    static ContractWorld on(Store store) {
        return on(store, new SerialEventBus(Runnable::run), Set.of(), Optional.empty());
    }

    static ContractWorld on(
            Store store, EventBus bus, Set<PreDeletionHook> hooks, Optional<QuotaManager> quotaManager) {
        return new ContractWorld(store, sessions(), bus, hooks, quotaManager, 3, 30); // as MailboxManagerTest expects
    }

    static ContractWorld on(Store store, Authenticator authenticator, Authorizator authorizator) {
        var sessions = new SessionProviderImpl(authenticator, authorizator);
        return new ContractWorld(
                store,
                sessions,
                new SerialEventBus(Runnable::run),
                Set.of(),
                Optional.empty(),
                MailboxConstants.DEFAULT_LIMIT_ANNOTATIONS_ON_MAILBOX,
                MailboxConstants.DEFAULT_LIMIT_ANNOTATION_SIZE);
    }

    private static SessionProvider sessions() {
        var authenticator = new FakeAuthenticator();
        authenticator.addUser(ManagerTestProvisionner.USER, ManagerTestProvisionner.USER_PASS);
        authenticator.addUser(ManagerTestProvisionner.OTHER_USER, ManagerTestProvisionner.OTHER_USER_PASS);
        return new SessionProviderImpl(authenticator, FakeAuthorizator.defaultReject());
    }

    /** An id that no mailbox has, of an account that is there. */
    MailboxId unusedMailboxId() {
        AccountId account = owners.account(Username.of("somebody")).orElseThrow();
        return new StoreMailboxId(new CollectionId(account, Ids.random()));
    }
}
