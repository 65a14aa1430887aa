package org.wardpost.mail;

import static org.wardpost.mail.queue.ChainConfiguration.processor;
import static org.wardpost.mail.queue.ChainConfiguration.step;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.transport.matchers.All;
import org.apache.mailet.Mail;
import org.wardpost.mail.dns.DnsMailExchangers;
import org.wardpost.mail.mailet.DeliverLocally;
import org.wardpost.mail.mailet.DeliverRemotely;
import org.wardpost.mail.mailet.KeepInRepository;
import org.wardpost.mail.mailet.LocalDelivery;
import org.wardpost.mail.mailet.RecipientIsOurs;
import org.wardpost.mail.mailet.RewriteRecipients;
import org.wardpost.mail.mailet.SieveDelivery;
import org.wardpost.mail.mailet.SieveReplies;
import org.wardpost.mail.mailet.SignOutgoing;
import org.wardpost.mail.outgoing.DkimKeys;
import org.wardpost.mail.outgoing.DkimSigning;
import org.wardpost.mail.outgoing.OutgoingDelivery;
import org.wardpost.mail.outgoing.OutgoingSettings;
import org.wardpost.mail.outgoing.Reports;
import org.wardpost.mail.queue.ChainConfiguration;
import org.wardpost.mail.queue.ChainContext;
import org.wardpost.mail.queue.ChainRunner;
import org.wardpost.mail.queue.DirectSink;
import org.wardpost.mail.queue.MailetChain;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.QueueWorker;
import org.wardpost.mail.sieve.SealedScripts;
import org.wardpost.mail.sieve.SieveScripts;
import org.wardpost.mail.smtp.MailSink;
import org.wardpost.mail.submission.Submission;
import org.wardpost.mail.users.Recipients;
import org.wardpost.store.Store;

/**
 * What happens to mail behind the doors: the chain of mailets, the queues and those who work on them. Put together by hand; a
 * small injector only makes mailets and matchers by class.
 */
final class MailFlow {
    private static final int SPOOLERS = 8;
    private static final List<Duration> LOCAL_RETRIES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(24),
            Duration.ofHours(24));

    private final Recipients recipients;
    private final SieveScripts scripts;
    private final Submission submission;
    private final MailSink smtp;
    private final MailSink lmtp;
    private final List<QueueWorker> workers;

    private MailFlow(
            Recipients recipients,
            SieveScripts scripts,
            Submission submission,
            MailSink smtp,
            MailSink lmtp,
            List<QueueWorker> workers) {
        this.recipients = recipients;
        this.scripts = scripts;
        this.submission = submission;
        this.smtp = smtp;
        this.lmtp = lmtp;
        this.workers = workers;
    }

    static MailFlow start(MailServerSettings settings, Store store, Clock clock) {
        var recipients = new Recipients(store);
        var messages = new Messages(store);
        var scripts = new SealedScripts(store.properties(), settings.sieve());
        var reports = new Reports(messages, settings.hostName(), clock);
        var replies = new SieveReplies(store, recipients, messages, reports, settings.hostName(), clock);
        var sieve = new SieveDelivery(scripts, settings.sieve(), replies, clock);
        var local = new LocalDelivery(store, sieve, clock);
        var signing = new DkimSigning(new DkimKeys(store.properties()));
        Injector injector = Guice.createInjector(binder -> {
            binder.bind(Recipients.class).toInstance(recipients);
            binder.bind(Messages.class).toInstance(messages);
            binder.bind(LocalDelivery.class).toInstance(local);
            binder.bind(OutgoingSettings.class).toInstance(settings.outgoing());
            binder.bind(DkimSigning.class).toInstance(signing);
            binder.bind(Clock.class).toInstance(clock);
        });
        var chain = chain(new ChainContext(recipients, messages, store.queue(), clock), injector);
        var runner = new ChainRunner(chain, store.queue(), reports, LOCAL_RETRIES, clock);
        var outgoing = new OutgoingDelivery(
                store.queue(), new DnsMailExchangers(), settings.outgoing(), reports, settings.hostName(), clock);
        var spooler = QueueWorker.start(
                QueueNames.SPOOL,
                store.queue(),
                SPOOLERS,
                clock,
                row -> runner.run(Messages.mail(row), row.object(), Optional.of(row.id()), false));
        var sender = QueueWorker.start(
                QueueNames.OUTGOING, store.queue(), settings.outgoing().connections(), clock, outgoing::deliver);
        return new MailFlow(
                recipients,
                scripts,
                new Submission(messages, store.queue(), clock),
                new DirectSink(runner, store.queue(), clock, false),
                new DirectSink(runner, store.queue(), clock, true),
                List.of(spooler, sender));
    }

    /** In place of mailetcontainer.xml. */
    private static MailetChain chain(ChainContext context, Injector injector) {
        List<ChainConfiguration> processors = List.of(
                processor(
                        Mail.DEFAULT,
                        step(All.class, RewriteRecipients.class),
                        step(RecipientIsOurs.class, DeliverLocally.class),
                        step(All.class, SignOutgoing.class),
                        step(All.class, DeliverRemotely.class)),
                processor(Mail.ERROR, step(All.class, KeepInRepository.class).with("repository", "error")));
        try {
            return MailetChain.of(processors, context, injector::getInstance);
        } catch (MessagingException e) {
            throw new IllegalStateException("the chain of mailets is wrong", e);
        }
    }

    Recipients recipients() {
        return recipients;
    }

    SieveScripts scripts() {
        return scripts;
    }

    Submission submission() {
        return submission;
    }

    MailSink smtp() {
        return smtp;
    }

    MailSink lmtp() {
        return lmtp;
    }

    void stop(Duration patience) {
        workers.forEach(worker -> worker.stop(patience));
    }
}
