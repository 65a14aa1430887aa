package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Mbox files in folders, each a mailbox: as {@link MboxWriter} leaves them ({@code Ward 7/Rota.mbox}), as Thunderbird
 * keeps them ({@code Ward 7.sbd/Rota}, beside indexes that are none), and as older servers do, without an ending.
 */
final class MboxTree implements MailSource {
    private static final List<String> ENDINGS = List.of(".mbox", ".sbd");
    private final Path root;
    private final List<Path> files;

    MboxTree(Path root) throws IOException {
        this.root = root;
        this.files = new ArrayList<>();
        try (var walk = Files.walk(root)) {
            for (var file : walk.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.getFileName().toString().endsWith(".eml") && Files.isReadable(file) && Mbox.isOne(file)) {
                    files.add(file);
                }
            }
        }
    }

    @Override
    public long length() throws IOException {
        var octets = 0L;
        for (var file : files) {
            octets += Files.size(file);
        }
        return octets;
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        var before = 0L;
        for (var file : files) {
            var relative = root.relativize(file);
            var mailbox = FileNames.mailbox(Path.of(StreamSupport.stream(relative.spliterator(), false)
                    .map(part -> withoutEnding(part.toString()))
                    .collect(Collectors.joining("/"))));
            var start = before;
            new Mbox(file)
                    .forEach((message, steps) -> taker.take(
                            new SourceMessage(
                                    relative + " " + message.key(),
                                    mailbox,
                                    message.flags(),
                                    message.received(),
                                    message.content()),
                            start + steps));
            before += Files.size(file);
        }
    }

    private static String withoutEnding(String name) {
        return ENDINGS.stream()
                .filter(ending -> name.endsWith(ending) && name.length() > ending.length())
                .findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
    }
}
