package org.wardpost.integration.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Mozilla's remote control: JSON with its length before it, over a socket. Enough of it to run a script inside Thunderbird. */
final class Marionette implements AutoCloseable {
    private static final int SCRIPT_MILLIS = 150_000;
    private final ObjectMapper json = new ObjectMapper();
    private final Socket socket;
    private final InputStream in;
    private int number;

    /** @throws IOException while nobody listens yet */
    Marionette(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(SCRIPT_MILLIS + 30_000);
        in = new BufferedInputStream(socket.getInputStream());
        read(); // who it is
        command("WebDriver:NewSession", Map.of());
        command("Marionette:SetContext", Map.of("value", "chrome"));
        command("WebDriver:SetTimeouts", Map.of("script", SCRIPT_MILLIS));
    }

    /** Runs a script that ends by calling its last argument. @return what it called it with */
    JsonNode run(String script, List<Object> arguments) throws IOException {
        return command("WebDriver:ExecuteAsyncScript", Map.of("script", script, "args", arguments, "sandbox", "system"))
                .path("value");
    }

    private JsonNode command(String name, Map<String, Object> parameters) throws IOException {
        var message = json.writeValueAsBytes(List.of(0, ++number, name, parameters));
        socket.getOutputStream().write((message.length + ":").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(message);
        var answer = read();
        if (!answer.get(2).isNull()) throw new IOException(name + ": " + answer.get(2));
        return answer.get(3);
    }

    private JsonNode read() throws IOException {
        int length = 0;
        for (int c = in.read(); c != ':'; c = in.read()) {
            if (c < 0) throw new EOFException("Thunderbird has gone");
            length = length * 10 + c - '0';
        }
        return json.readTree(in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
