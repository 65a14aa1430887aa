package org.wardpost.mail.smtp;

import java.time.Clock;
import java.util.function.Function;
import org.wardpost.identity.Authenticator;
import org.wardpost.mail.TlsMaterial;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.mail.users.Recipients;
import org.wardpost.mail.users.Senders;

/**
 * What all sessions of one door share.
 * @param intake a fresh place for the octets of one message
 * @param sink where whole messages go
 */
public record SmtpService(
        Door door,
        String hostName,
        SmtpSettings settings,
        TlsMaterial tls,
        Authenticator authenticator,
        Recipients recipients,
        Senders senders,
        Function<Door, MessageIntake> intake,
        MailSink sink,
        Clock clock) {}
