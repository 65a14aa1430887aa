package org.wardpost.mail.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** Headers that speak for somebody else, in each form that some mail program shows as that somebody. */
final class SpoofedHeaders {
    private SpoofedHeaders() {}

    /**
     * Each form with two addresses in one domain.
     * @param may the address that the user may use
     * @param other the one that it may not
     */
    static Stream<String> of(String may, String other) {
        var encoded = Base64.getEncoder().encodeToString(other.getBytes(StandardCharsets.UTF_8));
        var local = other.substring(0, other.indexOf('@'));
        var domain = other.substring(other.indexOf('@') + 1);
        return Stream.of(
                        "From: $OTHER",
                        "From: $MAY, $OTHER",
                        "From: $MAY\r\nFrom: $OTHER",
                        "From: Ward: $OTHER, $MAY;",
                        "From: Ward: $MAY;",
                        "From: =?utf-8?q?" + other.replace("@", "=40").replace(".", "=2E") + "?=",
                        "From: =?utf-8?q?" + may.substring(0, may.indexOf('@')) + "?=@" + domain,
                        "From: ($MAY) $OTHER",
                        "From: $OTHER ($MAY)",
                        "From: $MAY ($OTHER)",
                        "From: $MAY (=?utf-8?b?" + encoded + "?=)",
                        "From: <@ann.example,@ward.example:$OTHER>",
                        "From: <$MAY> <$OTHER>",
                        "From: $MAY <$OTHER>",
                        "From: \"$OTHER\" <$MAY>",
                        "From: \"" + local + "\uff20" + domain + "\" <$MAY>",
                        "From: =?utf-8?b?" + encoded + "?= <$MAY>",
                        "From: \"" + local + "\"@" + domain,
                        "From: " + local + "\r\n @" + domain,
                        "From: $MAY\r\n , $OTHER",
                        "From : $OTHER",
                        "FROM: " + local.toUpperCase(java.util.Locale.ROOT) + "@" + domain,
                        "From: $MAY\r\nSender: $OTHER",
                        "From: $MAY\r\nSender: $MAY\r\nSender: $OTHER",
                        "From: $MAY\r\nResent-From: $OTHER",
                        "From: $MAY\r\nResent-Sender: $OTHER",
                        "From: $MAY\r\nnot a field",
                        "From: $MAY\r\nFrom\u0001: $OTHER",
                        "From:",
                        "Subject: no author at all")
                .map(form -> form.replace("$MAY", may).replace("$OTHER", other));
    }
}
