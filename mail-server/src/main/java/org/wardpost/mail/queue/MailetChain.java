package org.wardpost.mail.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailetcontainer.api.MailProcessor;
import org.apache.mailet.Mail;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetContext;
import org.apache.mailet.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * James's matchers and mailets, run by processors. James's own container copies the message into a plain temporary file
 * whenever a matcher takes some of the recipients (MatcherSplitter, MailImpl.duplicate); here both halves share the sealed
 * object. Otherwise it does the same: matched recipients go through the mailet, a changed state names the next processor,
 * GHOST ends, an exception leads to the processor "error".
 */
public final class MailetChain implements MailProcessor {
    /** A matcher and what is done with the recipients it names. */
    public record Step(Matcher matcher, Mailet mailet) {}

    private static final Logger LOG = LoggerFactory.getLogger(MailetChain.class);
    private static final int MOST_PROCESSORS = 20; // one mail passes fewer; more is a ring

    private final Map<String, List<Step>> processors;

    private MailetChain(Map<String, List<Step>> processors) {
        this.processors = processors;
    }

    /** @throws MessagingException when a mailet or matcher cannot be set up */
    public static MailetChain of(
            List<ChainConfiguration> configuration, MailetContext context, Function<Class<?>, Object> instances)
            throws MessagingException {
        var processors = new LinkedHashMap<String, List<Step>>();
        for (var processor : configuration) {
            var steps = new ArrayList<Step>();
            for (var step : processor.steps()) steps.add(step.create(context, instances));
            processors.put(processor.name(), List.copyOf(steps));
        }
        for (var needed : List.of(Mail.DEFAULT, Mail.ERROR)) {
            if (!processors.containsKey(needed)) throw new MessagingException("processor " + needed + " is missing");
        }
        return new MailetChain(processors);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        service(mail, 0);
    }

    private void service(Mail mail, int depth) throws MessagingException {
        if (depth > MOST_PROCESSORS) throw new MessagingException("processors lead to each other in a ring");
        var steps = processors.get(mail.getState());
        if (steps == null) throw new MessagingException("no processor of that name");
        var here = mail.getState();
        var flowing = List.of(mail);
        for (var step : steps) {
            if (flowing.isEmpty()) return;
            flowing = run(step, flowing, here, depth);
        }
        // a mail that falls off the end is done with: the chain decides, not the recipients left
        flowing.forEach(left -> left.setState(Mail.GHOST));
    }

    private List<Mail> run(Step step, List<Mail> flowing, String here, int depth) throws MessagingException {
        var next = new ArrayList<Mail>();
        for (var mail : flowing) {
            for (var part : split(step.matcher(), mail)) {
                if (part.matched()) mailet(step.mailet(), part.mail());
                if (part.mail().getState().equals(here)) next.add(part.mail());
                else if (!part.mail().getState().equals(Mail.GHOST)) service(part.mail(), depth + 1);
            }
        }
        return next;
    }

    private record PartOfMail(Mail mail, boolean matched) {}

    private static List<PartOfMail> split(Matcher matcher, Mail mail) throws MessagingException {
        Collection<MailAddress> matched = matcher.match(mail);
        if (matched == null || matched.isEmpty()) return List.of(new PartOfMail(mail, false));
        var others = new ArrayList<>(mail.getRecipients());
        others.removeAll(matched);
        if (others.isEmpty()) return List.of(new PartOfMail(mail, true));
        var rest = mail.duplicate();
        rest.setRecipients(others);
        mail.setRecipients(matched);
        return List.of(new PartOfMail(mail, true), new PartOfMail(rest, false));
    }

    private static void mailet(Mailet mailet, Mail mail) throws MessagingException {
        try {
            mailet.service(mail);
        } catch (TransientMailetException again) {
            throw again;
        } catch (MessagingException | RuntimeException failed) {
            if (mail.getState().equals(Mail.ERROR)) throw failed;
            LOG.warn(
                    "{}: {} failed: {}",
                    mail.getName(),
                    mailet.getMailetInfo(),
                    failed.getClass().getSimpleName());
            mail.setErrorMessage(
                    mailet.getClass().getSimpleName() + ": " + failed.getClass().getSimpleName());
            mail.setState(Mail.ERROR);
        }
    }

    /** What was built, for tests and the list of an operator. */
    public Map<String, List<Step>> processors() {
        return Map.copyOf(processors);
    }
}
