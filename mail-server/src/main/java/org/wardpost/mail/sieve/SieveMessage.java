package org.wardpost.mail.sieve;

import java.util.List;

/** The message that a script is run on. */
public interface SieveMessage {
    /** Values of the field, in order, unfolded and stripped, encoded words decoded. */
    List<String> header(String name);

    /** Octets. */
    long size();

    /** The body, undecoded, as ISO-8859-1, at most a bounded part of it. */
    String rawBody();

    /**
     * The parts in order, each decoded, of bounded size. Of a multipart its prologue and its epilogue stand here, of a message in
     * the message its header; what else they hold are parts of their own (RFC 5173 §5.2).
     */
    List<Part> parts();

    /** @param type {@code text/plain}, lower case @param text decoded by transfer encoding and charset */
    record Part(String type, String text) {}
}
