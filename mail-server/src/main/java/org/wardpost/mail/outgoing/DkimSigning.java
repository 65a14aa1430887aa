package org.wardpost.mail.outgoing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.outgoing.DkimKeys.DkimKey;
import org.wardpost.store.blob.ObjectSource;

/**
 * Signs what goes out (RFC 6376). The signature is computed over the octets that the next hop gets and kept beside the
 * message, whose sealed object is not touched.
 */
public final class DkimSigning {
    private static final Logger LOG = LoggerFactory.getLogger(DkimSigning.class);
    /** RFC 6376 §5.4.1; From twice, so that nobody adds a second one (§8.15). */
    private static final String SIGNED =
            "from:from:to:cc:subject:date:message-id:in-reply-to:references:reply-to:sender"
                    + ":mime-version:content-type:content-transfer-encoding";

    private final DkimKeys keys;
    private final Cache<String, Optional<DkimKey>> known = Caffeine.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    public DkimSigning(DkimKeys keys) {
        this.keys = keys;
    }

    /**
     * Whether the body is nothing but white space: jDKIM makes one line end of it, which is right of "simple" (RFC 6376 §3.4.3),
     * and not of "relaxed", where it is no octet (§3.4.4).
     */
    private static boolean blank(ObjectSource message) {
        int header = MessageSummary.decode(message.summary()).headerBlock().length;
        try (var octets = message.open()) {
            octets.skipNBytes(Math.min(header, message.size()));
            for (int octet = octets.read(); octet >= 0; octet = octets.read())
                if (octet != '\r' && octet != '\n' && octet != ' ' && octet != '\t') return false;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The field with its line end; empty when the domain has no key. Whatever fails, the message goes out unsigned. */
    public Optional<String> sign(String domain, ObjectSource message) {
        var key = known.get(domain.toLowerCase(Locale.ROOT), keys::of);
        if (key == null || key.isEmpty()) return Optional.empty();
        try (var octets = Reports.withoutReturnPath(message)) {
            var body = blank(message) ? "simple" : "relaxed";
            var template = "v=1; a=rsa-sha256; c=relaxed/" + body + "; d="
                    + key.get().domain() + "; s=" + key.get().selector() + "; h=" + SIGNED + "; bh=; b=;";
            var field = new DKIMSigner(template, key.get().privateKey()).sign(octets);
            return Optional.of(field.endsWith("\r\n") ? field : field + "\r\n");
        } catch (IOException | FailException | RuntimeException failed) {
            LOG.warn("a message goes out without DKIM: {}", failed.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
