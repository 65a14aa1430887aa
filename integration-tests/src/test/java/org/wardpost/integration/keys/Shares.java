package org.wardpost.integration.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wardpost.integration.RunningServer;

/** The shares of a recovery authority, each in a file as its holder would have it. */
record Shares(String authority, List<Path> files) {
    static Shares made(RunningServer server, Path folder, int threshold, int shares) throws IOException {
        var made = new ObjectMapper()
                .readTree(server.command(
                                "key",
                                "add-recovery",
                                "--threshold",
                                Integer.toString(threshold),
                                "--shares",
                                Integer.toString(shares),
                                "--json")
                        .succeeded()
                        .output());
        Files.createDirectories(folder);
        var files = new ArrayList<Path>();
        for (var share : made.get("shares")) {
            files.add(Files.writeString(
                    folder.resolve("share-" + share.get("index").asText()),
                    "Share of somebody\n\n" + share.get("text").asText().replaceFirst("(.{60})-", "$1-\n   ")
                            + "\n\nkeep\n"));
        }
        return new Shares(made.get("authority").asText(), files);
    }

    /** {@code words}, then {@code --share FILE} for each of those numbers, counted from 1. */
    String[] command(List<String> words, int... numbers) {
        var command = new ArrayList<>(words);
        for (int number : numbers) {
            command.add("--share");
            command.add(files.get(number - 1).toString());
        }
        return command.toArray(String[]::new);
    }
}
