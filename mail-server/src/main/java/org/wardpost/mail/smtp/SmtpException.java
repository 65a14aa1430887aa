package org.wardpost.mail.smtp;

/** A command that is answered with anything but success; carries the answer. */
public final class SmtpException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    public SmtpException(int code, String status, String text) {
        this(Reply.of(code, status, text));
    }

    public SmtpException(Reply reply) {
        super(reply.code() + " " + reply.status(), null, false, false);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
