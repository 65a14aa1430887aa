package org.wardpost.mail.mailbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;
import org.wardpost.mail.message.Disposition;
import org.wardpost.mail.message.Parameter;
import org.wardpost.mail.message.Part;

/** The MIME properties that James keeps of a message's root. */
final class PartProperties {
    private PartProperties() {}

    static Properties of(Part root) {
        var builder = new PropertyBuilder();
        builder.setMediaType(root.type());
        builder.setSubType(root.subtype());
        root.id().ifPresent(builder::setContentID);
        root.description().ifPresent(builder::setContentDescription);
        root.location().ifPresent(builder::setContentLocation);
        root.md5().ifPresent(builder::setContentMD5);
        builder.setContentTransferEncoding(root.encoding());
        builder.setContentLanguage(root.languages());
        root.disposition().map(Disposition::type).ifPresent(builder::setContentDispositionType);
        root.disposition().map(d -> map(d.parameters())).ifPresent(builder::setContentDispositionParameters);
        builder.setContentTypeParameters(map(root.parameters()));
        if (root.type().equals("text")) {
            builder.setCharset(root.charset().orElse("us-ascii"));
            builder.setTextualLineCount(root.lines());
        }
        return builder.build();
    }

    static Map<String, String> map(List<Parameter> parameters) {
        var map = new LinkedHashMap<String, String>();
        parameters.forEach(p -> map.putIfAbsent(p.name(), p.value()));
        return map;
    }
}
