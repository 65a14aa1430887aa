package org.wardpost.integration.soak;

import java.time.Duration;
import java.util.List;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.DeliveryWorker;
import org.wardpost.integration.load.ImapWorker;

/** The kill test's own clients as parties of a soak, at a pace that leaves the machine to the programs beside them. */
final class WireParties {
    private WireParties() {}

    /** The round that a client is in: it pauses no longer than that. */
    private static final class Pace {
        private final Duration between;
        private volatile Round round = new Round();

        Pace(int millis) {
            between = Duration.ofMillis(millis);
        }

        void pause() {
            round.pause(between);
        }
    }

    /** APPEND, STORE, MOVE, COPY and EXPUNGE at random in two mailboxes. */
    static Party imap(RunningServer server, RunningServer.MailAccount account, String name, long seed) {
        var pace = new Pace(40);
        var worker = new ImapWorker(server, account, name, seed, pace::pause, 300);
        return new Party() {
            private int lost;

            @Override
            public String name() {
                return "IMAP APPEND, STORE, MOVE, COPY, EXPUNGE (" + name + ")";
            }

            @Override
            public void prepare() {
                worker.prepare();
            }

            @Override
            public void work(Round round) {
                pace.round = round;
                worker.run();
                while (!round.over()) {
                    lost++;
                    check(); // what was in flight is decided before the next change
                    worker.run();
                }
            }

            @Override
            public void check() {
                Patience.connected(worker::check);
            }

            @Override
            public String done() {
                return worker.operations() + " changes" + withoutAKill(lost);
            }
        };
    }

    /** Deliveries to one account, whose mail lies in {@code boxes}. */
    static Party sender(
            RunningServer server, RunningServer.MailAccount account, boolean lmtp, String name, List<String> boxes) {
        var pace = new Pace(250);
        var worker = new DeliveryWorker(server, account, lmtp, name, pace::pause);
        return new Party() {
            private int lost;

            @Override
            public String name() {
                return (lmtp ? "LMTP" : "SMTP") + " delivery (" + name + ")";
            }

            @Override
            public void work(Round round) {
                pace.round = round;
                worker.run();
                while (!round.over()) {
                    lost++;
                    pace.pause();
                    worker.run();
                }
            }

            @Override
            public void check() {
                Patience.until(() -> worker.check(boxes));
            }

            @Override
            public String done() {
                return worker.acknowledged().size() + " messages" + withoutAKill(lost);
            }
        };
    }

    private static String withoutAKill(int lost) {
        return lost == 0 ? "" : ", " + lost + " connections lost without a kill";
    }
}
