package org.wardpost.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One message of {@code demo/messages.txt}.
 * @param fields the lines above its text, by name
 */
record DemoText(Map<String, String> fields, String text) {
    /** All messages, in the order of the file. */
    static List<DemoText> all() {
        var blocks = new ArrayList<DemoText>();
        var lines = lines("messages.txt").toList();
        for (var block : String.join("\n", lines).split("\n====\n")) {
            var parts = block.split("\n\n", 2);
            var fields = new HashMap<String, String>();
            for (var line : parts[0].split("\n")) {
                var colon = line.indexOf(": ");
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
            blocks.add(new DemoText(Map.copyOf(fields), parts[1].strip() + "\n"));
        }
        return List.copyOf(blocks);
    }

    /** The lines of a file of {@code demo/}, comments left out. */
    static Stream<String> lines(String file) {
        try (var in = DemoText.class.getResourceAsStream("/demo/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The program was built without demo/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    String field(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }
}
