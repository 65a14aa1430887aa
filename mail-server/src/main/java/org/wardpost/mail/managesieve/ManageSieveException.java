package org.wardpost.mail.managesieve;

/** A command that is answered NO (RFC 5804 §1.2, §1.3). */
final class ManageSieveException extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final boolean lineLost;

    private ManageSieveException(String code, String text, boolean lineLost) {
        super(text, null, false, false);
        this.code = code;
        this.lineLost = lineLost;
    }

    static ManageSieveException no(String text) {
        return new ManageSieveException("", text, false);
    }

    /** @param code a response code of §1.3, without parentheses */
    static ManageSieveException no(String code, String text) {
        return new ManageSieveException(code, text, false);
    }

    static ManageSieveException noAndLineLost(String text) {
        return new ManageSieveException("", text, true);
    }

    String code() {
        return code;
    }

    /** Whether the rest of the line has been read over. */
    boolean lineLost() {
        return lineLost;
    }

    String text() {
        return getMessage() == null ? "" : getMessage();
    }
}
