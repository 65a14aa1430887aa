package org.wardpost.mail.contract;

import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.imap.encode.main.DefaultImapEncoderFactory;
import org.apache.james.imap.main.DefaultImapDecoderFactory;
import org.apache.james.imap.processor.main.DefaultImapProcessorFactory;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.mpt.api.ImapFeatures;
import org.apache.james.mpt.api.ImapFeatures.Feature;
import org.apache.james.mpt.host.JamesImapHostSystem;

/** James's own decoder and processors on our managers, within the process: shows that what we give James is what it wants. */
final class ManagerImapHost extends JamesImapHostSystem {
    private static final ImapFeatures FEATURES = ImapFeatures.of(
            Feature.NAMESPACE_SUPPORT,
            Feature.MOVE_SUPPORT,
            Feature.USER_FLAGS_SUPPORT,
            Feature.QUOTA_SUPPORT,
            Feature.ANNOTATION_SUPPORT,
            Feature.MOD_SEQ_SEARCH);

    private ContractWorld world;

    static ManagerImapHost fresh() {
        var host = new ManagerImapHost();
        try {
            host.beforeTest();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        return host;
    }

    @Override
    public void beforeTest() throws Exception {
        super.beforeTest();
        world = ContractWorld.on(ContractStores.h2(), authenticator, authorizator);
        var mailboxes = world.mailboxes;
        configure(
                new DefaultImapDecoderFactory().buildImapDecoder(),
                new DefaultImapEncoderFactory().buildImapEncoder(),
                DefaultImapProcessorFactory.createDefaultProcessor(
                        mailboxes.mailboxManager(),
                        mailboxes.eventBus(),
                        mailboxes.subscriptionManager(),
                        mailboxes.quotaManager(),
                        mailboxes.quotaRootResolver(),
                        new RecordingMetricFactory()));
    }

    @Override
    protected MailboxManager getMailboxManager() {
        return world.mailboxes.mailboxManager();
    }

    @Override
    public boolean supports(Feature... features) {
        return FEATURES.supports(features);
    }

    @Override
    public void setQuotaLimits(QuotaCountLimit messages, QuotaSizeLimit octets) throws Exception {
        var limits = world.mailboxes.maxQuotaManager();
        limits.setGlobalMaxMessage(messages);
        limits.setGlobalMaxStorage(octets);
    }

    /** Nothing lags behind. */
    @Override
    protected void await() {}
}
