package org.wardpost.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.wardpost.benchmarks.peers.Peer;
import org.wardpost.integration.wire.ImapWire;

/** What the workloads share: messages, logins, and eight clients at once. */
final class Clients {
    static final int CONNECTIONS = 8;

    private Clients() {}

    /** A 10 KB message of printable text with the header fields that ward mail has. */
    static byte[] message(int number) {
        var random = new Random(number);
        var text = new StringBuilder(
                """
                Return-Path: <a@outside.example>
                From: "Ann Example" <ann@outside.example>
                To: "Ward" <ward@bench.example>
                Subject: handover of bed %d
                Message-ID: <%d.%d@outside.example>
                Date: Tue, 24 Nov 2026 08:00:00 +0000
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                """.formatted(number, number, random.nextLong()).replace("\n", "\r\n"));
        while (text.length() < 10_240)
            text.append(Long.toString(random.nextLong(), 36)).append(text.length() % 70 > 55 ? "\r\n" : " ");
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    static ImapWire login(Peer peer, int account) {
        return ImapWire.login(peer.imapsPort(), peer.addresses().get(account), peer.password());
    }

    /** Runs the same client eight times at once. @return seconds from the first to the last */
    static double atOnce(int clients, ThrowingClient client) throws Exception {
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<?>>();
            long began = System.nanoTime();
            for (int i = 0; i < clients; i++) {
                int number = i;
                running.add(threads.submit((Callable<Void>) () -> {
                    client.run(number);
                    return null;
                }));
            }
            for (var one : running) one.get(5, TimeUnit.MINUTES);
            return (System.nanoTime() - began) / 1e9;
        }
    }

    interface ThrowingClient {
        void run(int number) throws Exception;
    }

    /** Makes a mailbox anew with so many messages. */
    static void fill(ImapWire imap, String mailbox, int messages) {
        imap.command("DELETE " + mailbox);
        imap.command("CREATE " + mailbox).ok();
        for (int i = 0; i < messages; i++) imap.append(mailbox, "", message(i)).ok();
    }

    static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }
}
