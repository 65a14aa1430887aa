package org.wardpost.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.wardpost.benchmarks.peers.Peer;

/** What the workloads share: logins, eight clients at once, and looking whether it all came. */
final class Clients {
    static final int CONNECTIONS = 8;

    private Clients() {}

    static ImapClient login(Peer peer, int account) throws IOException {
        return ImapClient.tls(peer.imapsPort()).login(peer.addresses().get(account), peer.password());
    }

    interface Client {
        void run(int number) throws Exception;
    }

    /** Runs the same client so many times at once. @return seconds from the first to the last */
    static double atOnce(int clients, Client client) throws Exception {
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

    /** How many messages a mailbox has (STATUS). */
    static long messages(ImapClient imap, String mailbox) throws IOException {
        long[] count = {-1};
        imap.ok("STATUS " + mailbox + " (MESSAGES)", response -> count[0] = response.number("MESSAGES "));
        return count[0];
    }

    static void expectMessages(ImapClient imap, String mailbox, long expected) throws IOException {
        long there = messages(imap, mailbox);
        if (there != expected) throw new AssertionError(mailbox + " has " + there + " messages, not " + expected);
    }

    /** Makes a mailbox anew, empty. */
    static void fresh(ImapClient imap, String mailbox) throws IOException {
        imap.any("DELETE " + mailbox);
        imap.ok("CREATE " + mailbox);
    }

    /** Makes a mailbox anew with messages 0 to {@code count - 1}, in that order, so with UIDs 1 to {@code count}. */
    static void filled(ImapClient imap, String mailbox, Corpus corpus, int count) throws IOException {
        fresh(imap, mailbox);
        for (int i = 0; i < count; i++) imap.append(mailbox, corpus.message(i));
        expectMessages(imap, mailbox, count);
    }

    interface Work {
        void run() throws Exception;
    }

    static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    static double median(double[] samples) {
        var sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    interface Sample {
        double take() throws Exception;
    }

    static double medianOf(int times, Sample sample) throws Exception {
        var samples = new double[times];
        for (int i = 0; i < times; i++) samples[i] = sample.take();
        return median(samples);
    }
}
