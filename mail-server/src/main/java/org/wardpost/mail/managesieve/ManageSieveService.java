package org.wardpost.mail.managesieve;

import org.wardpost.identity.Authenticator;
import org.wardpost.mail.TlsMaterial;
import org.wardpost.mail.sieve.SieveScripts;
import org.wardpost.mail.sieve.SieveSettings;

/** What all sessions share. */
public record ManageSieveService(
        String hostName, SieveSettings settings, TlsMaterial tls, Authenticator authenticator, SieveScripts scripts) {}
