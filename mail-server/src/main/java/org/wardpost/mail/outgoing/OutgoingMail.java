package org.wardpost.mail.outgoing;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;

/**
 * A message and those of its recipients that share a next hop.
 * @param utf8 SMTPUTF8 was asked for and the header needs it
 * @param size octets that go out
 * @param content opens what goes out, without our own Return-Path
 */
record OutgoingMail(
        Optional<MailAddress> sender,
        List<MailAddress> recipients,
        boolean utf8,
        Optional<DsnParameters> dsn,
        long size,
        Supplier<InputStream> content) {
    OutgoingMail {
        recipients = List.copyOf(recipients);
    }
}
