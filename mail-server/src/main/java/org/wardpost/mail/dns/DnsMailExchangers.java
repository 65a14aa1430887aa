package org.wardpost.mail.dns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the system's resolvers for MX records, and for addresses where there are none (RFC 5321 §5.1). */
public final class DnsMailExchangers implements MailExchangers {
    private static final int MOST = 10; // more hosts of one domain are not tried

    @Override
    public Answer of(String domain) {
        if (domain.startsWith("[")) return literal(domain);
        Name name;
        try {
            name = Name.fromString(domain, Name.root);
        } catch (TextParseException e) {
            return new Never("5.1.2", "Not a domain");
        }
        var lookup = new Lookup(name, Type.MX);
        lookup.setSearchPath(List.<Name>of().toArray(Name[]::new));
        var records = lookup.run();
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL ->
                hosts(Arrays.stream(records).map(MXRecord.class::cast).toList());
            case Lookup.TYPE_NOT_FOUND -> new Hosts(List.of(domain)); // implicit MX
            case Lookup.HOST_NOT_FOUND -> new Never("5.1.2", "No such domain");
            default -> new NotNow();
        };
    }

    private static Answer literal(String domain) {
        return new Hosts(List.of(domain.substring(1, domain.length() - 1).replaceFirst("(?i)^IPv6:", "")));
    }

    private static Answer hosts(List<MXRecord> records) {
        if (records.stream().anyMatch(record -> record.getTarget().equals(Name.root)))
            return new Never("5.1.10", "The domain takes no mail"); // RFC 7505 §4.2
        var shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled); // equal preference: any order, so that load spreads
        shuffled.sort(Comparator.comparingInt(MXRecord::getPriority));
        return new Hosts(shuffled.stream()
                .map(record -> record.getTarget().toString(true))
                .distinct()
                .limit(MOST)
                .toList());
    }
}
