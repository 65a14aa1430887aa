package org.wardpost.mail.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of MAIL or RCPT (RFC 5321 §4.1.2, {@code Mail-parameters}): each at most once, unknown ones refused. */
record EsmtpParameters(Map<String, String> values) {
    static EsmtpParameters parse(String text, Set<String> known) throws SmtpException {
        var values = new LinkedHashMap<String, String>();
        if (!text.isEmpty()) {
            for (var word : text.split(" +")) {
                int equals = word.indexOf('=');
                var name = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
                if (!known.contains(name))
                    throw new SmtpException(555, "5.5.4", "Parameter not recognized"); // §4.1.1.11
                if (values.put(name, equals < 0 ? "" : word.substring(equals + 1)) != null)
                    throw new SmtpException(501, "5.5.4", "Parameter given twice");
            }
        }
        return new EsmtpParameters(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
