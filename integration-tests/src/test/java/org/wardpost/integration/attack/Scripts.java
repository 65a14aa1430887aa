package org.wardpost.integration.attack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.WireConnection;

/** A ManageSieve client (RFC 5804) that has logged in. */
record Scripts(WireConnection connection) implements AutoCloseable {
    static Scripts login(RunningServer server, int user) {
        var scripts = new Scripts(WireConnection.plain(server.port("managesieve")));
        scripts.expect("OK");
        scripts.connection.send("STARTTLS\r\n");
        scripts.expect("OK");
        scripts.connection.startTls();
        scripts.expect("OK");
        var who = server.account(user);
        var plain = ("\0" + who.address() + "\0" + who.password()).getBytes(StandardCharsets.UTF_8);
        scripts.connection.send(
                "AUTHENTICATE \"PLAIN\" \"" + Base64.getEncoder().encodeToString(plain) + "\"\r\n");
        scripts.expect("OK");
        return scripts;
    }

    private void expect(String word) {
        var answer = answer();
        if (!answer.startsWith(word)) throw new AssertionError(answer);
    }

    /** The line that ends an answer. */
    String answer() {
        while (true) {
            var line = connection.line();
            if (line.startsWith("OK") || line.startsWith("NO") || line.startsWith("BYE")) return line;
        }
    }

    /** Has a script checked (§2.12). @return OK or NO, and why */
    String check(String script) {
        connection.send("CHECKSCRIPT {" + script.length() + "+}\r\n" + script + "\r\n");
        return answer();
    }

    @Override
    public void close() {
        connection.close();
    }
}
