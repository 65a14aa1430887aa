package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays a file of lines: {@code C:} what the client sends, {@code S:} what it must hear, {@code C2:} and {@code S2:} a second
 * client, {@code M: mailbox (flags) subject} a message that somebody else appends, {@code #} a remark. <code>{{name}}</code>
 * stands for a word, the same one wherever it stands again; <code>{{*}}</code> for anything; {@code S: ...} for any number of
 * lines. */
final class GoldenExchange {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9*]+)}}");

    private final List<String> lines;
    private final ImapFixture server;
    private final ImapFixture.Person person;
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, RawImap> clients = new HashMap<>();

    GoldenExchange(List<String> lines, ImapFixture server, ImapFixture.Person person) {
        this.lines = lines;
        this.server = server;
        this.person = person;
        words.put("user", person.address());
        words.put("password", person.password());
        words.put("nul", "\0"); // so that the files stay text
    }

    void play() throws IOException {
        boolean any = false;
        int number = 0;
        try {
            for (var line : lines) {
                number++;
                if (line.isBlank() || line.startsWith("#")) continue;
                int colon = line.indexOf(':');
                var text = line.length() > colon + 2 ? line.substring(colon + 2) : "";
                switch (line.charAt(0)) {
                    case 'C' -> client(line.substring(1, colon)).send(filled(text) + "\r\n");
                    case 'M' -> append(filled(text));
                    case 'S' -> {
                        if (text.equals("...")) {
                            any = true;
                        } else {
                            expect(client(line.substring(1, colon)), text, any);
                            any = false;
                        }
                    }
                    default -> throw new IllegalArgumentException(line);
                }
            }
        } catch (IOException | AssertionError e) {
            throw new AssertionError("line " + number + ": " + e.getMessage(), e);
        } finally {
            for (var client : clients.values()) client.close();
        }
    }

    private void expect(RawImap client, String text, boolean any) throws IOException {
        while (true) {
            var line = client.line();
            var names = PLACE.matcher(text).results().map(r -> r.group(1)).toList();
            var matcher = pattern(text).matcher(line);
            if (matcher.matches()) {
                int group = 1;
                for (var name : names) {
                    if (!name.equals("*") && !words.containsKey(name)) words.put(name, matcher.group(group++));
                }
                return;
            }
            if (!any) throw new AssertionError("expected <" + text + "> but heard <" + line + ">");
        }
    }

    private Pattern pattern(String text) {
        var regex = new StringBuilder();
        var place = PLACE.matcher(text);
        int at = 0;
        while (place.find()) {
            regex.append(Pattern.quote(text.substring(at, place.start())));
            var name = place.group(1);
            if (name.equals("*")) regex.append(".*");
            else if (words.containsKey(name)) regex.append(Pattern.quote(words.get(name)));
            else regex.append("([^ ()\\[\\]\"]+)");
            at = place.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(text.substring(at))).toString());
    }

    private String filled(String text) {
        return PLACE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(words.get(m.group(1))));
    }

    private RawImap client(String name) throws IOException {
        var known = clients.get(name);
        if (known != null) return known;
        var made = new RawImap(server.address());
        clients.put(name, made);
        return made;
    }

    private void append(String text) throws IOException {
        var matcher = Pattern.compile("(\\S+) (\\(.*?\\)) (.*)").matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException(text);
        try (var other = server.login(person)) {
            other.append(
                    matcher.group(1) + " " + matcher.group(2),
                    "Subject: " + matcher.group(3) + "\r\n\r\nbody of " + matcher.group(3) + "\r\n");
        }
    }
}
