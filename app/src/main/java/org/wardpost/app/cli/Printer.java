package org.wardpost.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wardpost.app.admin.AdminJson;
import org.wardpost.identity.operation.Progress;

/** Prints answers for a person, or as one line of JSON for a program. */
final class Printer {
    private final boolean json;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    Printer(boolean json) {
        this.json = json;
    }

    /** The record as JSON, or the sentence. */
    void print(Object answer, String sentence) {
        out.println(json ? toJson(answer) : sentence);
    }

    /** The record as JSON, or its lines in columns under {@code header}. */
    void table(Object answer, List<String> header, List<List<String>> lines, String ifNone) {
        if (json) {
            out.println(toJson(answer));
            return;
        }
        if (lines.isEmpty()) {
            out.println(ifNone);
            return;
        }
        var all = new ArrayList<List<String>>();
        all.add(header);
        all.addAll(lines);
        for (var line : all) {
            var text = new StringBuilder();
            for (var column = 0; column < line.size(); column++) {
                var at = column;
                var width = all.stream().mapToInt(l -> l.get(at).length()).max().orElse(0);
                text.append(line.get(column))
                        .repeat(" ", width - line.get(column).length() + 2);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    static String toJson(Object value) {
        try {
            return AdminJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer has a JSON form", e);
        }
    }

    /** A bar on standard error if that is a terminal, else a line for every tenth. */
    Progress progress() {
        return new ProgressBar(Terminal.isThere());
    }
}
