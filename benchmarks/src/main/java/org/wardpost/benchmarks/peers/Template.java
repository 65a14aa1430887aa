package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A peer's configuration among the resources, with {@code @NAME@} where something belongs to the run. */
final class Template {
    private Template() {}

    static String filled(String name, Map<String, String> values) throws IOException {
        var resource = Template.class.getResourceAsStream("/peers/" + name);
        if (resource == null) throw new IllegalStateException("peers/" + name + " is missing");
        try (resource) {
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            for (var value : values.entrySet()) text = text.replace("@" + value.getKey() + "@", value.getValue());
            return text;
        }
    }
}
