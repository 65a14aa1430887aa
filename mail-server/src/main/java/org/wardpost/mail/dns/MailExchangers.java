package org.wardpost.mail.dns;

import java.util.List;

/** Which hosts take mail for a domain. */
@FunctionalInterface
public interface MailExchangers {
    /** What the domain's DNS says. */
    sealed interface Answer {}

    /** Host names in the order in which they are to be tried (RFC 5321 §5.1). */
    record Hosts(List<String> names) implements Answer {}

    /** The domain is not there, or takes no mail (RFC 7505 §3). @param status as in RFC 3463 */
    record Never(String status, String why) implements Answer {}

    /** The DNS does not answer: ask again later. */
    record NotNow() implements Answer {}

    /** @param domain in A-labels */
    Answer of(String domain);
}
