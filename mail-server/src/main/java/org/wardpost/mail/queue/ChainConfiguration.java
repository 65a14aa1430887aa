package org.wardpost.mail.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.mail.MessagingException;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.apache.mailet.Matcher;
import org.apache.mailet.MatcherConfig;
import org.jspecify.annotations.Nullable;

/** One processor of the chain, written in code; takes the place of mailetcontainer.xml. */
public record ChainConfiguration(String name, List<StepConfiguration> steps) {
    public ChainConfiguration {
        steps = List.copyOf(steps);
    }

    public static ChainConfiguration processor(String name, StepConfiguration... steps) {
        return new ChainConfiguration(name, Arrays.asList(steps));
    }

    public static StepConfiguration step(Class<? extends Matcher> matcher, Class<? extends Mailet> mailet) {
        return new StepConfiguration(matcher, "", mailet, Map.of());
    }

    /**
     * @param condition what stands behind {@code =} in James's match attribute
     * @param parameters the mailet's
     */
    public record StepConfiguration(
            Class<? extends Matcher> matcher,
            String condition,
            Class<? extends Mailet> mailet,
            Map<String, String> parameters) {

        public StepConfiguration with(String parameter, String value) {
            var all = new java.util.LinkedHashMap<>(parameters);
            all.put(parameter, value);
            return new StepConfiguration(matcher, condition, mailet, all);
        }

        public StepConfiguration on(String text) {
            return new StepConfiguration(matcher, text, mailet, parameters);
        }

        MailetChain.Step create(MailetContext context, Function<Class<?>, Object> instances) throws MessagingException {
            var newMatcher = matcher.cast(instances.apply(matcher));
            newMatcher.init(new MatcherSetting(matcher.getSimpleName(), condition, context));
            var newMailet = mailet.cast(instances.apply(mailet));
            newMailet.init(new MailetSetting(mailet.getSimpleName(), parameters, context));
            return new MailetChain.Step(newMatcher, newMailet);
        }
    }

    private record MatcherSetting(String name, String condition, MailetContext context) implements MatcherConfig {
        @Override
        public @Nullable String getCondition() {
            return condition.isEmpty() ? null : condition;
        }

        @Override
        public MailetContext getMailetContext() {
            return context;
        }

        @Override
        public String getMatcherName() {
            return name;
        }
    }

    private record MailetSetting(String name, Map<String, String> parameters, MailetContext context)
            implements MailetConfig {
        @Override
        public @Nullable String getInitParameter(String parameter) {
            return parameters.get(parameter);
        }

        @Override
        public Iterator<String> getInitParameterNames() {
            return new ArrayList<>(parameters.keySet()).iterator();
        }

        @Override
        public MailetContext getMailetContext() {
            return context;
        }

        @Override
        public String getMailetName() {
            return name;
        }
    }
}
