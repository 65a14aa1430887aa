package org.wardpost.mail.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.jspecify.annotations.Nullable;

/** Everything of a mail but its message as JSON; store seals it. Unknown fields of a newer version are passed over. */
public final class MailCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MailCodec() {}

    public static byte[] encode(Mail mail) {
        var json = JSON.createObjectNode();
        put(json, "name", mail.getName());
        put(json, "state", mail.getState());
        put(json, "error", mail.getErrorMessage());
        put(json, "sender", mail.getMaybeSender().asString(null));
        put(json, "host", mail.getRemoteHost());
        put(json, "addr", mail.getRemoteAddr());
        if (mail.getLastUpdated() != null)
            json.put("updated", mail.getLastUpdated().getTime());
        if (mail.getRecipients() != null) {
            var recipients = json.putArray("recipients");
            mail.getRecipients().forEach(recipient -> recipients.add(recipient.asString()));
        }
        var attributes = json.putObject("attributes");
        mail.attributes()
                .forEach(attribute -> attribute
                        .getValue()
                        .toJson()
                        .ifPresent(value -> attributes.set(attribute.getName().asString(), value)));
        headers(mail.getPerRecipientSpecificHeaders(), json);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void headers(PerRecipientHeaders headers, ObjectNode json) {
        if (headers.getHeadersByRecipient().isEmpty()) return;
        var array = json.putArray("headers");
        headers.getHeadersByRecipient()
                .forEach((recipient, header) -> array.addArray()
                        .add(recipient.asString())
                        .add(header.getName())
                        .add(header.getValue()));
    }

    private static void put(ObjectNode json, String field, @Nullable String value) {
        if (value != null) json.put(field, value);
    }

    /** @throws UncheckedIOException when it is nothing that {@link #encode} wrote */
    public static SealedMail decode(byte[] encoded) {
        try {
            return decode(JSON.readTree(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AddressException e) {
            throw new UncheckedIOException(new IOException("an address of a queued mail cannot be read"));
        }
    }

    private static SealedMail decode(JsonNode json) throws AddressException {
        var sender = text(json, "sender");
        var mail = new SealedMail(
                json.path("name").asText(),
                sender == null ? Optional.empty() : Optional.of(new MailAddress(sender)),
                recipients(json));
        mail.setState(json.path("state").asText(Mail.DEFAULT));
        mail.setErrorMessage(text(json, "error"));
        mail.setRemoteHost(text(json, "host"));
        mail.setRemoteAddr(text(json, "addr"));
        if (json.has("updated"))
            mail.setLastUpdated(new Date(json.path("updated").asLong()));
        var attributes = json.path("attributes").properties();
        for (var attribute : attributes) {
            mail.setAttribute(
                    new Attribute(AttributeName.of(attribute.getKey()), AttributeValue.fromJson(attribute.getValue())));
        }
        for (var header : json.path("headers")) {
            mail.addSpecificHeaderForRecipient(
                    PerRecipientHeaders.Header.builder()
                            .name(header.path(1).asText())
                            .value(header.path(2).asText())
                            .build(),
                    new MailAddress(header.path(0).asText()));
        }
        return mail;
    }

    private static List<MailAddress> recipients(JsonNode json) throws AddressException {
        var recipients = new ArrayList<MailAddress>();
        for (var recipient : json.path("recipients")) recipients.add(new MailAddress(recipient.asText()));
        return recipients;
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.hasNonNull(field) ? json.path(field).asText() : null;
    }
}
