package org.wardpost.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.app.demo.DemoWard;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.app.wiring.Server;
import org.wardpost.identity.operation.Progress;
import org.wardpost.mail.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code wardpost train}: serves a throwaway ward for one delivery, one login and one listing, and ends. The launcher runs it once after
 * each build, so that the JVM notes which classes a server needs ({@code -XX:ArchiveClassesAtExit}, docs/decisions/0004).
 */
@Command(
        name = "train",
        hidden = true,
        description = "For the launcher: what a server does, in a folder that goes again afterwards.")
public final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Empty; whoever made it removes it.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        if (Files.exists(folder.resolve("data"))) {
            throw new StartException("There is something in " + folder + " already: name an empty folder.");
        }
        var clock = Clock.systemUTC();
        var installation = Installation.forQuickstart(
                null, folder.resolve("data"), folder.resolve("keys"), Installation.DatabaseOption.of(null));
        var listen = Server.Listen.anyFree();
        listen.check(installation);
        var open = OpenStore.open(installation, OpenStore.IfNew.MAKE, clock); // closed by the server
        var login = new DemoWard(open, clock, System.err::println)
                .ready(1, Optional.empty(), Progress.NONE)
                .getFirst();
        try (var server = Server.start(open, listen, clock)) {
            deliver(server.ports().of(Ports.LMTP), login.address());
            list(server, login);
        }
        return 0;
    }

    private static void deliver(int port, String address) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var out = socket.getOutputStream();
            answer(answers);
            for (var line : List.of(
                    "LHLO train",
                    "MAIL FROM:<>",
                    "RCPT TO:<" + address + ">",
                    "DATA",
                    "From: <" + address + ">\r\nSubject: hello\r\n\r\nHello.\r\n.",
                    "QUIT")) {
                out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answer(answers);
            }
        }
    }

    private static void answer(BufferedReader answers) throws IOException {
        String line;
        do {
            line = answers.readLine();
            if (line == null || line.charAt(0) > '3') {
                throw new IOException("the server answered " + line);
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
    }

    private static void list(Server server, DemoWard.Login login) throws IOException, GeneralSecurityException {
        var sockets = trusting(server.authority()).getSocketFactory();
        try (var socket = sockets.createSocket(
                InetAddress.getLoopbackAddress(), server.ports().of(Ports.IMAPS))) {
            socket.getOutputStream()
                    .write(("1 LOGIN \"" + login.address() + "\" \"" + login.password()
                                    + "\"\r\n2 LIST \"\" \"*\"\r\n3 SELECT INBOX\r\n"
                                    + "4 FETCH 1:* (UID FLAGS ENVELOPE BODYSTRUCTURE BODY[])\r\n5 LOGOUT\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
